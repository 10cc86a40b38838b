"""The graph keeps what its clients were promised, and tells of itself in full."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLType,
    GraphQLUnionType,
    build_schema,
    get_named_type,
    introspection_types,
    is_required_argument,
    is_required_input_field,
    is_specified_scalar_type,
)

from hub.cli.schema import sdl
from hub.context import Hub
from hub.execution.fields import NODE_LOADERS
from hub.schema import schema
from tests.graph import answer
from tests.policy.scene import Scene

GRAPH: Final = schema._schema

# What clients were promised. It may be extended and never narrowed: a result may become non-null,
# an argument optional, and nothing goes away. Lists take more arguments than are written here.
PROMISED: Final = build_schema("""
scalar UUID
scalar DateTime
scalar Decimal
scalar BigInt
scalar Cursor
scalar CountryCode
scalar CurrencyCode

type Money { amount: Decimal!  minor: BigInt!  currency: CurrencyCode! }
type UserError { code: ErrorCode!  message: String!  field: [String!] }
enum ErrorCode { NOT_FOUND }

interface Node { id: ID! }
interface Party implements Node {
  id: ID!  name: String!  kind: PartyKind!  country: CountryCode
  partnerships(first: Int, after: Cursor, last: Int, before: Cursor): PartnershipConnection!
  products(first: Int, after: Cursor, last: Int, before: Cursor): ProductConnection!
}
enum PartyKind { SUPPLIER BRAND RETAILER CONSUMER }
type Supplier implements Party & Node {
  id: ID!  name: String!  kind: PartyKind!  country: CountryCode
  partnerships: PartnershipConnection!  products: ProductConnection!
  brands: BrandConnection!  retailers: RetailerConnection!
}
type Brand implements Party & Node {
  id: ID!  name: String!  kind: PartyKind!  country: CountryCode
  partnerships: PartnershipConnection!  products: ProductConnection!
  suppliers: SupplierConnection!  retailers: RetailerConnection!
  orders: OrderConnection!  stock: StockItemConnection!
}
type Retailer implements Party & Node {
  id: ID!  name: String!  kind: PartyKind!  country: CountryCode
  partnerships: PartnershipConnection!  products: ProductConnection!
  brands: BrandConnection!  suppliers: SupplierConnection!  consumers: ConsumerConnection!
  orders: OrderConnection!  stock: StockItemConnection!
}
type Consumer implements Party & Node {
  id: ID!  name: String!  kind: PartyKind!  country: CountryCode
  partnerships: PartnershipConnection!  products: ProductConnection!
  retailers: RetailerConnection!  orders: OrderConnection!
}
type PageInfo {
  hasNextPage: Boolean!  hasPreviousPage: Boolean!  startCursor: Cursor  endCursor: Cursor
}
type PartnershipConnection { edges: [PartnershipEdge!]!  pageInfo: PageInfo!  totalCount: Int! }
type PartnershipEdge { cursor: Cursor!  node: Partnership! }
type ProductConnection { edges: [ProductEdge!]!  pageInfo: PageInfo!  totalCount: Int! }
type ProductEdge { cursor: Cursor!  node: Product! }
type PartyConnection { edges: [PartyEdge!]!  pageInfo: PageInfo!  totalCount: Int! }
type PartyEdge { cursor: Cursor!  node: Party! }
type SupplierConnection { edges: [SupplierEdge!]!  pageInfo: PageInfo!  totalCount: Int! }
type SupplierEdge { cursor: Cursor!  node: Supplier! }
type BrandConnection { edges: [BrandEdge!]!  pageInfo: PageInfo!  totalCount: Int! }
type BrandEdge { cursor: Cursor!  node: Brand! }
type RetailerConnection { edges: [RetailerEdge!]!  pageInfo: PageInfo!  totalCount: Int! }
type RetailerEdge { cursor: Cursor!  node: Retailer! }
type ConsumerConnection { edges: [ConsumerEdge!]!  pageInfo: PageInfo!  totalCount: Int! }
type ConsumerEdge { cursor: Cursor!  node: Consumer! }
type OrderConnection { edges: [OrderEdge!]!  pageInfo: PageInfo!  totalCount: Int! }
type OrderEdge { cursor: Cursor!  node: Order! }
type OfferConnection { edges: [OfferEdge!]!  pageInfo: PageInfo!  totalCount: Int! }
type OfferEdge { cursor: Cursor!  node: Offer! }
type StockItemConnection { edges: [StockItemEdge!]!  pageInfo: PageInfo!  totalCount: Int! }
type StockItemEdge { cursor: Cursor!  node: StockItem! }
type StockMovementConnection {
  edges: [StockMovementEdge!]!  pageInfo: PageInfo!  totalCount: Int!
}
type StockMovementEdge { cursor: Cursor!  node: StockMovement! }
type StockMovement { kind: MovementKind! }
enum MovementKind { RESERVED RELEASED SHIPPED RECEIVED ADJUSTED }
type Partnership implements Node { id: ID!  upstream: Party!  downstream: Party! }

type Product implements Node {
  id: ID!  name: String!  description: String  owner: Party!  category: Category
  status: ListingStatus!  details: ProductDetails  media: [Media!]!  documents: [Document!]!
  skus: [Sku!]!
}
type Category implements Node { id: ID!  name: String! }
type Media implements Node { id: ID!  url: String! }
type Document implements Node { id: ID!  url: String! }
enum ListingStatus { DRAFT IN_REVIEW PUBLISHED WITHDRAWN }
union ProductDetails = CosmeticDetails | JewelleryDetails | GeneralDetails
type CosmeticDetails { story: String }
type JewelleryDetails { style: String }
type GeneralDetails { note: String }
type Sku implements Node {
  id: ID!  code: String!  gtin: String  name: String!  product: Product!
  offers(first: Int, after: Cursor, last: Int, before: Cursor): OfferConnection!
  stock(first: Int, after: Cursor, last: Int, before: Cursor): StockItemConnection!
  available: Int
}
type Offer implements Node {
  id: ID!  seller: Party!  sku: Sku!  price: Money!  audience: Audience!  minimumQuantity: Int!
  tiers: [PriceTier!]!  validFrom: DateTime  validUntil: DateTime
}
enum Audience { PARTNERS CONSUMERS }
type PriceTier { minimumQuantity: Int!  price: Money! }

type Order implements Node {
  id: ID!  number: String!  kind: OrderKind!  status: OrderStatus!  version: Int!
  buyer: Party!  seller: Party!  lines: [OrderLine!]!  total: Money!  placedAt: DateTime
  history: [OrderEvent!]!  shipments: [Shipment!]!  causes: [Order!]!  causedBy: Order
  availableActions: [OrderAction!]!
}
enum OrderKind { SUPPLY WHOLESALE RETAIL }
enum OrderAction { CONFIRM }
type OrderLine implements Node {
  id: ID!  order: Order!  sku: Sku!  quantity: Int!  unitPrice: Money!  total: Money!
  allocated: Int!  shipped: Int!  received: Int!  returned: Int!
}
enum OrderStatus {
  DRAFT PLACED CONFIRMED IN_PRODUCTION READY PARTIALLY_SHIPPED SHIPPED DELIVERED COMPLETED
  CANCELLED REJECTED
}
type Shipment implements Node {
  id: ID!  order: Order!  carrier: String  trackingNumber: String  status: ShipmentStatus!
  lines: [ShipmentLine!]!  trackingEvents: [TrackingEvent!]!  estimatedArrival: DateTime
}
enum ShipmentStatus { IN_TRANSIT DELIVERED }
type ShipmentLine { line: OrderLine!  quantity: Int! }
type TrackingEvent { occurredAt: DateTime! }
type StockItem implements Node {
  id: ID!  party: Party!  sku: Sku!  location: Location!  onHand: Int  reserved: Int
  available: Int!  incoming: Int
  movements(first: Int, after: Cursor, last: Int, before: Cursor): StockMovementConnection!
}
type Location implements Node { id: ID!  name: String! }

type Viewer { account: Account!  party: Party!  role: Role!  feedCursor: Cursor! }
type Account { id: ID! }
enum Role { OWNER MANAGER BUYER WAREHOUSE ANALYST }

input PartyFilter { kind: [PartyKind!] }
input ProductFilter { status: [ListingStatus!] }
enum ProductOrder { NEWEST }
input OrderFilter { sellerId: ID  buyerId: ID  status: [OrderStatus!] }
enum OrderOrder { NEWEST }
input StockFilter { skuIds: [ID!] }
enum StockOrder { NEWEST }
type Query {
  viewer: Viewer
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  party(id: ID!): Party
  parties(
    filter: PartyFilter, search: String, first: Int, after: Cursor, last: Int, before: Cursor
  ): PartyConnection!
  product(id: ID!): Product
  products(
    filter: ProductFilter, search: String, orderBy: ProductOrder!, first: Int, after: Cursor,
    last: Int, before: Cursor
  ): ProductConnection!
  order(id: ID!): Order
  orders(
    filter: OrderFilter, orderBy: OrderOrder!, first: Int, after: Cursor, last: Int, before: Cursor
  ): OrderConnection!
  stock(
    filter: StockFilter, orderBy: StockOrder!, first: Int, after: Cursor, last: Int, before: Cursor
  ): StockItemConnection!
}

type Mutation {
  signIn(input: SignInInput!): SignInPayload!
  placeOrder(input: PlaceOrderInput!): OrderPayload!
  confirmOrder(input: ConfirmOrderInput!): OrderPayload!
  rejectOrder(input: RejectOrderInput!): OrderPayload!
  startProduction(input: StartProductionInput!): OrderPayload!
  finishProduction(input: FinishProductionInput!): OrderPayload!
  cancelOrder(input: CancelOrderInput!): OrderPayload!
  completeOrder(input: CompleteOrderInput!): OrderPayload!
  shipOrder(input: ShipOrderInput!): ShipmentPayload!
  receiveShipment(input: ReceiveShipmentInput!): ShipmentPayload!
  adjustStock(input: AdjustStockInput!): StockItemPayload!
}
input SignInInput { requestId: UUID!  email: String!  password: String! }
type SignInPayload { accessToken: String  refreshToken: String  errors: [UserError!]! }
input PlaceOrderInput {
  requestId: UUID!  sellerId: ID!  lines: [PlaceOrderLineInput!]!  note: String
}
input PlaceOrderLineInput { skuId: ID!  quantity: Int! }
input ConfirmOrderInput { requestId: UUID!  orderId: ID! }
input RejectOrderInput { requestId: UUID!  orderId: ID! }
input StartProductionInput { requestId: UUID!  orderId: ID! }
input FinishProductionInput { requestId: UUID!  orderId: ID! }
input CancelOrderInput { requestId: UUID!  orderId: ID! }
input CompleteOrderInput { requestId: UUID!  orderId: ID! }
type OrderPayload { order: Order  errors: [UserError!]! }
input ShipOrderInput {
  requestId: UUID!  orderId: ID!  lines: [ShipOrderLineInput!]  carrier: String
  trackingNumber: String
}
input ShipOrderLineInput { lineId: ID!  quantity: Int! }
input ReceiveShipmentInput { requestId: UUID!  shipmentId: ID! }
type ShipmentPayload { shipment: Shipment  errors: [UserError!]! }
input AdjustStockInput {
  requestId: UUID!  locationId: ID!  skuId: ID!  delta: Int!  reason: String!
}
type StockItemPayload { stockItem: StockItem  errors: [UserError!]! }

type Subscription {
  orderEvents(after: Cursor, orderId: ID, kinds: [OrderEventKind!]): OrderEventDelivery!
  stockEvents(after: Cursor, skuIds: [ID!]): StockEventDelivery!
}
type OrderEventDelivery { cursor: Cursor!  position: BigInt!  event: OrderEvent! }
type OrderEvent implements Node {
  id: ID!  kind: OrderEventKind!  order: Order!  version: Int!  from: OrderStatus  to: OrderStatus
  actor: Party  occurredAt: DateTime!  note: String
}
enum OrderEventKind { PLACED CONFIRMED SHIPPED DELIVERED }
type StockEventDelivery { cursor: Cursor!  position: BigInt!  event: StockEvent! }
type StockEvent {
  id: ID!  kind: MovementKind  sku: Sku!  party: Party!  location: Location  version: Int
  onHand: Int  available: Int  delta: Int  occurredAt: DateTime!
}
""")


def broken_promises() -> Iterator[str]:
    for name, promised in PROMISED.type_map.items():
        if promised in introspection_types.values() or is_specified_scalar_type(promised):
            continue
        type_ = GRAPH.type_map.get(name)
        if not isinstance(type_, type(promised)):
            yield f"{name} is {type_!r}"
        elif isinstance(type_, GraphQLEnumType):
            assert isinstance(promised, GraphQLEnumType)
            yield from (f"{name}.{word}" for word in promised.values.keys() - type_.values.keys())
        elif isinstance(type_, GraphQLUnionType):
            assert isinstance(promised, GraphQLUnionType)
            kinds = {kind.name for kind in promised.types} - {kind.name for kind in type_.types}
            yield from (f"{name} | {kind}" for kind in kinds)
        elif isinstance(type_, GraphQLInputObjectType):
            assert isinstance(promised, GraphQLInputObjectType)
            yield from _broken_input(name, type_, promised)
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            assert isinstance(promised, GraphQLObjectType | GraphQLInterfaceType)
            interfaces = {one.name for one in promised.interfaces}
            if not interfaces <= {one.name for one in type_.interfaces}:
                yield f"{name} implements {interfaces}"
            for field_name, field in promised.fields.items():
                found = type_.fields.get(field_name)
                yield from _broken_field(f"{name}.{field_name}", found, field)


def _broken_input(
    name: str, type_: GraphQLInputObjectType, promised: GraphQLInputObjectType
) -> Iterator[str]:
    for field_name, field in promised.fields.items():
        found = type_.fields.get(field_name)
        if found is None or not _at_least(field.type, found.type):
            yield f"{name}.{field_name}: {field.type}"
    for field_name, found in type_.fields.items():
        if field_name not in promised.fields and is_required_input_field(found):
            yield f"{name} needs {field_name}"


def _broken_field(path: str, found: GraphQLField | None, promised: GraphQLField) -> Iterator[str]:
    if found is None or not _at_least(found.type, promised.type):
        yield f"{path}: {promised.type}"
        return
    for name, argument in promised.args.items():
        if name not in found.args or not _at_least(argument.type, found.args[name].type):
            yield f"{path}({name}: {argument.type})"
    for name, argument in found.args.items():
        if name not in promised.args and is_required_argument(argument):
            yield f"{path} needs {name}"


def _at_least(strict: GraphQLType, lax: GraphQLType) -> bool:
    """The types are the same, but that the strict one may be non-null where the lax one is not."""
    if isinstance(strict, GraphQLNonNull) and not isinstance(lax, GraphQLNonNull):
        strict = strict.of_type
    return str(strict) == str(lax)


def test_every_promise_is_kept() -> None:
    assert list(broken_promises()) == []


def test_the_schema_in_the_checkout_is_the_one_that_is_served() -> None:
    kept = (Path(__file__).parents[2] / "schema.graphql").read_text(encoding="utf-8")

    assert kept == sdl(), "run: make schema"


def own_types() -> Iterator[tuple[str, object]]:
    for name, type_ in GRAPH.type_map.items():
        if type_ not in introspection_types.values() and not is_specified_scalar_type(type_):
            yield name, type_


def undescribed() -> Iterator[str]:
    for name, type_ in own_types():
        if not getattr(type_, "description", None):
            yield name
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in type_.fields.items():
                if not field.description:
                    yield f"{name}.{field_name}"
                for argument_name, argument in field.args.items():
                    if not argument.description and argument_name != "input":
                        yield f"{name}.{field_name}({argument_name})"
        elif isinstance(type_, GraphQLInputObjectType):
            yield from (f"{name}.{n}" for n, field in type_.fields.items() if not field.description)
        elif isinstance(type_, GraphQLEnumType):
            yield from (f"{name}.{n}" for n, word in type_.values.items() if not word.description)


def test_everything_is_described() -> None:
    assert list(undescribed()) == []


def object_types() -> Iterator[GraphQLObjectType]:
    for _, type_ in own_types():
        if isinstance(type_, GraphQLObjectType):
            yield type_


def test_every_list_that_can_be_long_is_paged_alike() -> None:
    lists = 0
    for type_ in object_types():
        for name, field in type_.fields.items():
            if get_named_type(field.type).name.endswith("Connection"):
                lists += 1
                assert {"first", "after", "last", "before"} <= field.args.keys(), (type_, name)
                required = {one for one, of in field.args.items() if is_required_argument(of)}
                # Facts are not listed before it is said what they are told apart by.
                assert required == {"by"} & field.args.keys(), (type_, name)
    assert lists > 20


def test_every_mutation_takes_one_input_with_a_request_id_and_tells_errors() -> None:
    assert GRAPH.mutation_type is not None
    for name, field in GRAPH.mutation_type.fields.items():
        assert list(field.args) == ["input"], name
        asked = get_named_type(field.args["input"].type)
        assert isinstance(asked, GraphQLInputObjectType)
        assert str(asked.fields["requestId"].type) == "UUID!", name
        payload = get_named_type(field.type)
        assert isinstance(payload, GraphQLObjectType)
        assert str(payload.fields["errors"].type) == "[UserError!]!", name
        others = [f for n, f in payload.fields.items() if n != "errors"]
        assert not any(isinstance(f.type, GraphQLNonNull) for f in others), name


async def test_everything_with_an_id_is_found_by_it(hub: Hub) -> None:
    scene = Scene(hub)
    await scene.set_up_chain()
    await scene.set_up_others()
    kinds = GRAPH.get_possible_types(GRAPH.type_map["Node"])  # type: ignore[arg-type]
    parties = {"Supplier", "Brand", "Retailer", "Consumer", "Operator"}
    assert {kind.name for kind in kinds} - parties == NODE_LOADERS.keys() - {"Party"}
    selected = " ".join(f"... on {kind.name} {{ id }}" for kind in kinds)

    # The operator sees everything but the brand's webhook.
    by_operator, by_brand = [
        await answer(
            hub,
            scene.viewer(viewer),
            f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename {selected} }} }}",
            ids=list(scene.nodes.values()),
        )
        for viewer in ("operator", "brand")
    ]

    nodes = [a or b for a, b in zip(by_operator["nodes"], by_brand["nodes"], strict=True)]
    assert [node["id"] for node in nodes] == list(scene.nodes.values())
    assert {node["__typename"] for node in nodes} == {kind.name for kind in kinds}
    for node in nodes:
        typename = node["id"].partition(":")[0]
        assert typename == ("Party" if node["__typename"] in parties else node["__typename"])

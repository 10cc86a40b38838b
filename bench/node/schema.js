// The part of the hub's schema that the canonical queries ask, under the hub's names.

import { createSchema } from "graphql-yoga";

const typeDefs = /* GraphQL */ `
  scalar BigInt
  scalar DateTime

  enum OrderOrder { NEWEST }
  enum OrderStatus {
    DRAFT PLACED CONFIRMED IN_PRODUCTION READY PARTIALLY_SHIPPED SHIPPED DELIVERED COMPLETED
    CANCELLED REJECTED
  }
  enum ShipmentStatus { IN_TRANSIT DELIVERED }

  input OrderFilter { sellerId: ID! }

  interface Party { id: ID! name: String! }
  type Supplier implements Party { id: ID! name: String! }
  type Brand implements Party { id: ID! name: String! }
  type Retailer implements Party { id: ID! name: String! }
  type Consumer implements Party { id: ID! name: String! }
  type Operator implements Party { id: ID! name: String! }

  type Money { minor: BigInt! }
  type Product { id: ID! name: String! owner: Party! }
  type Sku { id: ID! product: Product! }
  type OrderLine { quantity: Int! unitPrice: Money! sku: Sku! }
  type Shipment { status: ShipmentStatus! trackingNumber: String }
  type Order {
    id: ID!
    status: OrderStatus!
    total: Money!
    placedAt: DateTime
    buyer: Party!
    seller: Party!
    lines: [OrderLine!]!
    shipments: [Shipment!]!
  }
  type OrderConnection { nodes: [Order!]! }

  type Query {
    order(id: ID!): Order
    orders(first: Int = 20, filter: OrderFilter!, orderBy: OrderOrder! = NEWEST): OrderConnection!
  }
`;

const TYPES = {
  SUPPLIER: "Supplier",
  BRAND: "Brand",
  RETAILER: "Retailer",
  CONSUMER: "Consumer",
  OPERATOR: "Operator",
};

const globalId = (typename) => (row) => `${typename}:${row.id}`;
const keyOf = (id) => id.slice(id.indexOf(":") + 1);

const resolvers = {
  Query: {
    order: (_, { id }, { load }) => load.orderById.load(keyOf(id)),
    orders: async (_, { first, filter }, { load }) => ({
      nodes: await load.newestOrders(keyOf(filter.sellerId), first),
    }),
  },
  Order: {
    id: globalId("Order"),
    total: (order) => ({ minor: order.totalMinor }),
    buyer: (order, _, { load }) => load.partyById.load(order.buyerId),
    seller: (order, _, { load }) => load.partyById.load(order.sellerId),
    lines: (order, _, { load }) => load.linesByOrder.load(order.id),
    shipments: (order, _, { load }) => load.shipmentsByOrder.load(order.id),
  },
  OrderLine: {
    unitPrice: (line) => ({ minor: line.unitPriceMinor }),
    sku: (line, _, { load }) => load.skuById.load(line.skuId),
  },
  Party: {
    __resolveType: (party) => TYPES[party.kind],
    id: globalId("Party"),
  },
  Product: {
    id: globalId("Product"),
    owner: (product, _, { load }) => load.partyById.load(product.ownerId),
  },
  Sku: {
    id: globalId("Sku"),
    product: (sku, _, { load }) => load.productById.load(sku.productId),
  },
};

export const schema = createSchema({
  typeDefs,
  resolvers,
  inheritResolversFromInterfaces: true,
});

"""The graph: every area's slice of it, put together."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from hub.execution.documents import PreparedDocuments
from hub.execution.run import Rendering, Schema
from hub.reads.compiler import SqlRendering
from hub.schema.accounts import AccountMutations, AccountQueries
from hub.schema.alerts import AlertMutations, AlertQueries
from hub.schema.catalogue import CatalogueQueries
from hub.schema.connections import PAGE_SIZE, PAGE_SIZE_MAX
from hub.schema.feeds import FeedSubscriptions
from hub.schema.nodes import NodeQueries
from hub.schema.offers import OfferQueries
from hub.schema.orders import OrderMutations, OrderQueries
from hub.schema.parties import Operator, PartyQueries, Retailer, Supplier
from hub.schema.scalars import SCALARS
from hub.schema.shipments import ShipmentMutations, ShipmentQueries
from hub.schema.stock import StockMutations, StockQueries
from hub.schema.webhooks import WebhookMutations, WebhookQueries


@strawberry.type(description="What can be asked.")
class Query(
    AccountQueries,
    NodeQueries,
    PartyQueries,
    CatalogueQueries,
    OfferQueries,
    OrderQueries,
    ShipmentQueries,
    StockQueries,
    AlertQueries,
    WebhookQueries,
):
    pass


@strawberry.type(description="What can be changed.")
class Mutation(
    AccountMutations,
    OrderMutations,
    ShipmentMutations,
    StockMutations,
    AlertMutations,
    WebhookMutations,
):
    pass


@strawberry.type(description="What can be listened to.")
class Subscription(FeedSubscriptions):
    pass


def put_together(rendering: Rendering | None) -> Schema:
    """The schema; without a rendering, one that answers everything field by field."""
    return Schema(
        rendering=rendering,
        page_size=PAGE_SIZE,
        page_size_max=PAGE_SIZE_MAX,
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        extensions=[PreparedDocuments],
        types=[Supplier, Retailer, Operator],
        config=StrawberryConfig(scalar_map=SCALARS),
    )


schema = put_together(SqlRendering())

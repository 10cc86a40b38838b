"""How much members may order without approval, as clients see and set it."""

import strawberry

from db.enums.accounts import Role
from db.tables import requisitions as tables
from hub.commands import order_limits as commands
from hub.execution.fields import batched, column, node_id
from hub.loaders import order_limits
from hub.schema.money import Money, money
from hub.schema.mutations import mutation, payload, required
from hub.schema.node import Node, is_row_of
from hub.schema.scalars import BigInt, CurrencyCode

ID = strawberry.ID


@strawberry.type(
    description="What your party's members of a role may order at a time without approval. Orders"
    " in another currency need approval, whatever they come to."
)
class OrderLimit(Node):
    is_type_of = is_row_of(tables.OrderLimit)

    id: ID = node_id("OrderLimit", order_limits.limit_by_id)
    role: Role = column("Whose limit it is. Roles without one order without limit, as owners do.")
    limit: Money | None = money("limit_minor", description="Up to how much.")


@payload("A role's order limit after a change, or why there was none.")
class OrderLimitPayload:
    order_limit: OrderLimit | None = batched(
        order_limits.limit_by_id, key="order_limit_id", description="The limit as it is now."
    )


@payload("Whether a role's order limit was removed, or why not.")
class RemoveOrderLimitPayload:
    removed: bool | None = column("True once there is none.")


@mutation(
    commands.set_order_limit,
    OrderLimitPayload,
    description="As an owner, say how much members of a role may order at a time without approval:"
    " the orders that are placed together, in one currency.",
)
class SetOrderLimitInput:
    role: Role = required("Of managers, or of buyers.")
    currency: CurrencyCode = required("In which currency; orders in others need approval.")
    limit_minor: BigInt = required("Up to how much, in minor units; with 0 all needs approval.")


@mutation(
    commands.remove_order_limit,
    RemoveOrderLimitPayload,
    description="As an owner, let members of a role order without limit.",
)
class RemoveOrderLimitInput:
    role: Role = required("Which role.")

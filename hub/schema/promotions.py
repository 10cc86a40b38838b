"""Promotions, what they are for, and how they are made, as clients see them."""

from datetime import datetime
from decimal import Decimal

import strawberry

from db.enums.offers import Audience
from db.enums.promotions import (
    PromotionAction,
    PromotionEffect,
    PromotionMeasure,
    PromotionOrder,
    PromotionScope,
)
from db.tables import promotions as tables
from hub.commands import promotions as commands
from hub.domain.pricing import Step
from hub.domain.promotions import Share
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import catalogue, parties, promotions
from hub.policy.promotions import BORNE_PROMOTION
from hub.schema.catalogue import Category, Product, Sku
from hub.schema.connections import Connection, connection
from hub.schema.filters import PromotionFilter
from hub.schema.money import Money, money
from hub.schema.mutations import (
    id_of,
    mutation,
    optional,
    optional_id_of,
    optional_text,
    part_of_input,
    payload,
    required,
    text,
)
from hub.schema.node import Node, is_row_of
from hub.schema.parties import Party
from hub.schema.scalars import BigInt, CurrencyCode

ID = strawberry.ID


@strawberry.type(description="What a promotion does from some threshold on.")
class PromotionStep:
    threshold: BigInt = column("From so much on, by the promotion's measure.")
    value: BigInt = column(
        "By the promotion's effect: hundredths of a percent, minor units, or units of a SKU."
    )


@strawberry.type(description="What a promotion is for: one of these.")
class PromotionGoods:
    sku: Sku | None = batched(catalogue.sku_by_id, key="sku_id", description="A SKU.")
    product: Product | None = batched(
        catalogue.product_by_id, key="product_id", description="All SKUs of a product."
    )
    category: Category | None = batched(
        catalogue.category_by_id, key="category_id", description="All products of a category."
    )


@strawberry.type(description="The part of a promotion's cost that a partner of its owner bears.")
class PromotionShare:
    party: Party | None = batched(
        parties.party_by_id, key="party_id", description="Who bears it, if you know them."
    )
    share_bp: int = column("Hundredths of a percent of what the promotion takes off.")
    accepted_at: datetime | None = column("When it was accepted; before, the promotion is off.")


@strawberry.type(description="What was sold of the goods that a promotion is for.")
class PromotionSales:
    orders: int = column("How many orders.")
    buyers: int = column("How many buyers.")
    pieces: int = column("How many units.")
    revenue: Money = money("revenue_minor", description="What they came to, after discounts.")


@strawberry.type(
    description="What came of a promotion: sales of its goods to its audience, in its currency,"
    " from its start until now or its end, beside as long before."
)
class PromotionResults:
    users: PromotionSales = column("To buyers who have used it.")
    users_before: PromotionSales = column("To the same before.")
    others: PromotionSales = column("To buyers who have not used it.")
    others_before: PromotionSales = column("To those who have not, before.")
    uplift: Decimal | None = column(
        "How much more revenue its users brought than before, beyond how others changed: 0.25 is a"
        " quarter more. Null where they bought nothing before."
    )


@strawberry.type(
    description="What a seller gives to those who buy, from a time until another. Promotions of"
    " lines come before those of orders, and gifts last; each looks at what is left to pay."
)
class Promotion(Node):
    is_type_of = is_row_of(tables.Promotion)

    id: ID = node_id("Promotion", promotions.promotion_by_id)
    owner: Party = batched(
        parties.party_named, key="owner_id", description="The seller who makes it."
    )
    name: str = column("What it is called.")
    audience: Audience = column("Whom it is made to.")
    currency: CurrencyCode = column("The currency of the orders that it is for.")
    scope: PromotionScope = column("What it looks at.")
    measure: PromotionMeasure = column("What its steps count.")
    effect: PromotionEffect = column("What it does.")
    steps: list[PromotionStep] = batched(
        promotions.steps_by_promotion,
        key="id",
        description="From where on it does how much; the highest that is reached counts.",
    )
    repeats: bool = column("Whether each further threshold counts again.")
    goods: list[PromotionGoods] = batched(
        promotions.goods_by_promotion,
        key="id",
        description="What it is for, as far as you may see it; none is all that the seller sells.",
    )
    gift: Sku | None = batched(
        catalogue.sku_by_id, key="gift_sku_id", description="What is given, if it is a GIFT."
    )
    rivals: str | None = column("Of all with this word the best counts.")
    priority: int = column("The higher goes first.")
    stops: bool = column("Whether nothing else counts for what it was used on.")
    max_discount: Money | None = money(
        "max_discount_minor", description="The most that it takes off an order."
    )
    party_limit: int | None = column("How many orders of one buyer it is good for.")
    starts_at: datetime = column("From when on it counts.")
    ends_at: datetime = column("Until when it counts.")
    version: int = column("Counts every change; the higher one is the newer.")
    coupon: str | None = column("The coupon that it takes.", seen_by=BORNE_PROMOTION)
    use_limit: int | None = column("How many orders it is good for.", seen_by=BORNE_PROMOTION)
    budget_minor: BigInt | None = column(
        "How much it may take off in all, in minor units.", seen_by=BORNE_PROMOTION
    )
    shares: list[PromotionShare] = batched(
        promotions.shares_by_promotion,
        key="id",
        description="Who bears its cost beside the owner; none to whoever does not.",
    )
    uses: BigInt | None = batched(
        promotions.uses_of_promotion,
        key="id",
        description="How many orders that stand it was used for, if you bear it; null for none.",
    )
    spent_minor: BigInt | None = batched(
        promotions.spent_on_promotion,
        key="id",
        description="What it took off those, in minor units, if you bear it; null for nothing.",
    )
    available_actions: list[PromotionAction] = batched(
        promotions.steps_open_by_promotion,
        key="id",
        description="The steps that you may take it through now.",
    )
    results: PromotionResults | None = batched(
        promotions.results_of_promotion,
        key="id",
        description="What came of it, if you bear it.",
    )


@strawberry.type(description="What a promotion takes off a line.")
class LineDiscount:
    promotion: Promotion | None = batched(
        promotions.promotion_by_id, key="promotion_id", description="The promotion, if you see it."
    )
    amount: Money = money("discount_minor", description="What it takes off.")


@strawberry.type
class PromotionQueries:
    promotion: Promotion | None = found(
        promotions.promotion_by_id, "Promotion", description="The promotion with this id."
    )
    received_promotions: Connection[Promotion] = connection(
        promotions.received_promotions,
        key=None,
        filter=PromotionFilter,
        order_by=PromotionOrder,
        description="Promotions of others that count for what your party orders; what takes a"
        " coupon is not told.",
    )
    shared_promotions: Connection[Promotion] = connection(
        promotions.shared_promotions,
        key=None,
        filter=PromotionFilter,
        order_by=PromotionOrder,
        description="Promotions of others of whose cost your party bears, or is asked to bear, a"
        " part.",
    )
    promotions: Connection[Promotion] = connection(
        promotions.promotions,
        key=None,
        filter=PromotionFilter,
        order_by=PromotionOrder,
        description="Promotions that you make or bear, and those that are made to you; what takes"
        " a coupon is not told.",
    )


@payload("A promotion after a change, or why there was none.")
class PromotionPayload:
    promotion: Promotion | None = batched(
        promotions.promotion_by_id, key="promotion_id", description="The promotion as it is now."
    )


@part_of_input(Step, "What a promotion does from some threshold on.")
class PromotionStepInput:
    threshold: BigInt = required("From so much on; more than the step before it.")
    value: BigInt = required(
        "By the effect: hundredths of a percent, minor units, or units of a SKU."
    )


@part_of_input(Share, "The part of a promotion's cost that a partner is to bear.")
class PromotionShareInput:
    party_id: ID = id_of("Party", "Which of your partners.")
    share_bp: int = required("Hundredths of a percent of what the promotion takes off.")


@mutation(
    commands.create_promotion,
    PromotionPayload,
    description="As a seller, give those who buy something from now or later on. It counts once"
    " all partners with a share have accepted that. What it gives cannot be changed.",
)
class CreatePromotionInput:
    name: str = text(tables.Promotion.name, "What it is called; buyers read it.")
    audience: Audience = required("Whom it is made to.")
    currency: CurrencyCode = required("The currency of the orders that it is for.")
    scope: PromotionScope = required("What it looks at.")
    effect: PromotionEffect = required("What it does.")
    steps: list[PromotionStepInput] = required("From where on how much, in rising order.")
    ends_at: datetime = required("Until when it counts.")
    starts_at: datetime | None = optional("From when on it counts; from now on unless said.")
    measure: PromotionMeasure = optional("What its steps count.")
    repeats: bool = optional("Whether each further threshold counts again.")
    rivals: str | None = optional_text(
        tables.Promotion.rivals, "Of all with this word the best counts."
    )
    priority: int = optional("The higher goes first.")
    stops: bool = optional("Whether nothing else counts for what it was used on.")
    coupon: str | None = optional_text(
        tables.Promotion.coupon, "The coupon that buyers have to give."
    )
    gift_sku_id: ID | None = optional_id_of("Sku", "What is given, for a GIFT.")
    sku_ids: list[ID] = optional_id_of("Sku", "SKUs that it is for.")
    product_ids: list[ID] = optional_id_of("Product", "Products that it is for.")
    category_ids: list[ID] = optional_id_of("Category", "Categories that it is for.")
    max_discount_minor: BigInt | None = optional(
        "The most that it takes off an order, in minor units."
    )
    use_limit: int | None = optional("How many orders it is good for.")
    party_limit: int | None = optional("How many orders of one buyer it is good for.")
    budget_minor: BigInt | None = optional("How much it may take off in all, in minor units.")
    shares: list[PromotionShareInput] = optional("Who is to bear its cost with you.")


@mutation(
    commands.change_promotion,
    PromotionPayload,
    description="As its seller, give a promotion another name or end, or raise a limit of it.",
)
class ChangePromotionInput:
    promotion_id: ID = id_of("Promotion", "Which of your promotions.")
    name: str | None = optional_text(tables.Promotion.name, "What it is called.")
    ends_at: datetime | None = optional("Until when it counts.")
    use_limit: int | None = optional("How many orders it is good for.")
    budget_minor: BigInt | None = optional("How much it may take off in all, in minor units.")


@mutation(
    commands.end_promotion,
    PromotionPayload,
    description="As its seller, end a promotion now. Orders that were placed keep what it gave.",
)
class EndPromotionInput:
    promotion_id: ID = id_of("Promotion", "Which of your promotions.")


@mutation(
    commands.accept_promotion_share,
    PromotionPayload,
    description="As a partner of its seller, agree to bear your share of a promotion's cost.",
)
class AcceptPromotionShareInput:
    promotion_id: ID = id_of("Promotion", "Which promotion.")

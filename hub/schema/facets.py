"""What the products of a list can be told apart by, as clients see it."""

from typing import TYPE_CHECKING, Annotated, Final

import strawberry

from db.enums.catalogue import ProductFacetName
from db.queries.facets import CHOICES_MAX, COUNTED_MAX
from hub.execution.fields import batched, column
from hub.loaders import catalogue, parties
from hub.schema.money import Money, money
from hub.schema.texts import text_in_languages

if TYPE_CHECKING:
    from hub.schema.catalogue import Category
    from hub.schema.parties import Party
else:
    Category = Annotated["Category", strawberry.lazy("hub.schema.catalogue")]
    Party = Annotated["Party", strawberry.lazy("hub.schema.parties")]

# Some thousand products are gone through, with their offers.
FACETS_POINTS: Final = 1_000


@strawberry.type(description="What a facet may be.")
class ProductFacetChoice:
    value: str = column("What tells it from the others of its facet.")
    count: int = column("How many products match all filters but its facet's, and this.")
    brand: Party | None = batched(
        parties.party_named, key="party_id", description="Who it is, for `brandIds`."
    )
    category: Category | None = batched(
        catalogue.category_by_id, key="category_id", description="The shelf, for `categoryIds`."
    )
    text: str | None = text_in_languages(
        "text", "What it is called; `efficacy`, `material` and `gem` take its `value`."
    )
    price_from: Money | None = money(
        "from_minor", description="The band's lowest price, for `price`."
    )
    price_until: Money | None = money(
        "until_minor", description="Where the next band begins, for `price`."
    )


@strawberry.type(description="What products can be told apart by.")
class ProductFacet:
    name: ProductFacetName = column("By what.")
    choices: list[ProductFacetChoice] = column(
        f"What it may be: {CHOICES_MAX} at most, those that leave most first, prices from low to"
        " high."
    )


@strawberry.type(
    description="What the products of a list can be told apart by. Each facet counts those that"
    " match all filters but its own."
)
class ProductFacets:
    found: int = column(f"How many match all filters, up to {COUNTED_MAX:,}.")
    is_complete: bool = column(
        f"Whether all that match are counted. Of more than {COUNTED_MAX:,} just so many are, and"
        " counts are what there is at least."
    )
    facets: list[ProductFacet] = column("Those that have a choice.")

"""What bounds the rows of a statement, wherever in it they stand."""

import re
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from graphql import GraphQLField, GraphQLObjectType

from db.enums.accounts import Role
from db.enums.parties import PartyKind
from db.sql.statements import FoundRows
from hub.execution.dataloaders import Loader
from hub.execution.plan import NotPlanned, source_of
from hub.loaders import catalogue, offers, orders, parties, shipments, stock
from hub.loaders.rows import RowsOf
from hub.policy.viewer import Viewer
from hub.schema import schema

ID = UUID(int=1)
VIEWERS = [None] + [Viewer(ID, "", "", ID, kind, Role.OWNER, ID) for kind in PartyKind]
# What is read, within the condition itself.
SOURCE = re.compile(r"(?:FROM|JOIN) (.+?)(?= JOIN | ON |\s*\n|\s*WHERE|$)")


def _declared(module: ModuleType) -> list[tuple[str, RowsOf]]:
    return [
        (name, loader.declared)
        for name, loader in vars(module).items()
        if isinstance(loader, Loader) and isinstance(loader.declared, RowsOf)
    ]


@pytest.mark.parametrize(
    ("name", "declared"),
    [one for module in (catalogue, offers, orders, parties, shipments, stock)
     for one in _declared(module)],
)  # fmt: skip
def test_a_condition_is_about_the_row_itself(name: str, declared: RowsOf) -> None:
    """A condition that read the table anew would be about any of its rows."""
    for viewer in VIEWERS:
        condition = FoundRows("the_row", declared.lookup, declared.seen_by(viewer)).condition

        assert "row$" not in condition
        assert not any("the_row" in source for source in SOURCE.findall(condition))
        assert condition in {"", "false"} or "the_row." in condition


def test_parties_are_shown_unasked_only_by_rows_that_name_them() -> None:
    """Whoever sees such a row knows them; what another row names may be a secret between others."""
    unasked = {
        f"{type_.name}.{name}"
        for type_ in schema._schema.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for name, field in type_.fields.items()
        if getattr(_source(field), "loader", None) is parties.party_named
    }

    assert unasked == {
        "Order.buyer",
        "Order.seller",
        "Order.changeAskedBy",
        "OrderChange.askedBy",
        "Product.owner",
        "ProductFacetChoice.brand",
        "ProductVersion.actor",
        "Promotion.owner",
        "Review.author",
        "DeliveryFact.buyer",
        "DeliveryFact.seller",
        "SalesFact.buyer",
        "SalesFact.seller",
        "Membership.party",
        "Invitation.party",
        "RemoveMemberPayload.party",
    }


def _source(field: GraphQLField) -> Any:
    try:
        return source_of(field)
    except NotPlanned:
        return None

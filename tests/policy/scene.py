"""Two rival chains that meet in one brand, with rows of every kind that have a tenant."""

from typing import Any
from uuid import UUID

from db.enums.parties import PartnershipStatus, PartyKind
from db.enums.sharing import Exactness
from db.queries.members import membership_of
from hub.context import Hub
from hub.execution.ids import global_id
from hub.policy.viewer import Viewer
from tests.areas import ANONYMOUS, AREAS, Stage
from tests.world import World


class Scene(Stage):
    """Parties by name, and among them what `tests.areas` tell.

    `supplier` and `rival_supplier` sell to `brand`, `brand` to `retailer` and `rival_retailer`,
    `retailer` to `consumer`. `stranger_brand` trades with nobody, `stranger` is a consumer who
    does not either. Nobody is listed but `house`, a brand that everybody may know of.
    """

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub)
        self._world = World(hub)

    def viewer(self, name: str) -> Viewer | None:
        return None if name == ANONYMOUS else self.traders[name].viewer

    async def set_up_chain(self) -> None:
        """The tenants with all that is theirs."""
        for name, kind in (
            ("supplier", PartyKind.SUPPLIER),
            ("brand", PartyKind.BRAND),
            ("retailer", PartyKind.RETAILER),
            ("consumer", PartyKind.CONSUMER),
        ):
            await self._party(name, kind)
        await self._partnership("supplier", "brand")
        await self._partnership("brand", "retailer", shares_stock=Exactness.EXACT)
        await self._partnership("retailer", "consumer")
        for area in AREAS:
            if area.scene is not None:
                area.scene(self)
        await self.store()

    async def set_up_others(self) -> None:
        """Rivals who trade with the same parties, who do so no more or not yet, and strangers."""
        for name, kind in (
            ("rival_supplier", PartyKind.SUPPLIER),
            ("rival_retailer", PartyKind.RETAILER),
            ("former_retailer", PartyKind.RETAILER),
            ("proposed_retailer", PartyKind.RETAILER),
            ("stranger_brand", PartyKind.BRAND),
            ("stranger", PartyKind.CONSUMER),
            ("operator", PartyKind.OPERATOR),
        ):
            await self._party(name, kind)
        await self._partnership("rival_supplier", "brand")
        await self._partnership("brand", "rival_retailer")
        await self._partnership("brand", "former_retailer", status=PartnershipStatus.ENDED)
        await self._partnership("brand", "proposed_retailer", status=PartnershipStatus.PROPOSED)
        await self._party("house", PartyKind.BRAND)
        await self.hub.database.pool.execute(
            "UPDATE parties SET listed = true WHERE id = $1", self.id("house")
        )
        for area in AREAS:
            if area.others is not None:
                area.others(self)
        await self.store()

    async def _party(self, name: str, kind: PartyKind) -> None:
        trader = self.traders[name] = await self._world.trader(kind)
        self._name(name, "Party", trader.id)
        if trader.location is not None:
            self._name(f"place of {name}", "Location", trader.location.id)
        account_id = trader.viewer.account_id
        self._name(f"account of {name}", "Account", account_id)
        async with self.hub.database.session() as session:
            membership = await membership_of(session, account_id, trader.id)
        assert membership is not None
        self._name(f"membership of {name}", "Membership", membership.id)

    async def _partnership(self, upstream: str, downstream: str, **values: Any) -> None:
        made = await self._world.partnership(
            self.traders[upstream], self.traders[downstream], **values
        )
        self._name(f"partnership of {upstream} and {downstream}", "Partnership", made.id)

    def _name(self, name: str, typename: str, id: UUID) -> None:
        """Let a row that is stored already be known by this name."""
        self._ids[name] = id
        self.nodes[name] = global_id(typename, id)

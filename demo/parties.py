"""Who trades in the demo world: its parties with their places, partnerships and accounts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count, cycle
from typing import Final, NamedTuple
from uuid import UUID

from db.enums.accounts import Role
from db.enums.orders import OrderKind
from db.enums.parties import LocationKind, PartnershipStatus, PartyKind
from db.enums.sharing import Exactness, SharingTopic
from db.tables.accounts import Account, Membership
from db.tables.parties import Location, Partnership, Party
from db.tables.sharing import Sharing
from demo import names
from demo.accounts import STAFF_ROLES, STAFFED, staff_email
from demo.chance import DAY, YEAR, Calendar, Chance
from demo.names import City, Words
from demo.rows import Rows
from hub.domain.orders import order_kind


class Guild(StrEnum):
    """What a party does for a living: finer than its kind."""

    INGREDIENT_SUPPLIER = "INGREDIENT_SUPPLIER"
    PACKAGING_SUPPLIER = "PACKAGING_SUPPLIER"
    BRAND = "BRAND"
    RETAILER = "RETAILER"
    CONSUMER = "CONSUMER"
    JEWELLER = "JEWELLER"
    BOUTIQUE = "BOUTIQUE"
    COLLECTOR = "COLLECTOR"
    OPERATOR = "OPERATOR"


class Founder(NamedTuple):
    """The first party of a guild, to which a demo account belongs."""

    email: str
    name: Words
    person: str


class Place(NamedTuple):
    kind: LocationKind
    code: str
    name: Words


class GuildBook(NamedTuple):
    """How a guild is peopled: `first + scale * more` parties, named with one of `trades`.

    Every party of it has the `places`, goods coming from and going to the first of them.
    """

    kind: PartyKind
    first: int
    more: int
    trades: Sequence[Words]
    founder: Founder | None
    places: Sequence[Place] = ()
    listed: bool = False


class Route(NamedTuple):
    """A step of the chain: from whom goods go to whom, and how.

    A downstream party has up to `partners` upstream ones; `share` is the part of all orders that
    are made on this step.
    """

    upstream: Guild
    downstream: Guild
    partners: int
    share: float
    shares_stock: float

    @property
    def kind(self) -> OrderKind:
        return order_kind(GUILDS[self.downstream].kind, GUILDS[self.upstream].kind)


_FACTORY: Final = Place(LocationKind.FACTORY, "WORKS", Words("Works", "工厂"))
_WAREHOUSE: Final = Place(LocationKind.WAREHOUSE, "MAIN", Words("Main Warehouse", "总仓"))
_BONDED: Final = Place(LocationKind.WAREHOUSE, "BONDED", Words("Bonded Warehouse", "保税仓"))
_SHOP: Final = Place(LocationKind.SHOP, "SHOP", Words("Shop", "门店"))

GUILDS: Final[Mapping[Guild, GuildBook]] = {
    Guild.OPERATOR: GuildBook(
        PartyKind.OPERATOR, 1, 0, (),
        Founder("operator@hub.demo", Words("Hub Operations", "枢纽运营"), "Ren Operator"),
    ),
    Guild.INGREDIENT_SUPPLIER: GuildBook(
        PartyKind.SUPPLIER, 3, 1, names.INGREDIENT_SUPPLIERS,
        Founder("supplier@hub.demo", Words("Yunmu Field Actives", "云牧原料"), "Bo Tan"),
        places=(_WAREHOUSE, _FACTORY),
    ),
    Guild.PACKAGING_SUPPLIER: GuildBook(
        PartyKind.SUPPLIER, 2, 1, names.PACKAGING_SUPPLIERS, None, places=(_WAREHOUSE,),
    ),
    Guild.BRAND: GuildBook(
        PartyKind.BRAND, 4, 1, names.BRANDS,
        Founder("brand@hub.demo", Words("Lanmusi Beauty", "岚沐诗美妆"), "Ada Lan"),
        places=(_WAREHOUSE, _BONDED),
        listed=True,
    ),
    Guild.RETAILER: GuildBook(
        PartyKind.RETAILER, 6, 2, names.RETAILERS,
        Founder("retailer@hub.demo", Words("Xihe Corner Stores", "汐和集"), "Rui Fang"),
        places=(_WAREHOUSE, _SHOP),
        listed=True,
    ),
    Guild.CONSUMER: GuildBook(
        PartyKind.CONSUMER, 40, 20, (),
        Founder("consumer@hub.demo", Words("Yue Lin", "林悦"), "Yue Lin"),
    ),
    Guild.JEWELLER: GuildBook(
        PartyKind.SUPPLIER, 3, 1, names.JEWELLERS,
        Founder("jeweller@hub.demo", Words("Jinheyu Atelier", "锦禾玉工坊"), "Wen Jin"),
        places=(_FACTORY,),
        listed=True,
    ),
    Guild.BOUTIQUE: GuildBook(
        PartyKind.RETAILER, 4, 1, names.BOUTIQUES,
        Founder("boutique@hub.demo", Words("Moonwell Jewels", "月井珠宝"), "Iris Mo"),
        places=(_SHOP,),
        listed=True,
    ),
    Guild.COLLECTOR: GuildBook(
        PartyKind.CONSUMER, 10, 6, (),
        Founder("collector@hub.demo", Words("Anran He", "何安然"), "Anran He"),
    ),
}  # fmt: skip

ROUTES: Final[Sequence[Route]] = (
    Route(Guild.INGREDIENT_SUPPLIER, Guild.BRAND, 3, 0.07, 0.3),
    Route(Guild.PACKAGING_SUPPLIER, Guild.BRAND, 2, 0.05, 0.3),
    Route(Guild.BRAND, Guild.RETAILER, 4, 0.22, 0.5),
    Route(Guild.JEWELLER, Guild.BOUTIQUE, 3, 0.08, 0.5),
    Route(Guild.RETAILER, Guild.CONSUMER, 3, 0.44, 0.0),
    Route(Guild.BOUTIQUE, Guild.COLLECTOR, 2, 0.14, 0.0),
)

# How much busier a guild's founder is than the others of it, so that its account has much to see.
_FOUNDER_WEIGHT: Final = 4
_COLLEAGUES: Final = ("Hua Mei", "Tao Ling", "Sam Okoro", "Dana Weiss")
_LAPSED: Final = (
    PartnershipStatus.PROPOSED,
    PartnershipStatus.SUSPENDED,
    PartnershipStatus.ENDED,
)
_CREDIT_LIMITS_MINOR: Final = (None, 50_000_000_00, 200_000_000_00)


@dataclass(frozen=True, slots=True)
class Trader:
    """A party of the demo world. `locations` are in order of code; `weight` is how busy it is."""

    id: UUID
    guild: Guild
    name: Words
    city: City
    currency: str
    locations: tuple[UUID, ...]
    weight: int

    @property
    def is_founder(self) -> bool:
        return self.weight > 1


@dataclass(frozen=True, slots=True)
class Bond:
    """An active partnership, on which orders are made."""

    route: Route
    upstream: Trader
    downstream: Trader

    @property
    def weight(self) -> int:
        return self.upstream.weight * self.downstream.weight

    @property
    def joins_founders(self) -> bool:
        return self.upstream.is_founder and self.downstream.is_founder


class Society:
    """Makes the parties of all guilds, and what joins them."""

    def __init__(self, rows: Rows, chance: Chance, calendar: Calendar) -> None:
        self._rows = rows
        self._chance = chance
        self._calendar = calendar
        self._exactness = cycle(
            (Exactness.EXACT, Exactness.BANDED, Exactness.YES_NO, Exactness.DELAYED)
        )
        # The accounts of who acts for a party, by role.
        self.people_of: dict[UUID, dict[Role, UUID]] = {}

    def people(self, scale: int, password_hash: str) -> Mapping[Guild, Sequence[Trader]]:
        """Make the parties of every guild, its founder first, and the demo accounts."""
        traders: dict[Guild, Sequence[Trader]] = {}
        for guild, book in GUILDS.items():
            others = self._names(book)
            members: list[Trader] = []
            for _ in range(book.first + scale * book.more):
                is_founder = book.founder is not None and not members
                name = book.founder.name if book.founder and is_founder else next(others)
                members.append(self._settle(guild, book, name, is_founder=is_founder))
            if book.founder:
                self._employ(members[0], book.founder, password_hash)
            traders[guild] = members
        return traders

    def join(self, traders: Mapping[Guild, Sequence[Trader]]) -> Sequence[Bond]:
        """Make the partnerships, and return those that are active."""
        return [
            bond
            for route in ROUTES
            for downstream in traders[route.downstream]
            for bond in self._join_one(route, traders[route.upstream], downstream)
        ]

    def _names(self, book: GuildBook) -> Iterator[Words]:
        """Names without end; a company's is not used twice in its guild."""
        if book.kind is PartyKind.CONSUMER:
            while True:
                family = self._chance.choice(names.FAMILY_NAMES)
                given = self._chance.choice(names.GIVEN_NAMES)
                yield Words(f"{given.en} {family.en}", f"{family.zh}{given.zh}")
        stems = self._chance.sample(names.STEMS, len(names.STEMS))
        for number in count():
            lap, place = divmod(number, len(stems))
            stem, trade = stems[place], book.trades[(number + lap) % len(book.trades)]
            branch = f" {lap}" if lap >= len(book.trades) else ""
            yield Words(f"{stem.en} {trade.en}{branch}", f"{stem.zh}{trade.zh}{branch}")

    def _settle(self, guild: Guild, book: GuildBook, name: Words, *, is_founder: bool) -> Trader:
        chance = self._chance
        founded_at = -chance.randrange(400 * DAY, 1800 * DAY)
        abroad = bool(book.trades) and not is_founder and chance.happens(0.2)
        city = chance.choice(names.FOREIGN_CITIES if abroad else names.CHINESE_CITIES)
        trader = Trader(
            id=chance.id_at(founded_at),
            guild=guild,
            name=name,
            city=city,
            currency=names.CURRENCY_OF_COUNTRY.get(city.country, "CNY"),
            locations=tuple(chance.id_at(founded_at) for _ in book.places),
            weight=_FOUNDER_WEIGHT if is_founder else 1,
        )
        self._rows.add(
            Party,
            id=trader.id,
            kind=book.kind,
            **names.in_both("name", name),
            country=city.country,
            time_zone=names.time_zone_of(city),
            listed=book.listed,
            created_at=self._calendar.at(founded_at),
        )
        for number, (location_id, place) in enumerate(
            zip(trader.locations, book.places, strict=True), start=1
        ):
            self._rows.add(
                Location,
                id=location_id,
                party_id=trader.id,
                kind=place.kind,
                code=f"{number:02}-{place.code}",
                **names.in_both("name", Words(f"{city.name} {place.name.en}", place.name.zh)),
                city=city.name,
                country=city.country,
            )
        return trader

    def _employ(self, trader: Trader, founder: Founder, password_hash: str) -> None:
        """Give a demo account to the founder, and to colleagues where there are some."""
        people = self.people_of[trader.id] = {}
        people[Role.OWNER] = self._sign_up(
            trader, founder.email, founder.person, Role.OWNER, password_hash
        )
        if founder.email in STAFFED:
            for role, person in zip(STAFF_ROLES, _COLLEAGUES, strict=True):
                email = staff_email(founder.email, role)
                people[role] = self._sign_up(trader, email, person, role, password_hash)

    def _sign_up(
        self, trader: Trader, email: str, person: str, role: Role, password_hash: str
    ) -> UUID:
        """An account in the role; its id."""
        signed_up_at = -self._chance.randrange(10 * DAY, 300 * DAY)
        account_id = self._chance.id_at(signed_up_at)
        self._rows.add(
            Account,
            id=account_id,
            email=email,
            name=person,
            password_hash=password_hash,
            created_at=self._calendar.at(signed_up_at),
        )
        self._rows.add(
            Membership,
            id=self._chance.id_at(signed_up_at),
            account_id=account_id,
            party_id=trader.id,
            role=role,
        )
        return account_id

    def _join_one(self, route: Route, sellers: Sequence[Trader], buyer: Trader) -> Iterator[Bond]:
        """Partner a buyer with some sellers; sometimes leave one more partnership not active.

        Founders are partners of each other, and a selling founder of every second buyer.
        """
        founder, *others = sellers
        with_founder = buyer.is_founder or self._chance.happens(0.5)
        wanted = route.partners - with_founder
        chosen = self._chance.sample(others, min(wanted + 1, len(others)))
        active = ([founder] if with_founder else []) + chosen[:wanted]

        for seller in active:
            bond = Bond(route, seller, buyer)
            self._add_partnership(bond, PartnershipStatus.ACTIVE)
            yield bond
        for seller in chosen[wanted:]:
            if self._chance.happens(0.15):
                status = self._chance.choice(_LAPSED)
                self._add_partnership(Bond(route, seller, buyer), status)

    def _add_partnership(self, bond: Bond, status: PartnershipStatus) -> None:
        chance = self._chance
        proposed = status is PartnershipStatus.PROPOSED
        since = YEAR - 20 * DAY if proposed else -chance.randrange(370 * DAY, 395 * DAY)
        retail = bond.route.kind is OrderKind.RETAIL
        partnership_id = chance.id_at(since)
        self._rows.add(
            Partnership,
            id=partnership_id,
            upstream_id=bond.upstream.id,
            downstream_id=bond.downstream.id,
            status=status,
            currency=bond.upstream.currency,
            payment_days=0 if retail else chance.choice((0, 30, 60)),
            credit_limit_minor=None if retail else chance.choice(_CREDIT_LIMITS_MINOR),
            since=self._calendar.at(since),
        )
        founders = bond.joins_founders and not retail
        shown: list[tuple[Trader, Trader, SharingTopic, Exactness]] = []
        if founders:
            shown.append((bond.upstream, bond.downstream, SharingTopic.STOCK, Exactness.EXACT))
            shown.append((bond.downstream, bond.upstream, SharingTopic.SALES, Exactness.EXACT))
        elif chance.happens(bond.route.shares_stock):
            # Whom demo accounts act for is shown all that can be shown.
            meets_founder = bond.upstream.is_founder or bond.downstream.is_founder
            exactness = Exactness.EXACT if meets_founder else next(self._exactness)
            shown.append((bond.upstream, bond.downstream, SharingTopic.STOCK, exactness))
        for number, (party, partner, topic, exactness) in enumerate(shown, start=1):
            self._rows.add(
                Sharing,
                id=UUID(int=partnership_id.int ^ number),
                partnership_id=partnership_id,
                party_id=party.id,
                partner_id=partner.id,
                topic=topic,
                exactness=exactness,
                changed_at=self._calendar.at(since),
            )

"""One request: who asks, at which instant, what has been read, and the transaction of a change."""

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Self
from uuid import UUID

from redis.asyncio import Redis

from db.enums.parties import PartyKind
from db.feeds import Feeds, Places
from db.session import AsyncSession, Database, Journal
from hub.domain.languages import DEFAULT, Languages, languages_of
from hub.execution.dataloaders import DataLoaders, Loader
from hub.execution.trace import Trace
from hub.execution.withheld import Withheld
from hub.file_store import FileStore
from hub.mail import Mailer
from hub.policy.encryption import Cipher
from hub.policy.file_addresses import FileAddresses
from hub.policy.tokens import Signer
from hub.policy.viewer import EVERYBODY, NOBODY, FieldRule, Viewer
from hub.sign_ins import SignIns
from hub.turns import FairSemaphore, Turn
from hub.wake_ups import WakeUps

if TYPE_CHECKING:
    from hub.subscriptions.feed_heads import FeedHeads


@dataclass(frozen=True)
class Policy:
    """What the operator decided about requests; `hub.process` makes it of the settings."""

    session_lifetime: timedelta
    access_token_lifetime: timedelta
    cost_max: int
    # Of how many bytes an answer may be, or an event of a feed.
    answer_bytes_max: int
    # Whether clients may ask about the schema.
    introspection: bool
    events_kept_days: int
    # Sites whose pages may use the hub beside its own.
    origins: frozenset[str]
    # Whether webhooks may go to private addresses and over plain http.
    private_webhooks: bool
    # Which parties wait for the operator's admission when they have signed up.
    admitted_by_hand: frozenset[PartyKind]
    # Whether owners of products review them among themselves, and not the operator alone.
    owners_review: bool
    # Of how many bytes the files of one party are, all together.
    files_bytes_max: int
    # Where people reach the hub in a browser, without a slash at the end.
    public_url: str
    # Whether every request notes what it reads, as it does in development.
    traced: bool


@dataclass(frozen=True)
class Hub:
    """What every request of one process shares."""

    policy: Policy
    database: Database
    redis: Redis
    signer: Signer
    cipher: Cipher
    feed_heads: "FeedHeads"
    wake_ups: WakeUps
    sign_ins: SignIns
    files: FileStore
    file_addresses: FileAddresses
    # What takes the hub's mail; None where nobody does.
    mailer: Mailer | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass
class Place:
    """Where a subscription stands in its feeds, for whoever runs it, which they keep up to date.

    `after` is the cursor to start after, instead of the argument. `places` are those of the last
    event dealt with in `feeds`, told or not. `delivery` is what is being told, with its places and
    cursor.
    `turn` is held while events are worked out, and while nobody waits for anything else.
    """

    after: str | None = None
    feeds: Feeds = ()
    places: Places | None = None
    delivery: Any = None
    # Is called whenever the places have changed.
    moved: Callable[[], None] = field(default=lambda: None)
    turn: Turn = field(default_factory=lambda: FairSemaphore(1, 1).of(None))

    @property
    def position(self) -> int:
        """The sum of the places, which tells them apart; -1 before they are known."""
        return -1 if self.places is None else sum(self.places)

    def come_to(self, places: Places) -> None:
        self.places = places
        self.moved()


async def _fetch_readable(
    request: "Request", ids: Sequence[UUID], rule: FieldRule
) -> dict[UUID, bool]:
    """Of the rows with these ids those whose fields the viewer may read by the rule."""
    scope = rule.rows.scope(request.viewer)
    if scope.predicate is EVERYBODY or scope.predicate is NOBODY:
        return dict.fromkeys(ids, scope.predicate is EVERYBODY)
    return dict.fromkeys(await request.reads.lookup(rule.lookup, ids, scope=scope), True)


_READABLE: Final = Loader(_fetch_readable, missing=lambda: False)


class Request:
    """One operation of one viewer: the context of every field.

    Reads come from one snapshot that the first of them opens; `renew` lets go of it. Writes go
    through the session that `writing` opens. All reads are noted if `traced`,
    or where the policy says so.
    """

    def __init__(
        self,
        hub: Hub,
        viewer: Viewer | None,
        *,
        address: str | None = None,
        languages: Sequence[str] | None = None,
        traced: bool = False,
    ) -> None:
        self.hub = hub
        # The client's network address, where there is a client.
        self.address = address
        self.viewer = viewer
        # The tags of languages that the client reads, the most wanted first; None: it said none.
        self.languages_said = languages
        self.now = hub.clock()
        self.place = Place()
        self.trace: Trace | None = None
        self._journal: Journal | None = None
        if traced or hub.policy.traced:
            self.trace = Trace()
            self._journal = self.trace.ran
        self.reads = hub.database.reads(self._journal)
        self._loading: DataLoaders | None = None
        self._session: AsyncSession | None = None
        # What the answer leaves out because the viewer may not read it.
        self.withheld = Withheld()

    @property
    def languages(self) -> Languages:
        """In which languages texts are looked for before their default one."""
        return languages_of(*self._languages_read)

    @property
    def language(self) -> str:
        """The language that whoever asks would read everything in."""
        return next(iter(self._languages_read), DEFAULT)

    @property
    def _languages_read(self) -> Sequence[str]:
        """What the client says, else what its account does."""
        if self.languages_said is not None:
            return self.languages_said
        if self.viewer is None or self.viewer.language is None:
            return ()
        return (self.viewer.language,)

    @property
    def answer_bytes_max(self) -> int:
        """Of how many bytes the data of the answer may be."""
        return self.hub.policy.answer_bytes_max

    @property
    def session(self) -> AsyncSession:
        """The transaction of the change under way."""
        assert self._session is not None, "a command runs inside `writing`"
        return self._session

    def load(self, loader: Loader, key: Hashable, arguments: Hashable = None) -> Awaitable[Any]:
        if self._loading is None:
            self._loading = DataLoaders(self, self.trace)
        return self._loading.load(loader, key, arguments)

    async def may_read(self, rule: FieldRule, row: Any) -> bool:
        """Whether the viewer may read what the rule is about of the row."""
        may: bool = await self.load(_READABLE, row.id, rule)
        return may

    async def readable(self, rule: FieldRule, rows: Sequence[Any]) -> list[bool]:
        """The same of many rows."""
        found = await _fetch_readable(self, [*dict.fromkeys(row.id for row in rows)], rule)
        return [found.get(row.id, False) for row in rows]

    async def renew(self) -> None:
        """Forget what has been read: the next read sees the newest snapshot, at a new `now`."""
        await self.reads.close()
        self.reads = self.hub.database.reads(self._journal)
        self._loading = None
        self.now = self.hub.clock()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """One transaction; left without a commit it is rolled back."""
        async with self.hub.database.session() as session:
            self._session = session
            try:
                yield session
            finally:
                self._session = None

    async def close(self) -> None:
        await self.reads.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def open_request(
    hub: Hub,
    viewer: Viewer | None,
    *,
    address: str | None = None,
    languages: Sequence[str] | None = None,
    traced: bool = False,
) -> Request:
    """A request, for `async with`, which closes it whatever happens.

    `languages` are the tags that the client says it reads, the most wanted first; None where it
    says none.
    """
    return Request(hub, viewer, address=address, languages=languages, traced=traced)

"""What an operator can set, all of it by environment variables named `HUB_…`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from redis.asyncio.connection import parse_url

from db.enums.parties import PartyKind

_PREFIX: Final = "HUB_"
_CHECKOUT: Final = Path(__file__).resolve().parent.parent
_DEVELOPMENT_SECRET: Final = "for-development-only-never-in-production"
_SECRET_LENGTH_MIN: Final = 32
_SECRET_VARIETY_MIN: Final = 8


class SettingsError(Exception):
    """One sentence a line about each setting that is missing or wrong."""


class Environment(StrEnum):
    """Where the hub runs: at somebody's desk, or in front of customers."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class ProductReviewer(StrEnum):
    """Who reviews products before they enter the catalogue, beside the operator of the hub."""

    OPERATOR = "operator"
    OWNER = "owner"


def _in_development(settings: dict[str, Any]) -> bool:
    return settings.get("environment") is Environment.DEVELOPMENT


class Settings(BaseSettings):
    """The settings of one hub process; immutable once read.

    `docs/reference/settings.md` is made from the descriptions.
    """

    # A value can hold a password, so no error repeats it. A variable that is empty is not set: an
    # empty path, for one, would be the working directory.
    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_ignore_empty=True, frozen=True, hide_input_in_errors=True
    )

    environment: Environment = Field(
        default=Environment.DEVELOPMENT,
        description="`development` has demo accounts, GraphiQL and a known secret; "
        "`production` has none of them.",
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="The TCP port to listen on.")
    workers: int = Field(default=1, ge=1, le=64, description="How many processes serve requests.")
    work: bool = Field(
        default_factory=_in_development,
        description="Whether the processes that serve also do the work of `hub work`. "
        "On in development and off in production unless set.",
    )
    metrics_host: str = Field(
        default="127.0.0.1", description="The address to tell [metrics](metrics.md) at."
    )
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65_472,
        description="The TCP port at which `GET /metrics` tells what a process counts; the next"
        " process has the next port. None is opened unless set.",
    )
    data_dir: Path = Field(
        default=_CHECKOUT / ".hub",
        description="Where the embedded PostgreSQL and Valkey keep their files. "
        "One hub at a time uses it.",
    )
    database_url: str | None = Field(
        default=None,
        repr=False,
        description="A PostgreSQL 18 to use in place of the embedded one: `postgresql://user:password@host/database`.",
    )
    redis_url: str | None = Field(
        default=None,
        repr=False,
        description="A Valkey or Redis to use in place of the embedded one: `redis://host:6379/0`.",
    )
    secret: SecretStr = Field(
        default=SecretStr(_DEVELOPMENT_SECRET),
        description="The key that signs access tokens and cursors, and encrypts webhook secrets: "
        f"at least {_SECRET_LENGTH_MIN} random characters, the same for every process. "
        "Production has no default.",
    )
    secret_before: SecretStr | None = Field(
        default=None,
        description="The secret that `HUB_SECRET` has replaced. What it signed and encrypted is "
        "still read, so that a change of the secret signs nobody out. Leave it out once tokens and "
        "cursors of before are of no more use, and webhooks have had their secrets rotated.",
    )
    access_token_seconds: int = Field(
        default=900,
        ge=1,
        le=86_400,
        description="How long an access token is good for, in seconds.",
    )
    session_days: int = Field(
        default=30,
        ge=1,
        le=365,
        description="How long somebody stays signed in without a new password, in days.",
    )
    events_kept_days: int = Field(
        default=30,
        ge=1,
        le=90,
        description="For how many days a feed can be resumed. Older entries are dropped, a day of "
        "them at once; orders, stock and their histories stay.",
    )
    cost_max: int = Field(
        default=100_000,
        ge=1,
        le=1_000_000_000,
        description="The highest cost of an operation that is run: about as many points as its "
        "answer may have objects, see [limits](limits.md).",
    )
    answer_bytes_max: int = Field(
        default=8 << 20,
        ge=1 << 16,
        le=1 << 30,
        description="Of how many bytes the data of an answer, or of an event of a feed, may be. "
        "One that would be larger is not made, and refused as `ANSWER_TOO_LARGE`.",
    )
    graphiql: bool = Field(
        default_factory=_in_development,
        description="Whether a browser that opens `/graphql` gets GraphiQL. "
        "On in development and off in production unless set.",
    )
    introspection: bool = Field(
        default_factory=_in_development,
        description="Whether clients may ask about the schema itself, by `__schema` and `__type`. "
        "On in development and off in production unless set; GraphiQL needs it.",
    )
    webhooks_private: bool = Field(
        default_factory=_in_development,
        description="Whether webhooks may go to private addresses, and over plain `http`. "
        "On in development and off in production unless set.",
    )
    origins: Annotated[frozenset[str], NoDecode] = Field(
        default=frozenset(),
        description="Other sites whose pages may ask the hub, over HTTP, streams and sockets, "
        "with commas between: `https://shop.example,https://desk.example`. "
        "Pages that the hub's own address serves always may.",
    )

    admitted_by_hand: Annotated[frozenset[PartyKind], NoDecode] = Field(
        default="supplier,brand,retailer",  # read as a variable is
        validate_default=True,
        description="Which parties wait for the operator's admission when they have signed up, "
        "with commas between; `none` lets all trade at once.",
    )
    products_reviewed_by: ProductReviewer = Field(
        default=ProductReviewer.OPERATOR,
        description="Who reviews products before they enter the catalogue: `operator`, the "
        "operator of the hub alone; or `owner`, also owners and managers of the party that "
        "describes them, but for whoever has submitted it.",
    )
    files_url: str | None = Field(
        default=None,
        description="Where pictures, films, models and papers lie: `file:///srv/hub/files`, a "
        "folder that every process reaches, or `s3://bucket/prefix`, see [where files lie]"
        "(../howto/run-in-production.md#where-files-lie). Unless set a folder within "
        "`HUB_DATA_DIR`.",
    )
    files_endpoint: str | None = Field(
        default=None,
        description="The address of what speaks S3, where that is not Amazon: "
        "`https://storage.example`. Browsers reach it, too.",
    )
    files_region: str | None = Field(
        default=None, description="The region of the bucket; `us-east-1` unless set."
    )
    files_access_key_id: str | None = Field(
        default=None,
        description="Who asks the bucket. Unless set, what the machine says that the hub runs on.",
    )
    files_secret_access_key: SecretStr | None = Field(
        default=None, description="The secret of `HUB_FILES_ACCESS_KEY_ID`."
    )
    files_bytes_max: int = Field(
        default=20_000_000_000,
        ge=1,
        description="Of how many bytes the files of one party may be, all together.",
    )
    mail_url: SecretStr | None = Field(
        default=None,
        description="The SMTP server that takes the hub's mail: "
        "`smtp://user:password@host:587` or `smtps://user:password@host:465`. Without it mail is "
        "written into the log in development, and in production nobody can be invited.",
    )
    mail_from: str = Field(
        default="Supply Chain Hub <hub@localhost>", description="Whom the hub's mail is from."
    )
    public_url: str = Field(
        default="http://127.0.0.1:8000",
        description="Where people reach the hub in a browser; links in mail begin with it.",
    )

    @field_validator("admitted_by_hand", mode="before")
    @classmethod
    def _are_party_kinds(cls, kinds: str | Iterable[str]) -> frozenset[PartyKind]:
        if isinstance(kinds, str):
            words = [word.strip().upper() for word in kinds.split(",") if word.strip()]
            kinds = [] if words == ["NONE"] else words
        wrong = [kind for kind in kinds if kind not in PartyKind.__members__]
        if wrong:
            known = ", ".join(PartyKind.__members__)
            raise ValueError(f"has {', '.join(wrong)}; the kinds of parties are {known}, or none")
        return frozenset(map(PartyKind, kinds))

    @field_validator("mail_url")
    @classmethod
    def _is_smtp(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            _checked_url(url.get_secret_value(), schemes=("smtp", "smtps"))
        return url

    @field_validator("files_url")
    @classmethod
    def _is_folder_or_bucket(cls, url: str | None) -> str | None:
        url = _checked_url(url, schemes=("file", "s3"))
        if url is not None:
            parts = urlsplit(url)
            if parts.scheme == "s3" and not parts.netloc:
                raise ValueError("names no bucket after s3://")
            if parts.scheme == "file" and (parts.netloc or parts.path == "/"):
                raise ValueError("names no folder; it has three slashes: file:///srv/hub/files")
        return url

    @field_validator("files_endpoint")
    @classmethod
    def _is_endpoint(cls, url: str | None) -> str | None:
        return _checked_url(url, schemes=("https", "http"))

    @field_validator("public_url")
    @classmethod
    def _is_public_url(cls, url: str) -> str:
        return _checked_origin(url)

    @field_validator("origins", mode="before")
    @classmethod
    def _are_origins(cls, origins: str | Iterable[str]) -> frozenset[str]:
        if isinstance(origins, str):
            origins = filter(None, (origin.strip() for origin in origins.split(",")))
        return frozenset(map(_checked_origin, origins))

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, url: str | None) -> str | None:
        return _checked_url(url, schemes=("postgresql", "postgres"))

    @field_validator("redis_url")
    @classmethod
    def _is_redis(cls, url: str | None) -> str | None:
        url = _checked_url(url, schemes=("redis", "rediss", "unix"))
        if url is not None:
            try:
                parse_url(url)
            except ValueError as error:
                raise ValueError(f"is not an address: {error}") from None
        return url

    @field_validator("data_dir")
    @classmethod
    def _is_absolute(cls, path: Path) -> Path:
        try:
            return path.expanduser().absolute()
        except RuntimeError:
            raise ValueError("is in the home directory of nobody known here") from None

    @model_validator(mode="after")
    def _settings_agree(self) -> Settings:
        problems = [
            *_servers_missing(self),
            *_secret_missing(self),
            *_port_twice(self),
            *_files_key_missing(self),
        ]
        if problems:
            raise ValueError("\n".join(problems))
        return self


def load_settings() -> Settings:
    """The settings this process was started with.

    Raises:
        SettingsError: a setting is missing or wrong; its text says which and what to do.
    """
    try:
        return Settings()
    except ValidationError as error:
        sentences = [
            _sentence(problem["loc"], problem["msg"])
            for problem in error.errors(include_input=False)
            if problem["type"] != "default_factory_not_called"  # follows from another problem
        ]
        raise SettingsError("\n".join(sentences)) from None


def _sentence(location: tuple[int | str, ...], message: str) -> str:
    """Pydantic's finding about one setting, with the name the operator knows."""
    message = message.removeprefix("Value error, ")
    if not location:
        return message
    predicate = re.sub(r"^(Input|String) ", "", message).rstrip(".")
    return f"{_PREFIX}{str(location[0]).upper()} {predicate}."


def _servers_missing(settings: Settings) -> Iterator[str]:
    urls = {"HUB_DATABASE_URL": settings.database_url, "HUB_REDIS_URL": settings.redis_url}
    missing = [name for name, url in urls.items() if url is None]
    if settings.environment is Environment.PRODUCTION:
        for name in missing:
            yield f"{name} is not set; production needs servers of its own."
    elif len(missing) == 1:
        yield (
            f"{missing[0]} is not set, though the other server's address is; "
            "set both to use your own servers, or neither to use the embedded ones."
        )


def _secret_missing(settings: Settings) -> Iterator[str]:
    if settings.environment is not Environment.PRODUCTION:
        return
    secret = settings.secret.get_secret_value()
    before = settings.secret_before
    if before is not None and before.get_secret_value() == _DEVELOPMENT_SECRET:
        yield "HUB_SECRET_BEFORE is the key of development, which everybody knows; leave it out."
    if secret == _DEVELOPMENT_SECRET:
        yield "HUB_SECRET is not set; production needs a random key of its own."
    elif len(secret) < _SECRET_LENGTH_MIN:
        yield (
            f"HUB_SECRET has {len(secret)} characters; "
            f"production needs at least {_SECRET_LENGTH_MIN}."
        )
    elif _is_guessable(secret):
        yield (
            "HUB_SECRET is no random key: it repeats itself, counts up, or holds the key of "
            "development. Make one with: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )


def _is_guessable(secret: str) -> bool:
    """Whether a secret is long and yet has little in it.

    Fewer than 8 different characters are among 32 random digits one in a thousand times, and
    among 32 random hexadecimal ones less than once in ten million.
    """
    half, steps = len(secret) // 2, {ord(b) - ord(a) for a, b in pairwise(secret)}
    period = next((p for p in range(1, half + 1) if secret.startswith(secret[p:])), None)
    return (
        len(set(secret)) < _SECRET_VARIETY_MIN
        or len(steps) < _SECRET_VARIETY_MIN
        or (period is not None and period < _SECRET_LENGTH_MIN)
        or _DEVELOPMENT_SECRET in secret.lower()
    )


def _port_twice(settings: Settings) -> Iterator[str]:
    first = settings.metrics_port
    if first is not None and settings.port in range(first, first + settings.workers):
        yield (
            f"HUB_PORT, {settings.port}, is also one of the ports from HUB_METRICS_PORT on; "
            "set another for one of them."
        )


def _files_key_missing(settings: Settings) -> Iterator[str]:
    if (settings.files_access_key_id is None) != (settings.files_secret_access_key is None):
        yield (
            "HUB_FILES_ACCESS_KEY_ID and HUB_FILES_SECRET_ACCESS_KEY go together; set both, or "
            "neither."
        )
    url = settings.files_url or ""
    if settings.files_endpoint is not None and not url.startswith("s3://"):
        yield "HUB_FILES_ENDPOINT is for a bucket; set HUB_FILES_URL=s3://bucket with it."


def _checked_origin(origin: str) -> str:
    """An origin as browsers write it: scheme, host and port, nothing after."""
    try:
        parts = urlsplit(origin)
        _ = parts.port  # reading it is what checks it
    except ValueError as error:
        raise ValueError(f"has {origin!r}, which is not an address: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/"):
        raise ValueError(f"has {origin!r}, which should look like https://shop.example")
    return f"{parts.scheme}://{parts.netloc}".lower()


def _checked_url(url: str | None, *, schemes: tuple[str, ...]) -> str | None:
    if url is None:
        return None
    known = " or ".join(f"{scheme}://" for scheme in schemes)
    try:
        parts = urlsplit(url)
        port = parts.port  # reading it is what checks it
    except ValueError as error:
        raise ValueError(f"is not an address: {error}") from None
    if parts.scheme not in schemes:
        raise ValueError(f"should start with {known}")
    if port == 0 or not (parts.netloc or parts.path):
        raise ValueError(f"names no server after {parts.scheme}://")
    return url

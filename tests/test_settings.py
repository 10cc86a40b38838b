"""What is set wrong is said in a sentence; what is secret is not said at all."""

from __future__ import annotations

import base64
import os
import random
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from hub.settings import Environment, Settings, SettingsError, load_settings

OWN_SERVERS = {
    "HUB_DATABASE_URL": "postgresql://hub:hush@db.example/hub",
    "HUB_REDIS_URL": "redis://:hush@cache.example:6379/0",
}
SECRET = "4pZ0cHq7-Xw2uRk9_sVf1mJt6yLb3nGd"
PRODUCTION = OWN_SERVERS | {"HUB_ENVIRONMENT": "production", "HUB_SECRET": SECRET}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("HUB_")]:
        monkeypatch.delenv(name)


def load(monkeypatch: pytest.MonkeyPatch, **settings: str) -> Settings:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def test_nothing_needs_to_be_set_at_a_desk() -> None:
    settings = load_settings()

    assert settings.environment is Environment.DEVELOPMENT
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert settings.database_url is None
    assert settings.redis_url is None
    assert settings.graphiql
    assert settings.data_dir == Path(__file__).parents[1] / ".hub"


def test_the_environment_sets_what_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(
        monkeypatch, HUB_PORT="9000", HUB_DATA_DIR="~/hub-data", HUB_GRAPHIQL="off", **OWN_SERVERS
    )

    assert settings.port == 9000
    assert settings.data_dir == Path.home() / "hub-data"
    assert not settings.graphiql
    assert settings.database_url == OWN_SERVERS["HUB_DATABASE_URL"]


def test_origins_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, HUB_ORIGINS="https://Shop.example/, http://desk.example:3000,")

    assert settings.origins == {"https://shop.example", "http://desk.example:3000"}
    assert load(monkeypatch, HUB_ORIGINS="").origins == frozenset()


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, HUB_HOST="", HUB_DATA_DIR="", HUB_DATABASE_URL="", HUB_PORT="")

    assert settings == load_settings()
    assert settings.data_dir.name == ".hub"
    with pytest.raises(SettingsError, match="^HUB_SECRET is not set"):
        load(monkeypatch, **PRODUCTION | {"HUB_SECRET": ""})


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HUB_PORT", "abc", "HUB_PORT should be a valid integer"),
        ("HUB_PORT", "65536", "HUB_PORT should be less than or equal to 65535."),
        ("HUB_WORKERS", "0", "HUB_WORKERS should be greater than or equal to 1."),
        ("HUB_ENVIRONMENT", "prod", "HUB_ENVIRONMENT should be 'development' or 'production'."),
        (
            "HUB_DATABASE_URL",
            "mysql://hub:hush@x/y",
            "HUB_DATABASE_URL should start with postgresql:// or postgres://.",
        ),
        ("HUB_DATABASE_URL", "postgresql://hub:hush@x:5x/y", "HUB_DATABASE_URL is not an address"),
        ("HUB_REDIS_URL", "redis://", "HUB_REDIS_URL names no server after redis://."),
        ("HUB_REDIS_URL", "redis://x?socket_timeout=y", "HUB_REDIS_URL is not an address: Invalid"),
        ("HUB_DATA_DIR", "~nobody-known/hub", "HUB_DATA_DIR is in the home directory of nobody"),
        ("HUB_ORIGINS", "shop.example", "HUB_ORIGINS has 'shop.example', which should look like"),
        ("HUB_ORIGINS", "https://x/page", "HUB_ORIGINS has 'https://x/page', which should look"),
        ("HUB_ORIGINS", "https://x:5x", "HUB_ORIGINS has 'https://x:5x', which is not an address"),
        ("HUB_METRICS_PORT", "8000", "HUB_PORT, 8000, is also one of the ports from"),
        ("HUB_DATABASE_URL", "postgresql://x/y", "HUB_REDIS_URL is not set, though"),
        ("HUB_REDIS_URL", "redis://x", "HUB_DATABASE_URL is not set, though"),
    ],
)
def test_a_wrong_setting_is_one_sentence_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load(monkeypatch, **{name: value})

    said = str(caught.value)
    assert said.startswith(sentence)
    assert said.endswith(".")
    assert "\n" not in said
    assert "hush" not in said


def test_every_problem_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as caught:
        load(monkeypatch, HUB_PORT="x", HUB_WORKERS="x")

    assert [line.split()[0] for line in str(caught.value).splitlines()] == [
        "HUB_PORT",
        "HUB_WORKERS",
    ]


def test_production_starts_with_servers_and_a_secret_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = load(monkeypatch, **PRODUCTION)

    assert settings.secret.get_secret_value() == SECRET
    assert not settings.graphiql


@pytest.mark.parametrize("missing", ["HUB_DATABASE_URL", "HUB_REDIS_URL", "HUB_SECRET"])
def test_production_names_what_it_misses(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    given = {name: value for name, value in PRODUCTION.items() if name != missing}

    with pytest.raises(SettingsError, match=f"^{missing} is not set; production needs .*$"):
        load(monkeypatch, **given)


def test_production_takes_neither_the_development_secret_nor_a_short_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    development_secret = load_settings().secret.get_secret_value()

    with pytest.raises(SettingsError, match="^HUB_SECRET is not set"):
        load(monkeypatch, **PRODUCTION | {"HUB_SECRET": development_secret})
    with pytest.raises(SettingsError, match="^HUB_SECRET_BEFORE is the key of development"):
        load(monkeypatch, **PRODUCTION | {"HUB_SECRET_BEFORE": development_secret})
    monkeypatch.delenv("HUB_SECRET_BEFORE")
    with pytest.raises(SettingsError, match="^HUB_SECRET has 31 characters"):
        load(monkeypatch, HUB_SECRET="k" * 31)


@pytest.mark.parametrize(
    "secret",
    [
        "k" * 32,
        "ab" * 40,
        "password" * 8,
        "correct-horse-battery-staple" * 3,
        "abcdefghijklmnopqrstuvwxyz012345",
        "For-Development-Only-Never-In-Production-1",
    ],
)
def test_production_takes_no_secret_that_is_long_and_can_be_guessed(
    secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsError, match="^HUB_SECRET is no random key") as refused:
        load(monkeypatch, **PRODUCTION | {"HUB_SECRET": secret})
    assert secret not in str(refused.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda chance: f"{chance.getrandbits(128):032x}",
        lambda chance: base64.b64encode(chance.randbytes(24)).decode(),
        lambda chance: str(uuid.UUID(int=chance.getrandbits(128))),
    ],
)
def test_production_takes_every_random_secret(
    make: Callable[[random.Random], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(8)
    for _ in range(200):
        load(monkeypatch, **PRODUCTION | {"HUB_SECRET": make(chance)})


def test_settings_shown_do_not_show_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = repr(load(monkeypatch, **PRODUCTION))

    assert "hush" not in shown
    assert SECRET not in shown


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())

"""A real browser, and partners who trade on the hub beside it."""

import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.patience import PATIENCE_SECONDS
from tests.web.partner import Partner
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from tests.conftest import HubServer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: drives Chromium; skipped where there is none")


# As long as Playwright runs, its loop does; tests of other modules want one of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed; `make browser` installs it.")
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def brand(hub_server: "HubServer") -> Iterator[Partner]:
    with Partner(hub_server.url, "brand@hub.demo") as partner:
        yield partner


@pytest.fixture
def retailer(hub_server: "HubServer") -> Iterator[Partner]:
    with Partner(hub_server.url, "retailer@hub.demo") as partner:
        yield partner


@pytest.fixture
def visit(browser: Browser, hub_server: "HubServer") -> Iterator[Callable[..., Visitor]]:
    """Comes to the hub as one more person, in an empty profile.

    What they see must ask nobody but the hub, and break nowhere.
    """
    visitors: list[Visitor] = []

    def come(*, language: str = "en", width: int = 1280) -> Visitor:
        visitors.append(Visitor(browser, hub_server.url, language, width))
        return visitors[-1]

    yield come

    for visitor in visitors:
        visitor.leave()
    assert [foreign for visitor in visitors for foreign in visitor.foreign] == []
    assert [mistake for visitor in visitors for mistake in visitor.mistakes] == []

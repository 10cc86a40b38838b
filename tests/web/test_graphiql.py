"""GraphiQL as the hub serves it, driven in a real browser against the demo world.

With HUB_UPDATE_SCREENSHOTS set, the picture in the documentation is taken anew.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect

from tests.patience import PATIENCE_SECONDS
from tests.web.partner import Partner

if TYPE_CHECKING:
    from tests.conftest import HubServer

pytestmark = pytest.mark.browser

SCREENSHOT = Path(__file__).parents[2] / "docs" / "images" / "graphiql.png"


@pytest.fixture
def page(browser: Browser, hub_server: "HubServer") -> Iterator[Page]:
    """GraphiQL in an empty profile; it must ask nobody but the hub, and break nowhere."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    page = context.new_page()
    asked: list[str] = []
    mistakes: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda mistake: mistakes.append(str(mistake)))

    page.goto(f"{hub_server.url}/graphql")
    yield page

    context.close()
    assert [url for url in asked if not url.startswith((hub_server.url, "data:", "blob:"))] == []
    assert mistakes == []


def account(page: Page) -> Locator:
    return page.get_by_label("Account", exact=True)


def response(page: Page) -> Locator:
    return page.locator(".result-window .view-lines")


def live_events(page: Page) -> Locator:
    return page.get_by_role("region", name="Live events")


def sign_in_as(page: Page, email: str) -> None:
    page.get_by_role("button", name="Sign in", exact=True).click()
    account(page).get_by_role("button", name=email).click()
    expect(account(page)).to_be_hidden()


def run_example(page: Page, role: str, title: str) -> None:
    tabs = page.get_by_role("tab")
    open_already = tabs.count()
    page.get_by_role("region", name=role).get_by_role("button", name=title, exact=True).click()
    expect(tabs).to_have_count(open_already + 1)
    page.get_by_role("button", name="Execute query").click()


def test_a_brand_asks_for_its_orders_and_hears_the_next_one_live(
    page: Page, brand: Partner, retailer: Partner
) -> None:
    sign_in_as(page, "brand@hub.demo")
    run_example(page, "Brand", "The newest 50 orders I sold")
    expect(response(page)).to_contain_text('"orders"')
    expect(response(page)).not_to_contain_text('"errors"')

    run_example(page, "Brand", "Follow my orders live")
    expect(live_events(page)).to_contain_text("listening · 0 received")
    order_id = retailer.order_again_from(brand.party_id)
    expect(live_events(page)).to_contain_text("1 received")
    brand.confirm(order_id)
    shipment_id = brand.ship(order_id)
    retailer.receive(shipment_id)

    expect(live_events(page)).to_contain_text("listening · 4 received")
    newest_first = ["DELIVERED", "SHIPPED", "CONFIRMED", "PLACED"]
    expect(live_events(page).get_by_role("listitem")).to_have_text(
        [re.compile(rf" · {kind} · ") for kind in newest_first]
    )
    expect(response(page)).to_contain_text('"kind": "DELIVERED"')
    if "HUB_UPDATE_SCREENSHOTS" in os.environ:
        # The editor has yet to notice that the variables belong to another operation now.
        expect(page.locator(".squiggly-error")).to_have_count(0)
        SCREENSHOT.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOT)


def test_a_broken_connection_loses_no_event(page: Page, brand: Partner, retailer: Partner) -> None:
    sockets: list[WebSocketRoute] = []

    def connect(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        socket.connect_to_server()

    page.route_web_socket(re.compile("/graphql$"), connect)
    page.reload()
    sign_in_as(page, "brand@hub.demo")
    run_example(page, "Brand", "Follow my orders live")
    expect(live_events(page)).to_contain_text("listening · 0 received")
    order_id = retailer.order_again_from(brand.party_id)
    expect(live_events(page)).to_contain_text("1 received")

    sockets[0].close(code=1012, reason="The hub starts again")
    brand.confirm(order_id)

    expect(live_events(page)).to_contain_text("listening · 2 received")
    expect(live_events(page).get_by_role("listitem").first).to_contain_text("CONFIRMED")
    assert len(sockets) == 2


def test_a_wrong_password_is_said_to_be_wrong(page: Page) -> None:
    page.get_by_role("button", name="Sign in", exact=True).click()
    account(page).get_by_label("Email").fill("brand@hub.demo")
    account(page).get_by_label("Password").fill("guessed")
    account(page).get_by_role("button", name="Sign in", exact=True).click()

    expect(account(page).get_by_role("alert")).to_contain_text("password")
    expect(page.get_by_role("button", name="Sign in", exact=True).first).to_be_visible()


def test_whoever_signed_in_stays_so_until_they_sign_out(page: Page, brand: Partner) -> None:
    name = brand.ask("{ viewer { party { name } } }")["viewer"]["party"]["name"]
    sign_in_as(page, "brand@hub.demo")

    page.reload()
    page.get_by_role("button", name=name).click()
    account(page).get_by_role("button", name="Sign out").click()

    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def test_the_headers_editor_wins_over_the_sign_in(page: Page) -> None:
    sign_in_as(page, "brand@hub.demo")
    page.get_by_role("button", name="Headers").click()
    page.get_by_role("region", name="Headers").locator(".monaco-editor:visible").click()
    page.keyboard.insert_text('{ "Authorization": "Bearer forged" }')

    page.get_by_role("button", name="Execute query").click()

    expect(response(page)).to_contain_text('"errors"')

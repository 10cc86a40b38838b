"""Every screen for everybody: with a phone's width and a desktop's, in both languages."""

import html
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.web.partner import Partner
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser

CONSOLE = "/console"
TRADER = (
    "",
    "/orders",
    "/order-pad",
    "/shipping",
    "/receiving",
    "/stock",
    "/analytics",
    "/explore?by=%5B%22CATEGORY%22%5D",
    "/alerts",
    "/partners",
    "/products",
    "/offers",
    "/negotiations",
    "/requisitions",
    "/promotions",
    "/promotions/new",
    "/people",
    "/webhooks",
)


def screens_of(role: str) -> Sequence[str]:
    return {
        "retailer": [CONSOLE + screen for screen in TRADER],
        "operator": [
            CONSOLE + screen
            for screen in (
                "",
                "/products",
                "/parties",
                "/orders",
                "/reviews",
                "/people",
                "/analytics",
            )
        ],
        "consumer": ["/", "/?trade=JEWELLERY", "/orders", "/cart"],
    }[role]


# Screens about one thing, each found behind the first link in a list.
FOUND_IN: Final = {
    "retailer": [
        (f"{CONSOLE}/orders", "td a"),
        (f"{CONSOLE}/stock", "td a"),
        (f"{CONSOLE}/negotiations", "td a"),
        (f"{CONSOLE}/requisitions", "td a"),
    ],
    "operator": [(f"{CONSOLE}/orders", "td a"), (f"{CONSOLE}/products", "td a")],
    "consumer": [("/", "a[href*='/products/']")],
}


@pytest.mark.parametrize(
    ("role", "language", "width"),
    [
        ("retailer", "zh", 360),
        ("retailer", "en", 1280),
        ("operator", "en", 360),
        ("consumer", "zh", 360),
        ("consumer", "en", 1280),
    ],
)
def test_every_screen_fits_and_can_be_used_by_everybody(
    visit: Callable[..., Visitor], role: str, language: str, width: int
) -> None:
    visitor = visit(language=language, width=width)
    visitor.sign_in(f"{role}@hub.demo", shop=role == "consumer")
    faults = []
    for screen, link in [*((screen, None) for screen in screens_of(role)), *FOUND_IN[role]]:
        visitor.open(screen)
        if link is not None:
            visitor.page.locator(link).first.click()
            expect(visitor.page).not_to_have_url(re.compile(f"{re.escape(screen)}$"))
        expect(visitor.page.locator("h1").first).to_be_visible()
        visitor.page.wait_for_load_state("networkidle")
        address = visitor.page.url
        faults += [f"{address}: {fault}" for fault in visitor.accessibility_faults()]
        if visitor.scrolls_sideways():
            faults.append(f"{address}: scrolls sideways")
        expect(visitor.page.get_by_role("alert")).to_have_count(0)

    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whoever_comes_for_the_first_time_is_told_where_to_click(
    visit: Callable[..., Visitor], scheme: str
) -> None:
    visitor = visit(language="zh", width=360)
    visitor.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    visitor.open(CONSOLE)

    expect(
        visitor.page.get_by_label(visitor.text("Demo accounts")).get_by_role("button")
    ).to_have_count(8)
    assert visitor.accessibility_faults() == []
    visitor.page.get_by_label(visitor.text("Language")).select_option("en")
    expect(visitor.page.get_by_role("heading", name="Or try it as")).to_be_visible()


def test_help_is_a_key_away(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.sign_in("supplier@hub.demo")
    expect(visitor.page.get_by_role("heading", name="Today")).to_be_visible()

    visitor.page.keyboard.press("?")

    expect(visitor.page.get_by_role("dialog")).to_contain_text("Three numbers that matter today")
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)


def test_anything_is_a_few_keys_away(visit: Callable[..., Visitor]) -> None:
    visitor = visit(language="zh")
    visitor.sign_in("brand@hub.demo")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    visitor.open("/console/orders")
    number = visitor.page.locator("tbody a").first.inner_text()

    visitor.page.keyboard.press("Control+k")
    find = visitor.page.get_by_role("dialog").get_by_role("combobox")
    find.fill(number)
    found = visitor.page.get_by_role("dialog").get_by_role("option")
    expect(found.first).to_contain_text(number)
    assert visitor.accessibility_faults() == []
    visitor.page.keyboard.press("Enter")

    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(number)
    visitor.page.keyboard.press("Control+k")
    find.fill(visitor.text("Analytics"))
    expect(found.first).to_contain_text(visitor.text("Analytics"))
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(visitor.text("Analytics"))


def test_a_view_is_saved_under_a_name(visit: Callable[..., Visitor]) -> None:
    visitor = visit(width=360)
    visitor.sign_in("brand@hub.demo")
    visitor.open("/console/orders?show=arrived")
    visitor.press("Save this view")
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("What has come")
    visitor.press("Save this view", within=dialog)

    visitor.open("/console/orders")
    visitor.press("What has come")

    expect(visitor.page).to_have_url(re.compile("show=arrived"))
    assert visitor.accessibility_faults() == []


def test_who_only_looks_around_sees_prices_and_search_engines_do(
    visit: Callable[..., Visitor], retailer: Partner
) -> None:
    product = retailer.sold_to_consumers()
    visitor = visit(width=360)
    visitor.open("/")
    visitor.page.get_by_label("Find a product").fill(product["name"])
    visitor.press("Find")
    visitor.page.get_by_role("link", name=product["name"]).first.click()

    expect(visitor.page.get_by_role("link", name="Sign in to order")).to_be_visible()
    expect(visitor.page).to_have_title(re.compile(re.escape(product["name"])))
    # Who runs no script reads its name too.
    page = visitor.page.request.get(visitor.page.url, headers={"accept": "text/html"}).text()
    assert re.search(f"<title>{re.escape(html.escape(product['name']))} · ", page)
    said = json.loads(visitor.page.locator("script[type='application/ld+json']").inner_text())
    assert said["name"] == product["name"]
    assert {offer["seller"]["name"] for offer in said["offers"]} >= {product["seller"]}
    assert all(float(offer["price"]) > 0 for offer in said["offers"])

    visitor.page.context.set_offline(True)
    expect(visitor.page.get_by_text("You are offline.")).to_be_visible()
    visitor.page.context.set_offline(False)
    expect(visitor.page.get_by_text("You are offline.")).to_be_hidden()


def test_a_filter_stands_in_the_address_and_back_keeps_it(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.sign_in("brand@hub.demo")
    visitor.open("/console/orders")
    visitor.press("Arrived")
    rows = visitor.page.locator("tbody tr")
    expect(rows.first).to_contain_text(re.compile("Delivered|Completed"))
    assert "show=arrived" in visitor.page.url

    rows.first.get_by_role("link").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("Order 2")
    visitor.page.go_back()

    expect(visitor.page.get_by_role("button", name="Arrived")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(rows.first).to_contain_text(re.compile("Delivered|Completed"))


@pytest.mark.parametrize(("page", "kilobytes"), [("/", 120), ("/console", 190)])
def test_the_first_load_is_small(visit: Callable[..., Visitor], page: str, kilobytes: int) -> None:
    visitor = visit()
    scripts: list[str] = []
    visitor.page.on(
        "response",
        lambda response: scripts.append(response.url) if response.url.endswith(".js") else None,
    )
    visitor.open(page)
    expect(visitor.page.locator("h1").first).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")

    assets = Path(__file__).parents[2] / "web" / "dist" / "app" / "assets"
    sizes = [
        min(file.stat().st_size for file in assets.glob(f"{url.rpartition('/')[2]}*"))
        for url in scripts
    ]
    assert sizes
    assert sum(sizes) <= kilobytes * 1000

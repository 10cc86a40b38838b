"""Every screen for everybody: with a phone's width and a desktop's, in both languages."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import expect

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
    "/offers",
    "/people",
    "/webhooks",
)


def screens_of(role: str) -> Sequence[str]:
    return {
        "retailer": [CONSOLE + screen for screen in TRADER],
        "operator": [
            CONSOLE + screen for screen in ("", "/parties", "/orders", "/people", "/analytics")
        ],
        "consumer": ["/", "/?trade=JEWELLERY", "/orders"],
    }[role]


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
    for screen in screens_of(role):
        visitor.open(screen)
        expect(visitor.page.locator("h1").first).to_be_visible()
        visitor.page.wait_for_load_state("networkidle")
        faults += [f"{screen}: {fault}" for fault in visitor.accessibility_faults()]
        if visitor.scrolls_sideways():
            faults.append(f"{screen}: scrolls sideways")
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


@pytest.mark.parametrize(("page", "kilobytes"), [("/", 125), ("/console", 190)])
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

"""Products are shown by pictures in the shop, and get them in the console."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from db.enums.files import FileKind
from demo.drawings.views import draw
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser

_IS_THERE = "image => image.complete && image.naturalWidth > 0"


def test_a_product_is_looked_at_from_all_sides_by_keyboard(visit: Callable[..., Visitor]) -> None:
    visitor = visit(width=360)
    page = visitor.page
    visitor.open("/")
    card = page.locator("a[href*='/products/']").first
    picture = card.locator("img")
    expect(picture).to_have_attribute("alt", card.locator("strong").inner_text())
    page.wait_for_function(_IS_THERE, arg=picture.element_handle())
    card.click()

    gallery = page.get_by_role("region", name="Pictures")
    page.wait_for_function(_IS_THERE, arg=gallery.locator("li img").first.element_handle())
    first = gallery.get_by_role("button", name="Show 1 of")
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(gallery.get_by_role("button", name="Show 2 of")).to_be_focused()
    # It can be reached once it is the one that is shown.
    turn = gallery.locator("li:not([inert])").get_by_role("slider", name="Turn it")
    turn.focus()
    shown = gallery.locator("img[data-shown=true]")
    before = shown.get_attribute("src")
    page.keyboard.press("ArrowRight")
    expect(shown).not_to_have_attribute("src", before or "")

    first.click()
    visitor.press("Look closely", within=gallery)
    expect(page.get_by_role("dialog").locator("img")).to_be_visible()
    assert visitor.accessibility_faults() == []


def test_a_picture_is_picked_sent_and_shown_with_its_product(
    visit: Callable[..., Visitor],
) -> None:
    visitor = visit()
    page = visitor.page
    visitor.sign_in("brand@hub.demo")
    visitor.open("/console/products")
    # What waits to be reviewed stays as it is.
    visitor.press("In the catalogue")
    page.locator("td a").first.click()
    media = page.get_by_role("table", name="Pictures and films")
    expect(media).to_be_visible()
    count = media.locator("tbody tr").count()
    visitor.press("Add a picture or film")

    dialog = page.get_by_role("dialog")
    field = dialog.get_by_label("Pictures, film or model")
    field.set_input_files(
        {"name": "front.html", "mimeType": "text/html", "buffer": b"<!doctype html>"}
    )
    expect(dialog.get_by_role("alert")).to_contain_text("of no type that is known here")
    picture = draw(FileKind.IMAGE, "Peony Cream · 1", "1-320.webp")
    field.set_input_files({"name": "front.webp", "mimeType": "image/webp", "buffer": picture})
    expect(dialog.get_by_role("img", name="front.webp")).to_be_visible()
    expect(dialog.get_by_role("alert")).to_have_count(0)
    visitor.press("Add a picture or film", within=dialog)

    expect(media.locator("tbody tr")).to_have_count(count + 1)
    expect(media.get_by_role("img", name="front.webp")).to_be_visible()

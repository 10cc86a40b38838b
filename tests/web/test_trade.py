"""An order from one hand to the next, in the browsers of both sides at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.partner import Partner
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh", 360)])
def test_a_brand_confirms_and_ships_and_the_retailer_sees_it_at_once_and_receives(
    visit: Callable[..., Visitor],
    brand: Partner,
    retailer: Partner,
    language: str,
    width: int,
) -> None:
    order_id = retailer.order_again_from(brand.party_id)
    seller = visit(language=language, width=width)
    buyer = visit(language=language, width=width)
    seller.sign_in("brand@hub.demo")
    buyer.sign_in("retailer@hub.demo")
    for side in (seller, buyer):
        side.open(f"/console/orders/{order_id}")
        side.sees("Waiting to be confirmed")

    seller.press("Confirm order")

    buyer.sees("Confirmed")
    seller.press("Ship order")
    dialog = seller.page.get_by_role("dialog")
    dialog.get_by_label(seller.text("Tracking number")).fill("SF-0815")
    seller.press("Ship it", within=dialog)
    expect(buyer.page.get_by_text("SF-0815").first).to_be_visible()
    buyer.press("Receive goods")
    buyer.press("Receive this parcel", within=buyer.page.get_by_role("dialog"))
    for side in (seller, buyer):
        side.sees("Delivered")
        assert not side.scrolls_sideways()


def test_a_new_order_is_announced_and_does_not_move_what_is_read(
    visit: Callable[..., Visitor], brand: Partner, retailer: Partner
) -> None:
    seller = visit()
    seller.sign_in("brand@hub.demo")
    seller.open("/console/orders")
    rows = seller.page.locator("tbody tr")
    expect(rows.first).to_be_visible()
    before = rows.first.inner_text()

    retailer.order_again_from(brand.party_id)

    expect(seller.page.get_by_text("1 order is new or belongs here now")).to_be_visible()
    assert rows.first.inner_text() == before
    seller.press("Show")
    expect(rows.first).not_to_have_text(before)
    expect(rows.first).to_contain_text("Waiting to be confirmed")

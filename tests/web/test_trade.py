"""An order from one hand to the next, in the browsers of both sides at once."""

import itertools
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.web.partner import Partner
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh", 360)])
def test_an_order_is_reduced_confirmed_shipped_and_received_and_both_sides_see_it_at_once(
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

    # The seller may not decide alone that less was wanted.
    seller.press("Order fewer")
    dialog = seller.page.get_by_role("dialog")
    pieces = dialog.get_by_role("spinbutton").first
    fewer = int(pieces.input_value()) - 1
    pieces.fill(str(fewer))
    seller.press("Order fewer", within=dialog)
    buyer.sees("Agree to the change")
    assert retailer.pieces_of(order_id) == fewer + 1
    buyer.press("Agree to the change")
    seller.press("Confirm order")
    buyer.sees("Confirmed")
    assert retailer.pieces_of(order_id) == fewer

    seller.press("Ship order")
    dialog = seller.page.get_by_role("dialog")
    dialog.get_by_label(seller.text("Tracking number")).fill(f"SF-{width}")
    seller.press("Ship it", within=dialog)
    expect(buyer.page.get_by_text(f"SF-{width}").first).to_be_visible()
    buyer.press("Receive goods")
    dialog = buyer.page.get_by_role("dialog")
    dialog.get_by_text(buyer.text("Something is damaged or missing")).click()
    dialog.get_by_label(buyer.text("Damaged")).fill("1")
    buyer.press("Receive this parcel", within=dialog)
    for side in (seller, buyer):
        side.sees("Delivered")
        side.sees("Damaged")
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


@pytest.mark.parametrize(("language", "width"), [("zh", 1280), ("en", 360)])
def test_a_retailer_orders_again_in_three_presses(
    visit: Callable[..., Visitor], retailer: Partner, brand: Partner, language: str, width: int
) -> None:
    retailer.change("emptyCart", "cart { version }")
    retailer.order_again_from(brand.party_id)
    buyer = visit(language=language, width=width)
    buyer.sign_in("retailer@hub.demo")

    buyer.open("/console/order-pad")
    buyer.press("Order again")
    cart = buyer.page.get_by_role("region", name=buyer.text("To be ordered"))
    cart.get_by_role("button").last.click()

    results = buyer.page.get_by_role("region", name=buyer.text("What came of it"))
    expect(results.get_by_role("link")).to_have_count(1)


def test_a_retailer_pastes_200_lines_and_places_them_in_three_presses(
    visit: Callable[..., Visitor], retailer: Partner
) -> None:
    retailer.change("emptyCart", "cart { version }")
    codes = retailer.codes_of_plenty(60)[:45]
    buyer = visit(language="zh")
    buyer.sign_in("retailer@hub.demo")

    buyer.press("Order pad")
    lines = [f"{code}\t12" for code in itertools.islice(itertools.cycle(codes), 199)]
    buyer.page.get_by_label(buyer.text("Code and quantity, one line each")).fill(
        "\n".join([*lines, "NO-SUCH-ARTICLE 1"])
    )
    buyer.press("Put into the cart")
    expect(buyer.page.get_by_role("status")).to_contain_text(["200: NO-SUCH-ARTICLE 1"])
    cart = buyer.page.get_by_role("region", name=buyer.text("To be ordered"))
    expect(cart.get_by_role("spinbutton")).to_have_count(len(codes))
    assert buyer.accessibility_faults() == []
    cart.get_by_role("button").last.click()

    results = buyer.page.get_by_role("region", name=buyer.text("What came of it"))
    expect(results.get_by_role("link")).not_to_have_count(0)
    assert retailer.ask("{ cart { lineCount } }") == {"cart": {"lineCount": 0}}


def test_a_promotion_is_made_with_all_that_belongs_to_it_and_its_partner_agrees(
    visit: Callable[..., Visitor], brand: Partner
) -> None:
    seller, partner = visit(width=360), visit(language="zh")
    seller.sign_in("retailer@hub.demo")
    seller.open("/console/promotions")
    seller.press("Make a promotion")
    form = seller.page.locator("form")
    form.get_by_label("Name").fill("Serum days")
    for name, value in (("300", "40"), ("500", "80")):
        step = form.get_by_role("list", name="Steps").get_by_role("listitem").last
        step.get_by_label("From this amount on, in CNY").fill(name)
        step.get_by_label("Amount off, in CNY").fill(value)
        if name == "300":
            seller.press("Add a step")
    seller.sees("Buyers read: ¥40.00 off from ¥300.00 on, ¥80.00 off from ¥500.00 on")
    finder = form.get_by_role("combobox", name="Shelf, product or article code")
    finder.fill("serums")
    form.get_by_role("option", name="Serums and essences").click()
    form.get_by_label("Until when").fill("2100-01-31T12:00")
    form.get_by_label("For so many orders in all").fill("500")
    seller.press("Ask a partner to bear a part")
    name = brand.ask("{ viewer { party { name } } }")["viewer"]["party"]["name"]
    form.get_by_label("Partner").select_option(name)
    form.get_by_label("Bears so many percent").fill("40")
    assert seller.accessibility_faults() == []
    assert not seller.scrolls_sideways()
    seller.press("Make the promotion")
    seller.sees("has not agreed yet")
    seller.sees("Serums and essences and all below it")
    seller.sees("0 of 500")

    partner.sign_in("brand@hub.demo")
    partner.open("/console/promotions")
    partner.press("Look")
    partner.page.get_by_role("link", name="Serum days").click()
    assert partner.accessibility_faults() == []
    partner.press("Agree to bear it")
    partner.sees("You bear your part of it.")

    partner.open("/console/promotions")
    partner.press("Calendar")
    months = partner.page.get_by_role("list", name=re.compile("促销"))
    expect(months.get_by_role("link", name="Serum days")).to_be_visible()
    assert partner.accessibility_faults() == []


def test_a_buyer_asks_for_a_price_and_the_seller_proposes_one(
    visit: Callable[..., Visitor], retailer: Partner, brand: Partner
) -> None:
    retailer.change("emptyCart", "cart { version }")
    retailer.order_again_from(brand.party_id)
    buyer, seller = visit(width=360), visit(language="zh")
    buyer.sign_in("retailer@hub.demo")
    buyer.open("/console/order-pad")
    buyer.press("Order again")
    buyer.page.get_by_role("button", name="Ask for prices").first.click()
    dialog = buyer.page.get_by_role("dialog")
    dialog.get_by_label("What you say with it").fill("Fewer words, lower price")
    buyer.press("Ask for prices", within=dialog)
    expect(dialog).to_have_count(0)
    retailer.change("emptyCart", "cart { version }")

    seller.sign_in("brand@hub.demo")
    seller.press("Negotiations")
    waiting = seller.page.locator("tr").filter(has_text=seller.text("Waits for us")).first
    waiting.get_by_role("link").click()
    expect(seller.page.get_by_text("Fewer words, lower price")).to_be_visible()
    for field in seller.page.get_by_label("CNY").all():
        field.fill("7.50")
    seller.press("Propose")
    expect(seller.page.get_by_text("7.50").first).to_be_visible()
    assert seller.accessibility_faults() == []

    buyer.open("/console/negotiations")
    buyer.page.locator("tr").filter(has_text="Waits for us").first.get_by_role("link").click()
    buyer.press("Agree")
    buyer.press("Agree", within=buyer.page.get_by_role("dialog"))
    expect(buyer.page.get_by_text("Agreed", exact=True).first).to_be_visible()
    assert not buyer.scrolls_sideways()


def test_what_is_above_a_buyers_limit_is_submitted_and_a_colleague_approves_it(
    visit: Callable[..., Visitor], retailer: Partner
) -> None:
    # What waits in the demo world is above the junior buyer's limit.
    waiting = retailer.ask("{ requisitions(filter: { status: [WAITING] }) { nodes { id } } }")
    again = waiting["requisitions"]["nodes"][0]["id"]
    retailer.change("emptyCart", "cart { version }")
    retailer.change("addRequisitionToCart", "cart { version }", requisitionId=again)
    junior, owner = visit(width=360), visit(language="zh")
    junior.open("/console")
    junior.page.get_by_label("Email").fill("retailer.buyer@hub.demo")
    junior.page.get_by_label("Password").fill("demo")
    junior.press("Sign in")
    expect(junior.page.get_by_role("button", name="Sign out", include_hidden=True)).to_have_count(1)
    junior.open("/console/order-pad")
    expect(junior.page.get_by_text("Needs approval: your role orders for up to")).to_be_visible()
    junior.page.get_by_label("What you say to who is to approve it").fill("The fair is in May")
    assert junior.accessibility_faults() == []
    junior.press("Submit for approval")
    junior.sees("Your cart is empty.")
    junior.press("The requisition waits for approval")
    assert not junior.scrolls_sideways()

    owner.sign_in("retailer@hub.demo")
    owner.page.get_by_role("link", name=owner.text("Requisitions")).click()
    owner.page.locator("td a").first.click()
    expect(owner.page.get_by_text("The fair is in May").first).to_be_visible()
    owner.press("Approve")
    assert owner.accessibility_faults() == []
    owner.press("Approve", within=owner.page.get_by_role("dialog"))
    junior.sees("Your requisition was approved, and is ordered.")
    for side in (owner, junior):
        side.sees("Approved, and ordered")
    assert retailer.ask("{ cart { lineCount } }") == {"cart": {"lineCount": 0}}


def test_an_address_is_kept_and_a_loss_is_booked(visit: Callable[..., Visitor]) -> None:
    buyer = visit(width=360)
    buyer.sign_in("retailer@hub.demo")
    buyer.open("/console/addresses")
    buyer.press("Add an address")
    dialog = buyer.page.get_by_role("dialog")
    for label, said in (
        ("Recipient", "Back door"),
        ("Street and number", "1 Long Road"),
        ("City", "Lyon"),
        ("Country", "fr"),
    ):
        dialog.get_by_label(label).fill(said)
    buyer.press("Add an address", within=dialog)
    expect(buyer.page.get_by_text("Back door, 1 Long Road, Lyon, FR")).to_be_visible()
    assert not buyer.scrolls_sideways()
    assert buyer.accessibility_faults() == []
    buyer.open("/console/order-pad")
    buyer.press("Order again")
    buyer.page.get_by_label("Deliver to").select_option(label="Back door, 1 Long Road, Lyon, FR")

    buyer.open("/console/stock")
    buyer.page.locator("tbody").get_by_role("link").first.click()
    buyer.press("Declare a loss")
    dialog = buyer.page.get_by_role("dialog")
    dialog.get_by_label("Pieces lost").fill("1")
    dialog.get_by_label("Why").fill("Fell from the shelf")
    buyer.press("Declare a loss", within=dialog)
    expect(buyer.page.get_by_text("Fell from the shelf")).to_be_visible()


def test_a_consumer_finds_a_product_orders_it_and_sees_it_confirmed(
    visit: Callable[..., Visitor], retailer: Partner
) -> None:
    product = retailer.sold_to_consumers()
    shopper = visit(width=360)
    with Partner(shopper.url, "consumer@hub.demo") as consumer:
        consumer.change("emptyCart", "cart { version }")
    shopper.sign_in("consumer@hub.demo", shop=True)
    shopper.open("/")
    # Six taps: into the field, and the button beside it; the product; into the cart, to it; place.
    shopper.page.get_by_label("Find a product").fill(product["name"])
    shopper.press("Find")
    shopper.page.get_by_role("link", name=product["name"]).first.click()
    expect(shopper.page.get_by_role("heading", name=product["name"], level=1)).to_be_visible()
    sellers = shopper.page.get_by_label("Sold by")
    if sellers.count():
        mine = sellers.locator("option").filter(has_text=product["seller"]).first
        sellers.select_option(mine.get_attribute("value"))
    shopper.press("Add to the cart")
    cart = shopper.page.get_by_role("link", name="My cart, 1")
    expect(cart).to_be_visible()
    cart.click()
    place = shopper.page.get_by_role("button", name="Place 1 order")
    expect(shopper.page.get_by_role("status").filter(has_text="To pay:")).to_be_visible()
    assert not shopper.scrolls_sideways()
    assert shopper.accessibility_faults() == []
    place.click()

    order = shopper.page.get_by_role("listitem").filter(has_text="Waiting to be confirmed").first
    expect(order).to_contain_text(product["name"])
    number = order.locator("strong").first.inner_text()
    shop = visit()
    shop.sign_in("retailer@hub.demo")
    shop.open(f"/console/orders?number={number}")
    shop.press("Confirm order")
    expect(shopper.page.get_by_role("listitem", name=number)).to_contain_text("Confirmed")


def test_after_an_outage_the_page_is_as_a_fresh_one_would_be(
    visit: Callable[..., Visitor], brand: Partner, retailer: Partner
) -> None:
    seller = visit()
    sockets: list[WebSocketRoute] = []

    def connect(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        socket.connect_to_server()

    seller.page.route_web_socket(re.compile("/graphql$"), connect)
    order_id = retailer.order_again_from(brand.party_id)
    seller.sign_in("brand@hub.demo")
    seller.open(f"/console/orders/{order_id}")
    seller.sees("Live")
    seller.sees("Waiting to be confirmed")
    assert len(sockets) <= 2  # one a page that was loaded

    sockets[-1].close(code=1012, reason="The hub starts again")
    brand.confirm(order_id)
    brand.ship(order_id)

    seller.sees("On its way")
    seller.sees("Live")
    lived = seller.page.locator("main").inner_text()
    seller.page.reload()
    seller.sees("On its way")
    expect(seller.page.locator("main")).to_have_text(re.compile(".+", re.DOTALL))
    seller.page.wait_for_load_state("networkidle")
    assert seller.page.locator("main").inner_text() == lived


def test_several_orders_are_confirmed_together_with_a_result_for_each(
    visit: Callable[..., Visitor], brand: Partner, retailer: Partner
) -> None:
    for _ in range(2):
        retailer.order_again_from(brand.party_id)
    seller = visit()
    seller.sign_in("brand@hub.demo")
    seller.open("/console/orders?show=waiting&side=selling")

    ticks = seller.page.locator("tbody").get_by_role("checkbox")
    expect(ticks.first).to_be_visible()
    count = ticks.count()
    seller.page.get_by_label("Select all that wait for your confirmation").check()
    seller.page.get_by_role("button", name=f"Confirm {count} orders").click()

    results = seller.page.get_by_role("dialog").get_by_role("listitem")
    expect(results).to_have_count(count)
    expect(results.filter(has_text="is confirmed")).not_to_have_count(0)

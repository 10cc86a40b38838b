"""Questions asked of facts: drawn, listed, saved, followed to their orders and their query."""

import csv
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.conftest import NOW
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser


def test_a_chart_leads_to_its_table_its_orders_its_file_and_its_query(
    visit: Callable[..., Visitor],
) -> None:
    visitor = visit()
    page = visitor.page
    # The demo world's year ends there.
    page.clock.set_fixed_time(NOW)
    visitor.sign_in("brand@hub.demo")
    visitor.open("/console/analytics?span=months")
    products = page.get_by_role("region", name="Which products sell most?")
    expect(products.get_by_role("listitem")).to_have_count(9)
    expect(products.get_by_role("listitem").last).to_contain_text("All others")

    visitor.press("As a table", within=products)

    measured = ["Revenue", "Orders", "Pieces"]
    expect(products.get_by_role("columnheader")).to_have_text(
        ["Product", *(said for name in measured for said in (name, f"{name} before", "Change"))]
    )

    # A file has all rows, in the words of the query.
    visitor.press("Take along", within=products)
    with page.expect_download() as download:
        visitor.press("Table (CSV)", within=products)
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 9
    assert {"product.name", "revenue.amount", "orders", "before.orders"} <= set(rows[0])

    # GraphiQL asks the same, as the same person.
    visitor.press("Take along", within=products)
    with page.context.expect_page() as opened:
        visitor.press("Query in GraphiQL", within=products)
    graphiql = opened.value
    expect(graphiql.get_by_role("button", name="Lanmusi Beauty")).to_be_visible()
    expect(graphiql.locator(".view-lines").first).to_contain_text("SalesFacts")
    graphiql.get_by_role("button", name="Execute query").click()
    answer = graphiql.locator(".result-window .view-lines")
    expect(answer).to_contain_text('"facts"')
    expect(answer).not_to_contain_text('"errors"')
    graphiql.close()

    # A bar of time leads to the orders of that time.
    trend = page.get_by_role("region", name="How do sales go?")
    trend.get_by_role("link").nth(-2).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Orders")
    expect(page).to_have_url(re.compile(r"from=20\d\d-\d\d-01&until=20\d\d-\d\d-\d\d&side=selling"))
    expect(page.locator("tbody tr").first).to_be_visible()


def test_an_analyst_asks_on_and_the_address_holds_the_question(
    visit: Callable[..., Visitor],
) -> None:
    visitor = visit(language="zh", width=360)
    visitor.sign_in("retailer@hub.demo")
    visitor.open("/console/explore")
    table = visitor.page.get_by_role("region", name=visitor.text("Table"))
    rows = table.locator("tbody tr")
    expect(rows).to_have_count(1)

    visitor.press("Brand")
    expect(rows).not_to_have_count(1)
    brands = rows.count()
    visitor.press("Orders")
    rows.first.get_by_role("link").click()

    expect(rows).to_have_count(1)
    assert brands > 1
    one = rows.first.inner_text()
    visitor.page.reload()
    expect(rows).to_have_count(1)
    assert rows.first.inner_text() == one
    visitor.page.get_by_role("button", name=re.compile("^取消只看")).click()
    expect(rows).to_have_count(brands)

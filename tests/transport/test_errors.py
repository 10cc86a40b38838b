"""An answer that is too much for the database is refused alike by either executor."""

import pytest
from sqlalchemy import text

from db.outages import TOO_SLOW
from hub.context import Hub
from hub.transport.errors import format_exception
from tests.graph import ask, ask_field_by_field, viewer_of

ORDERS = "{ orders(first: 1000) { nodes { number lines { quantity } } } }"


async def test_a_read_that_takes_too_long_is_told_as_that(demo_hub: Hub) -> None:
    viewer = await viewer_of(demo_hub, "brand@hub.demo")
    await demo_hub.database.pool.execute("SET statement_timeout = 200")

    async with demo_hub.database.engine.begin() as other:
        await other.execute(text("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(TOO_SLOW) as planned:
            await ask(demo_hub, viewer, ORDERS)
        by_fields = await ask_field_by_field(demo_hub, viewer, ORDERS)

    [error] = format_exception(planned.value)
    assert error["extensions"] == {"code": "TOO_COMPLEX"}
    assert error["message"].endswith("ask for less, or in parts.")
    assert by_fields.codes == ["TOO_COMPLEX"]


async def test_reads_may_not_run_for_ever(demo_hub: Hub) -> None:
    assert await demo_hub.database.pool.fetchval("SHOW statement_timeout") == "30s"

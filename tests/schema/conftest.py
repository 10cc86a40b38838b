import pytest

from hub.context import Hub
from tests.schema.shelf import Shelf, filled


@pytest.fixture
async def shelf(hub: Hub) -> Shelf:
    return await filled(hub)

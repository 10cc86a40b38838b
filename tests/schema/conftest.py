import pytest

from hub.context import Hub
from tests.areas import Shelf
from tests.schema.shelf import filled


@pytest.fixture
async def shelf(hub: Hub) -> Shelf:
    return await filled(hub)

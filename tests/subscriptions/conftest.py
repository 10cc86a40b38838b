import pytest

from hub.context import Hub
from tests.partners import Partners


@pytest.fixture
def partners(hub: Hub, database_url: str) -> Partners:
    return Partners(hub, database_url)

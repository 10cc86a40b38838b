import pytest

from hub.context import Hub
from tests.policy.scene import Scene


@pytest.fixture
async def scene(hub: Hub) -> Scene:
    scene = Scene(hub)
    await scene.set_up_chain()
    await scene.set_up_others()
    return scene

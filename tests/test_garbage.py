"""What survives a collection is not looked through again, and is freed when it is not used."""

import gc
import weakref
from typing import Any

import pytest

from hub import garbage
from hub.garbage import frozen_survivors
from tests.partners import until


class Circle:
    def __init__(self) -> None:
        self.itself = self


async def make_objects_until_a_full_collection() -> None:
    full = 0

    def note(phase: str, info: dict[str, Any]) -> None:
        nonlocal full
        full += phase == "stop" and info["generation"] == 2

    async def has_been() -> bool:
        kept.extend([n] for n in range(10_000))
        return full > 0

    kept: list[list[int]] = []
    gc.callbacks.append(note)
    await until(has_been)
    gc.callbacks.remove(note)


async def test_what_survives_is_frozen_and_freed_all_the_same() -> None:
    thresholds = gc.get_threshold()
    async with frozen_survivors():
        kept = {n: [n] for n in range(1000)}
        kept_for_a_while = Circle()
        gone = weakref.ref(kept_for_a_while)
        await make_objects_until_a_full_collection()
        is_looked_at = any(one is kept for one in gc.get_objects())
        kept_for_a_while.itself = None  # type: ignore[assignment]
        del kept_for_a_while

        assert not is_looked_at
        assert gone() is None
    assert gc.get_threshold() == thresholds
    assert any(one is kept for one in gc.get_objects())


async def test_frozen_circles_are_freed_once_much_is_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with frozen_survivors():
        circle = Circle()
        gone = weakref.ref(circle)
        gc.freeze()
        del circle
        await make_objects_until_a_full_collection()
        assert gone() is not None

        monkeypatch.setattr(garbage, "_BLOCKS_MAX", -1 << 40)
        await make_objects_until_a_full_collection()
        assert gone() is None

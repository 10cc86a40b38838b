"""Loaders are asked for many keys at once, whoever asks for one."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from hub.execution.dataloaders import DataLoaders, Loader


class Asked:
    """A loader that remembers what it was asked for, and answers with key × arguments."""

    def __init__(self, missing: Sequence[int] = (), failing: Exception | None = None) -> None:
        self.times: list[tuple[list[int], Any]] = []
        self._missing = missing
        self._failing = failing
        self.loader = Loader(self._fetch, missing=list)

    async def _fetch(
        self, request: object, keys: Sequence[int], arguments: Any
    ) -> Mapping[int, Any]:
        assert request is REQUEST
        self.times.append((list(keys), arguments))
        await asyncio.sleep(0)
        if self._failing is not None:
            raise self._failing
        return {key: (key, arguments) for key in keys if key not in self._missing}


REQUEST = object()


async def test_keys_asked_for_in_one_tick_are_fetched_together() -> None:
    asked, loading = Asked(), DataLoaders(REQUEST)

    found = await asyncio.gather(*(loading.load(asked.loader, key) for key in (1, 2, 3)))

    assert found == [(1, None), (2, None), (3, None)]
    assert asked.times == [([1, 2, 3], None)]


async def test_a_key_is_fetched_once() -> None:
    asked, loading = Asked(), DataLoaders(REQUEST)

    first = await asyncio.gather(*(loading.load(asked.loader, key) for key in (1, 2, 1)))
    again = await asyncio.gather(*(loading.load(asked.loader, key) for key in (2, 3)))

    assert (first, again) == ([(1, None), (2, None), (1, None)], [(2, None), (3, None)])
    assert asked.times == [([1, 2], None), ([3], None)]


async def test_each_set_of_arguments_is_fetched_apart() -> None:
    asked, loading = Asked(), DataLoaders(REQUEST)

    wanted = ((1, "a"), (1, "b"), (2, "a"))
    found = await asyncio.gather(*(loading.load(asked.loader, *one) for one in wanted))

    assert found == list(wanted)
    assert sorted(asked.times) == [([1], "b"), ([1, 2], "a")]


async def test_loaders_do_not_share_keys() -> None:
    one, other, loading = Asked(), Asked(missing=[1]), DataLoaders(REQUEST)

    found = await asyncio.gather(*(loading.load(asked.loader, 1) for asked in (one, other)))

    assert found == [(1, None), []]


async def test_what_is_missing_is_made_anew_for_each_key() -> None:
    asked, loading = Asked(missing=[2, 3]), DataLoaders(REQUEST)

    found, none, nothing = await asyncio.gather(
        *(loading.load(asked.loader, key) for key in (1, 2, 3))
    )

    assert (found, none, nothing) == ((1, None), [], [])
    assert none is not nothing


async def test_an_error_reaches_everyone_who_waits_for_it() -> None:
    broken, whole = Asked(failing=ValueError("away")), Asked()
    loading = DataLoaders(REQUEST)

    found = await asyncio.gather(
        *(loading.load(broken.loader, key) for key in (1, 2)),
        loading.load(whole.loader, 1),
        return_exceptions=True,
    )

    assert [str(error) for error in found[:2]] == ["away", "away"]
    assert found[2] == (1, None)
    assert broken.times == [([1, 2], None)]


async def test_requests_do_not_share_what_they_loaded() -> None:
    asked = Asked()

    await DataLoaders(REQUEST).load(asked.loader, 1)
    await DataLoaders(REQUEST).load(asked.loader, 1)

    assert asked.times == [([1], None), ([1], None)]


def test_a_loader_is_known_by_itself_and_not_by_what_it_does() -> None:
    async def fetch(*_: Any) -> Mapping[Any, Any]:
        return {}

    assert Loader(fetch) != Loader(fetch)
    with pytest.raises(AttributeError):
        Loader(fetch).missing = list  # type: ignore[misc]

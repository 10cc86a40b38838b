"""Languages are known by one spelling, and looked for from the most to the least particular."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.languages import (
    CANDIDATES_MAX,
    DEFAULT,
    canonical_tag,
    languages_of,
    read_accept_language,
)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("ZH", "zh"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("PT-br", "pt-BR"),
        ("es-419", "es-419"),
        ("sl-rozaj-biske", "sl-rozaj-biske"),
        ("zh-CN-u-nu-hanidec", "zh-CN"),
        ("de-x-old", "de"),
    ],
)
def test_a_tag_is_kept_in_one_spelling(said: str, kept: str) -> None:
    assert canonical_tag(said) == kept == canonical_tag(kept)


@pytest.mark.parametrize("said", ["", "*", "x", "zh_CN", "chinese", "zh-", "zh-Hans-", "z" * 400])
def test_what_is_no_tag_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="is not a language tag"):
        canonical_tag(said)


@pytest.mark.parametrize(
    ("header", "looked_for"),
    [
        ("zh-Hans-CN", ("zh-Hans-CN", "zh-Hans", "zh")),
        ("zh-CN,zh;q=0.9,en;q=0.8", ("zh-CN", "zh")),
        # Everything is there in the default language, and what comes after it is wanted less.
        ("en, zh;q=0.5", ()),
        ("en-GB, zh;q=0.5", ("en-GB",)),
        ("fr;q=0.2, de;q=0.7, it;q=0", ("de", "fr")),
        ("zh;q=high, fr", ("fr",)),
        ("*, !, fr", ("fr",)),
    ],
)
def test_a_header_says_what_is_looked_for(header: str, looked_for: tuple[str, ...]) -> None:
    said = read_accept_language(header)

    assert said is not None
    assert languages_of(*said) == looked_for


@pytest.mark.parametrize("header", [None, "", "*", "de;q=0", "?;,;"])
def test_a_header_without_a_language_says_none(header: str | None) -> None:
    assert read_accept_language(header) is None


@given(st.text())
def test_any_header_is_read(header: str) -> None:
    said = read_accept_language(header) or ()

    assert [canonical_tag(tag) for tag in said] == [*said]
    assert len(languages_of(*said)) <= CANDIDATES_MAX
    assert DEFAULT not in languages_of(*said)

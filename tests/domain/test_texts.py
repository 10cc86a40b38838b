"""Texts as they are given in languages, and as they are kept."""

from hypothesis import given
from hypothesis import strategies as st

from hub.domain.errors import ErrorCode, Faults
from hub.domain.texts import LANGUAGES_MAX, LocalizedText, read_texts, texts_by_language

TEXTS = st.dictionaries(st.sampled_from(["en", "zh", "zh-Hant", "pt-BR"]), st.uuids().map(str))


def said(**texts: str) -> list[LocalizedText]:
    return [LocalizedText(language, text) for language, text in texts.items()]


@given(TEXTS)
def test_what_is_kept_tells_every_language_again(texts: dict[str, str]) -> None:
    faults = Faults()
    kept = read_texts(said(**texts), ("name",), faults)

    assert faults.found == []
    told = texts_by_language(kept.text, kept.translations)
    assert {one.language: one.text for one in told} == texts
    assert kept.text == texts.get("en", next(iter(texts.values()), None))


def test_all_that_is_wrong_with_a_text_is_told_at_once() -> None:
    faults = Faults()
    read_texts([*said(en=" ", zh="霜"), LocalizedText("zh", "膏")], ("name",), faults)
    read_texts([], ("title",), faults, required=True)
    read_texts([LocalizedText(f"a{n}", "x") for n in range(LANGUAGES_MAX + 1)], ("story",), faults)

    assert {fault.code for fault in faults.found} == {ErrorCode.INVALID_INPUT}
    assert [".".join(fault.field) for fault in faults.found] == [
        "name.0.text",
        "name.2.language",
        "title",
        "story",
    ]

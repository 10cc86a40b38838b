"""Texts come in the language that is asked for, as far as they are in it, and never as nothing."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from db.enums.catalogue import ListingStatus, Trade
from db.queries.accounts import member_of_party
from db.tables.catalogue import CosmeticDetails, Product
from hub.domain.languages import canonical_tag
from hub.execution.plan import Plan
from hub.policy.viewer import Viewer
from hub.schema import schema
from tests.graph import answer, ask
from tests.world import World

_WORDS = {"zh": "雪花霜", "zh-Hant": "雪花霜（繁）", "fr": "Crème de neige"}
_NAME = "query ($id: ID!, $l: LanguageTag) { product(id: $id) { name said: name(language: $l) } }"


@pytest.fixture
async def product(world: World) -> Product:
    product = Product(
        owner_id=world.brand.id,
        name="Snow cream",
        name_translations=_WORDS,
        # Only Chinese was written down.
        description="温和修护。",
        description_translations={"zh": "温和修护。"},
        trade=Trade.COSMETICS,
        status=ListingStatus.PUBLISHED,
        created_at=world.hub.clock(),
    )
    details = CosmeticDetails(
        product_id=product.id, story="Once a year.", story_translations={"zh": "一年一采。"}
    )
    await world.add(product, details)
    return product


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("zh", "雪花霜"),
        ("zh-Hans-CN", "雪花霜"),
        ("zh-hant-tw", "雪花霜（繁）"),
        ("fr-CA", "Crème de neige"),
        ("en-GB", "Snow cream"),
        ("de", "Snow cream"),
    ],
)
async def test_a_text_is_in_the_language_of_its_argument_or_of_the_request(
    world: World, product: Product, tag: str, name: str
) -> None:
    """Each alone; together the argument decides of its field, and the request of the others."""
    id = f"Product:{product.id}"

    both = await answer(world.hub, world.brand.viewer, _NAME, languages=["fr"], id=id, l=tag)
    asked = await answer(
        world.hub, world.brand.viewer, _NAME, languages=[canonical_tag(tag)], id=id
    )

    assert both["product"] == {"name": "Crème de neige", "said": name}
    assert asked["product"] == {"name": name, "said": name}


async def test_who_says_nothing_reads_the_language_of_the_account(
    world: World, product: Product
) -> None:
    viewer = replace(world.brand.viewer, language="fr")
    id = f"Product:{product.id}"

    for said, name in ((None, "Crème de neige"), (["zh"], "雪花霜"), (["en"], "Snow cream")):
        told = await answer(world.hub, viewer, _NAME, languages=said, id=id)
        assert told["product"]["name"] == name


async def test_every_text_of_a_thing_is_in_the_language_or_in_one_that_it_has(
    world: World, product: Product
) -> None:
    query = """
        query ($id: ID!) { node(id: $id) { ... on Product {
            name description details { ... on CosmeticDetails { story usage } }
        } } }
    """
    seen = {
        tag: (
            await answer(
                world.hub, world.brand.viewer, query, languages=[tag], id=f"Product:{product.id}"
            )
        )
        for tag in ("zh", "en")
    }

    assert seen["zh"]["node"] == {
        "name": "雪花霜",
        "description": "温和修护。",
        "details": {"story": "一年一采。", "usage": None},
    }
    assert seen["en"]["node"]["description"] == "温和修护。"
    assert seen["en"]["node"]["details"]["story"] == "Once a year."


async def test_a_wrong_tag_is_told_what_one_looks_like(world: World, product: Product) -> None:
    told = await ask(world.hub, world.brand.viewer, _NAME, id=f"Product:{product.id}", l="zh_CN")

    assert told.codes == ["BAD_INPUT"]
    assert "A LanguageTag looks like 'zh'" in told.errors[0]["message"]


async def test_languages_share_a_statement(world: World, product: Product) -> None:
    """It has parameters for as many languages as are looked for, whichever they are."""
    planned = schema.planned
    assert planned is not None
    kept = planned._compiler._compiled._kept  # type: ignore[attr-defined]

    async def compiled(languages: list[str]) -> int:
        # A document of its own: what other tests ask is kept too.
        document = _NAME.replace("said", "told")
        id = f"Product:{product.id}"
        await ask(world.hub, world.brand.viewer, document, languages=languages, id=id)
        return sum(isinstance(key[0], Plan) for key in kept)

    before = await compiled(["zh"])

    assert [await compiled([tag]) for tag in ("fr", "ja", "de")] == [before] * 3
    assert await compiled(["zh-Hant"]) == before + 1


@pytest.mark.parametrize(
    "translations",
    [{"zh_CN": "x"}, {"ZH": "x"}, {"zh": ""}, {"zh": 1}, {"zh": "x" * 501}],
    ids=str,
)
async def test_what_is_no_translation_is_not_kept(
    world: World, product: Product, translations: object
) -> None:
    product.name_translations = translations  # type: ignore[assignment]

    with pytest.raises(IntegrityError, match="name_is_in_languages_up_to_500"):
        await world.add(product)


async def test_an_account_says_what_its_person_reads(world: World) -> None:
    change = """
        mutation ($id: UUID!, $l: LanguageTag) { updateAccount(
            input: { requestId: $id, language: $l }
        ) { account { name language } errors { code } } }
    """
    viewer = world.retailer.viewer

    told = await ask(world.hub, viewer, change, id=str(uuid4()), l="ZH-hans")
    kept = await ask(world.hub, viewer, change, id=str(uuid4()))

    for one in (told, kept):
        account = one.data["updateAccount"]["account"]
        assert account == {"name": viewer.account_name, "language": "zh-Hans"}
    member = await member_of_party(world.hub.database, viewer.account_id, viewer.party_id)
    assert Viewer.of(member).language == "zh-Hans"

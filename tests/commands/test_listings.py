"""Products are described, submitted, reviewed, published, changed and withdrawn; each step kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import pytest

from db.enums.accounts import Role
from db.enums.files import FileKind
from db.enums.parties import PartyKind
from hub.context import Hub
from hub.domain.listings import Change, apply_changes
from tests.commands.desk import CREAM, DETAILS, Desk
from tests.graph import answer, ask
from tests.mutations import codes
from tests.world import World


@pytest.fixture
async def desk(world: World) -> Desk:
    return Desk(world, await world.trader(PartyKind.OPERATOR))


def content_of(versions: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    said: dict[str, str] = {}
    for version in versions:
        said = apply_changes(said, [Change(**change) for change in version["changes"]])
    return said


async def test_a_product_goes_from_a_draft_into_the_catalogue_and_every_step_is_kept(
    desk: Desk,
) -> None:
    brand, retailer = desk.world.brand, desk.world.retailer
    await desk.complete()
    assert await desk.read(retailer) is None
    await desk.do("submitProduct", note="The new line.")
    assert not await desk.is_listed_for(retailer)

    declined = await desk.decline("The picture is blurred.", faults=["PICTURE"])
    assert codes(declined) == []
    seen = await desk.read()
    assert (seen["status"], seen["reason"], seen["faults"]) == (
        "DECLINED",
        "The picture is blurred.",
        ["PICTURE"],
    )
    await desk.do("setProductMedia", media=[await desk.picture()])
    await desk.do("submitProduct")
    assert codes(await desk.approve()) == []

    assert await desk.is_listed_for(retailer)
    seen = await desk.read()
    assert (seen["status"], seen["reason"], seen["faults"]) == ("PUBLISHED", None, [])
    versions = seen["versions"]["nodes"]
    assert [one["version"] for one in versions] == [*range(1, len(versions) + 1)]
    assert seen["version"] == len(versions)
    assert [one["action"] for one in versions] == [
        "CREATE",
        *["CHANGE"] * 5,
        "SUBMIT",
        "DECLINE",
        "CHANGE",
        "SUBMIT",
        "APPROVE",
        "PUBLISH",
    ]
    by = {one["action"]: (one["actor"]["id"], one["account"]) for one in versions}
    assert by["SUBMIT"] == (f"Party:{brand.id}", {"name": "Ada"})
    # Who acts for the operator is not the brand's to know.
    assert by["DECLINE"] == (f"Party:{desk.operator.id}", None)
    files = [one["file"]["id"].removeprefix("File:") for one in seen["media"] + seen["documents"]]
    assert content_of(versions) == {
        "name": "Night cream",
        "name.zh": "晚霜",
        "description": "For dry skin.",
        "category": "FACE",
        "visibility": "PUBLIC",
        "details.ingredients": "Aqua, Glycerin",
        "details.filing_number": "粤G妆网备字2026000001",
        "media.1": f"IMAGE {files[0]}",
        "documents.1": f"FILING {files[1]}",
        "documents.1.title": "备案凭证",
        "documents.1.title.zh": "备案凭证",
        "documents.1.valid_until": "2030-01-01",
        "skus.NC-50.name": "Night cream",
        "skus.NC-50.name.zh": "晚霜",
        "skus.NC-50.unit": "GRM",
        "skus.NC-50.gtin": "4006381333931",
    }


async def test_what_is_missing_is_told_at_once_and_nothing_is_submitted(desk: Desk) -> None:
    await desk.create()

    refused = await desk.run("submitProduct")

    missing = ["NAME", "PICTURE", "CATEGORY", "SKU", "INGREDIENTS", "ANNEXES", "FILING"]
    assert codes(refused) == ["INCOMPLETE"] * len(missing)
    assert [error["message"].split()[0] for error in refused["errors"]] == missing
    seen = await desk.read()
    assert (seen["status"], seen["version"]) == ("DRAFT", 1)
    assert seen["checklist"] == [{"check": check, "isMet": False} for check in missing]


async def test_an_ingredient_that_the_eu_prohibits_keeps_a_product_out(desk: Desk) -> None:
    asked = """query ($id: ID!) { product(id: $id) { details { ... on CosmeticDetails {
        annexEntries { ingredient annex entry isConditional } } } } }"""
    await desk.complete()
    named = ["Aqua", "Salicylic Acid", "Butylphenyl Methylpropional"]
    await desk.do("setCosmeticDetails", **DETAILS | {"ingredients": named})

    refused = await desk.run("submitProduct")

    assert [error["message"].split()[0] for error in refused["errors"]] == ["ANNEXES"]
    told = await answer(desk.world.hub, desk.world.brand.viewer, asked, id=desk.id)
    entries = [
        (one["ingredient"], one["annex"]) for one in told["product"]["details"]["annexEntries"]
    ]
    assert entries == [
        ("Salicylic Acid", "III"),
        ("Salicylic Acid", "V"),
        ("Butylphenyl Methylpropional", "II"),
    ]
    await desk.do("setCosmeticDetails", **DETAILS | {"ingredients": named[:2]})
    await desk.do("submitProduct")


async def test_only_the_owner_changes_a_product_and_only_the_operator_reviews_it(
    desk: Desk,
) -> None:
    world = desk.world
    await desk.publish()
    buyer = await world.member(world.brand.party, Role.BUYER)

    for who, code in (
        (world.retailer, "NOT_FOUND"),
        (world.consumer, "FORBIDDEN"),
        (desk.operator, "FORBIDDEN"),
        (buyer, "FORBIDDEN"),
    ):
        for name, input in (
            ("updateProduct", {"name": CREAM}),
            ("copyProduct", {}),
            ("setProductMedia", {"media": []}),
            ("withdrawProduct", {}),
        ):
            assert codes(await desk.run(name, who, **input)) == [code], (name, code)
    for reviewer in (world.brand, world.retailer, buyer):
        assert codes(await desk.approve(who=reviewer)) == ["FORBIDDEN"]
    # A partner reads the product, and nothing of how it came about.
    seen = await desk.read(world.retailer)
    assert seen["reason"] is seen["faults"] is seen["checklist"] is None
    assert seen["changedSinceReview"] is None
    assert seen["versions"]["nodes"] == seen["availableActions"] == []


async def test_a_published_product_that_is_changed_stays_and_waits_to_be_looked_at(
    desk: Desk,
) -> None:
    queue = "{ products(filter: { awaitsReview: true }) { nodes { id } } }"
    operator = desk.operator.viewer
    await desk.publish()
    assert (await answer(desk.world.hub, operator, queue))["products"]["nodes"] == []
    # There is nothing to approve then; it can still be taken out.
    assert (await desk.read(desk.operator))["availableActions"] == ["DECLINE"]
    assert codes(await desk.approve()) == ["WRONG_STATUS"]

    await desk.do("updateProduct", description=[{"language": "en", "text": "For any skin."}])
    seen = await desk.read()
    assert (seen["status"], seen["changedSinceReview"]) == ("PUBLISHED", True)
    waiting = (await answer(desk.world.hub, operator, queue))["products"]["nodes"]
    assert waiting == [{"id": desk.id}]
    # To others a filter does not tell what they may not read.
    refused = await ask(desk.world.hub, desk.world.retailer.viewer, queue)
    assert refused.codes == ["FIELD_WITHHELD"]
    # It cannot lose what it was published with.
    assert codes(await desk.run("setProductMedia", media=[])) == ["INCOMPLETE"]

    assert codes(await desk.decline("Not for any skin.")) == []
    assert not await desk.is_listed_for(desk.world.retailer)
    # Orders may refer to it: whoever saw it reads it.
    assert (await desk.read(desk.world.retailer))["status"] == "DECLINED"
    await desk.do("submitProduct")
    assert (await desk.read(desk.world.retailer))["status"] == "IN_REVIEW"


async def test_a_withdrawn_product_comes_back_as_it_was_or_is_reviewed_anew(desk: Desk) -> None:
    await desk.publish()
    await desk.do("withdrawProduct", reason="Out of season.")
    assert not await desk.is_listed_for(desk.world.retailer)
    await desk.do("publishProduct")
    assert await desk.is_listed_for(desk.world.retailer)

    await desk.do("withdrawProduct")
    await desk.do("updateProduct", visibility="PARTNERS")
    assert codes(await desk.run("publishProduct")) == ["WRONG_STATUS"]
    await desk.do("submitProduct")
    assert codes(await desk.run("updateProduct", visibility="PUBLIC")) == ["WRONG_STATUS"]
    await desk.do("withdrawProduct")
    await desk.do("updateProduct", visibility="PUBLIC")


async def test_an_approved_product_waits_for_its_owner_and_for_papers_that_are_valid(
    desk: Desk,
) -> None:
    await desk.complete()
    await desk.do("submitProduct")
    assert codes(await desk.approve(publish=False)) == []
    seen = await desk.read()
    assert seen["status"] == "APPROVED"
    assert seen["availableActions"] == ["CHANGE", "PUBLISH", "WITHDRAW"]

    await desk.world.hub.database.pool.execute("UPDATE documents SET valid_until = '2020-01-01'")
    assert codes(await desk.run("publishProduct")) == ["INCOMPLETE"]
    await desk.world.hub.database.pool.execute("UPDATE documents SET valid_until = NULL")
    await desk.do("publishProduct")


async def test_a_change_to_what_somebody_else_has_changed_is_refused(desk: Desk) -> None:
    await desk.create()
    other = [{"language": "zh", "text": "日霜"}]

    await desk.do("updateProduct", ifVersion=1, name=other)
    refused = await desk.run("updateProduct", ifVersion=1, name=CREAM)

    assert codes(refused) == ["VERSION_CHANGED"]
    # What changes nothing makes no version.
    await desk.do("updateProduct", ifVersion=2, name=other)
    seen = await desk.read()
    assert seen["version"] == 2
    assert seen["texts"] == [{"field": "name", "language": "zh", "text": "日霜"}]


async def test_all_that_is_wrong_with_a_change_is_told_at_once(desk: Desk) -> None:
    await desk.create()
    blank = [{"language": "en", "text": " "}]

    async def faults(name: str, /, **input: Any) -> list[tuple[str, str]]:
        refused = await desk.run(name, **input)
        return [(error["code"], ".".join(error["field"])) for error in refused["errors"]]

    assert await faults("updateProduct", name=[], description=blank) == [
        ("INVALID_INPUT", "name"),
        ("INVALID_INPUT", "description.0.text"),
    ]
    assert await faults("createProduct", name=blank, trade="GENERAL", categoryId=ABSENT) == [
        ("INVALID_INPUT", "name.0.text"),
        ("NOT_FOUND", "categoryId"),
    ]
    assert await faults(
        "setProductMedia",
        media=[
            {**await desk.picture(FileKind.DOCUMENT), "alt": blank},
            await desk.picture(),
            await desk.picture(owner=desk.world.retailer),
        ],
    ) == [
        ("INVALID_INPUT", "media.0.fileId"),
        ("NOT_FOUND", "media.2.fileId"),
        ("INVALID_INPUT", "media.0.alt.0.text"),
    ]
    late = {**await desk.filing(), "issuedOn": "2031-01-01", "title": []}
    assert await faults("setProductDocuments", documents=[late]) == [
        ("INVALID_INPUT", "documents.0.validUntil"),
        ("INVALID_INPUT", "documents.0.title"),
    ]
    assert await faults(
        "setCosmeticDetails", ingredients=["Aqua", " "], shelfLifeMonths=0, usage=blank
    ) == [
        ("INVALID_INPUT", "usage.0.text"),
        ("INVALID_INPUT", "ingredients.1"),
        ("INVALID_INPUT", "shelfLifeMonths"),
    ]
    assert await faults("setJewelleryDetails", gemCarats="0.0001") == [
        ("INVALID_INPUT", "productId"),
        ("INVALID_INPUT", "gemCarats"),
    ]
    sku = {"gtin": "4006381333930", "name": []}
    assert await faults("createSku", code=desk.world.sku.code, **sku) == [
        ("SKU_TAKEN", "code"),
        ("INVALID_INPUT", "name"),
        ("INVALID_INPUT", "gtin"),
    ]
    assert (await desk.read())["version"] == 1


ABSENT: Final = "Category:019a0000-0000-7000-8000-000000000000"


async def test_a_copy_says_what_its_original_does_but_what_belongs_to_that_alone(
    desk: Desk,
) -> None:
    await desk.publish()
    original = content_of((await desk.read())["versions"]["nodes"])

    assert codes(await desk.run("copyProduct", skuCodeEnding="")) == []
    made = await desk.do("copyProduct", skuCodeEnding="-2")
    taken = await desk.run("copyProduct", skuCodeEnding="-2")

    assert codes(taken) == ["SKU_TAKEN"]
    desk.id = made["id"]
    seen = await desk.read()
    assert (seen["status"], seen["version"]) == ("DRAFT", 1)
    alone = ("documents.", "details.filing_number", "skus.NC-50.gtin")
    assert content_of(seen["versions"]["nodes"]) == {
        path.replace("NC-50", "NC-50-2"): text
        for path, text in original.items()
        if not path.startswith(alone)
    }


async def test_media_and_skus_keep_their_ids_through_changes(desk: Desk) -> None:
    ask = """
        query ($id: ID!) {
            product(id: $id) { media { id file { id } } skus { id code unit gtin name } }
        }
    """
    viewer = desk.world.brand.viewer
    await desk.complete()

    async def read() -> Any:
        return (await answer(desk.world.hub, viewer, ask, id=desk.id))["product"]

    before = await read()
    [first] = before["media"]
    film = await desk.picture(FileKind.VIDEO)
    await desk.do("setProductMedia", media=[film, {"fileId": first["file"]["id"]}])
    [sku] = before["skus"]
    await desk.do("updateSku", skuId=sku["id"], code="NC-30", gtin="")

    after = await read()
    assert after["media"][1] == before["media"][0]
    assert after["skus"] == [{**sku, "code": "NC-30", "gtin": None}]


async def test_where_owners_review_it_is_another_person_who_does(desk: Desk) -> None:
    hub, brand = desk.world.hub, desk.world.brand
    await desk.complete()
    await desk.do("submitProduct")
    colleague = await desk.world.member(brand.party, Role.MANAGER)
    desk.world.hub = where_owners_review(hub)

    assert codes(await desk.approve(who=brand)) == ["FORBIDDEN"]
    assert "APPROVE" not in (await desk.read())["availableActions"]
    assert "APPROVE" in (await desk.read(colleague))["availableActions"]
    # Whoever does not describe it does not review it.
    assert codes(await desk.approve(who=desk.world.retailer)) == ["NOT_FOUND"]
    assert codes(await desk.approve(who=colleague)) == []

    desk.world.hub = hub
    assert await desk.is_listed_for(desk.world.retailer)


def where_owners_review(hub: Hub) -> Hub:
    return replace(hub, policy=replace(hub.policy, owners_review=True))

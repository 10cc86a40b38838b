"""Catalogue work: products are described, changed and copied by their owner, with their SKUs.

Each change is a version of the product, see `hub.commands.listings`.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from db.enums.catalogue import ListingStatus, MediaKind, Trade, Visibility
from db.enums.files import FileKind
from db.enums.units import Unit
from db.queries import catalogue
from db.queries import listings as queries
from db.tables.catalogue import (
    Document,
    Media,
    Product,
    Sku,
)
from db.tables.files import File
from db.types import TRANSLATIONS_SUFFIX, new_id
from hub.commands.listings import change_listing, lock_own_product, record_creation
from hub.commands.uploads import lock_ready_files
from hub.context import Request
from hub.domain.catalogue import (
    DOCUMENTS_MAX,
    MEDIA_MAX,
    SKUS_MAX,
    DescribedDocument,
    DescribedMedium,
    check_carats,
    check_code,
    check_count,
    check_documents,
    check_months,
    check_trade,
    read_gtin,
    read_words,
    refuse_code,
)
from hub.domain.errors import Faults, NotFound
from hub.domain.listings import Described
from hub.domain.texts import LocalizedText, columns_of_text, read_texts, write_text
from hub.policy.listings import products_of, require_describer

Texts = Sequence[LocalizedText]

_OF_MEDIA: Final = frozenset(FileKind(kind) for kind in MediaKind)


async def create_product(
    request: Request,
    name: Texts,
    trade: Trade,
    *,
    description: Texts = (),
    category_id: UUID | None = None,
    visibility: Visibility = Visibility.PUBLIC,
) -> UUID:
    """Begin to describe a product of the viewer's party; nobody else sees it yet.

    Returns:
        The id of the product.

    Raises:
        Refused: all that is wrong at once. UNAUTHENTICATED or FORBIDDEN; NOT_FOUND, there is no
            such category; INVALID_INPUT, a text is not fit.
    """
    viewer = require_describer(request.viewer)
    faults = Faults()
    said = read_texts(name, ("name",), faults, required=True)
    more = read_texts(description, ("description",), faults)
    await _check_category(request, category_id, faults)
    faults.raise_all()

    product = Product(
        id=new_id(),
        owner_id=viewer.party_id,
        category_id=category_id,
        trade=trade,
        status=ListingStatus.DRAFT,
        visibility=visibility,
        **columns_of_text("name", said),
        **columns_of_text("description", more),
        created_at=request.now,
    )
    request.session.add(product)
    await request.session.flush()
    details = queries.DETAILS.get(trade)
    if details is not None:
        request.session.add(details(product_id=product.id))
    await record_creation(request, product)
    return product.id


async def update_product(
    request: Request,
    product_id: UUID,
    *,
    if_version: int | None = None,
    name: Texts | None = None,
    description: Texts | None = None,
    category_id: UUID | None = None,
    visibility: Visibility | None = None,
) -> UUID:
    """Have a product of the viewer's party say something else; what is left out stays.

    Raises:
        NotFound: the viewer's party describes no such product.
        Refused: UNAUTHENTICATED or FORBIDDEN; VERSION_CHANGED; WRONG_STATUS, it waits to be
            reviewed; NOT_FOUND, INVALID_INPUT or INCOMPLETE, all at once.
    """
    product, _ = await lock_own_product(request, product_id, if_version)
    async with change_listing(request, product):
        faults = Faults()
        await _check_category(request, category_id, faults)
        if name is not None:
            write_text(product, "name", read_texts(name, ("name",), faults, required=True))
        if description is not None:
            write_text(product, "description", read_texts(description, ("description",), faults))
        faults.raise_all()
        product.category_id = category_id or product.category_id
        product.visibility = visibility or product.visibility
    return product.id


async def copy_product(
    request: Request,
    product_id: UUID,
    *,
    name: Texts | None = None,
    sku_code_ending: str | None = None,
) -> UUID:
    """Describe a further product as one of the viewer's party is described.

    Its SKUs are copied where an ending makes other codes of theirs. What belongs to the one product
    alone is not copied: documents, filing and certificate numbers, GTINs.

    Returns:
        The id of the copy.

    Raises:
        NotFound: the viewer's party describes no such product.
        Refused: UNAUTHENTICATED or FORBIDDEN; INVALID_INPUT; SKU_TAKEN.
    """
    session = request.session
    viewer = require_describer(request.viewer)
    await queries.lock_codes(session, viewer.party_id)
    source = await catalogue.product(session, product_id, scope=products_of(viewer))
    if source is None:
        raise NotFound("product", ("productId",))
    skus = (await queries.skus_of(session, [source.id]))[source.id] if sku_code_ending else []
    codes = [f"{one.code}{sku_code_ending}" for one in skus]
    faults = Faults()
    for code in codes:
        with faults.collect():
            check_code(code, "skuCodeEnding")
    taken = await queries.taken_codes(session, viewer.party_id, codes)
    faults.found += [refuse_code(code, "skuCodeEnding") for code in sorted(taken)]
    said = None if name is None else read_texts(name, ("name",), faults, required=True)
    faults.raise_all()

    product = Product(
        **_copied(source, "owner_id", "category_id", "trade", "visibility"),
        **_copied_texts(source, "name", "description"),
        id=new_id(),
        status=ListingStatus.DRAFT,
        created_at=request.now,
    )
    if said is not None:
        write_text(product, "name", said)
    session.add(product)
    await session.flush()
    details = (await queries.details_of(session, [source])).get(source.id)
    if details is not None:
        own = details.model_dump(exclude={"product_id", "filing_number", "certificate_number"})
        session.add(type(details)(product_id=product.id, **own))
    session.add_all(
        Media(**one.model_dump(exclude={"id", "product_id"}), product_id=product.id)
        for one in (await queries.media_of(session, [source.id]))[source.id]
    )
    session.add_all(
        Sku(
            product_id=product.id,
            owner_id=product.owner_id,
            code=code,
            unit=one.unit,
            **_copied_texts(one, "name"),
        )
        for one, code in zip(skus, codes, strict=True)
    )
    await session.flush()
    await record_creation(request, product)
    return product.id


async def set_cosmetic_details(
    request: Request,
    product_id: UUID,
    *,
    if_version: int | None = None,
    story: Texts = (),
    series: Texts = (),
    ingredients: Sequence[str] = (),
    efficacy: Sequence[str] = (),
    usage: Texts = (),
    shelf_life_months: int | None = None,
    filing_number: str | None = None,
) -> UUID:
    """Say what a cosmetics product says beyond its name, in place of all that it said.

    Raises:
        NotFound: the viewer's party describes no such product.
        Refused: UNAUTHENTICATED or FORBIDDEN; VERSION_CHANGED; WRONG_STATUS; INVALID_INPUT, it is
            of another trade, or something is not fit; INCOMPLETE, what is published would lack it.
    """
    product, _ = await lock_own_product(request, product_id, if_version)
    async with change_listing(request, product) as described:
        faults = Faults()
        with faults.collect():
            check_trade(product.trade, Trade.COSMETICS)
        texts = {
            column: read_texts(given, (column,), faults)
            for column, given in (("story", story), ("series", series), ("usage", usage))
        }
        words = {
            "ingredients": read_words(ingredients, "ingredients", faults),
            "efficacy": read_words(efficacy, "efficacy", faults),
        }
        with faults.collect():
            check_months(shelf_life_months)
        faults.raise_all()
        plain = {"shelf_life_months": shelf_life_months, "filing_number": _kept(filing_number)}
        _write_details(request, described, texts, words | plain)
    return product.id


async def set_jewellery_details(
    request: Request,
    product_id: UUID,
    *,
    if_version: int | None = None,
    style: Texts = (),
    material: Texts = (),
    craft: Texts = (),
    gem: Texts = (),
    gem_carats: Decimal | None = None,
    certificate_number: str | None = None,
) -> UUID:
    """Say what a piece of jewellery says beyond its name, in place of all that it said.

    Raises:
        NotFound: the viewer's party describes no such product.
        Refused: UNAUTHENTICATED or FORBIDDEN; VERSION_CHANGED; WRONG_STATUS; INVALID_INPUT, it is
            of another trade, or something is not fit; INCOMPLETE, what is published would lack it.
    """
    product, _ = await lock_own_product(request, product_id, if_version)
    async with change_listing(request, product) as described:
        faults = Faults()
        with faults.collect():
            check_trade(product.trade, Trade.JEWELLERY)
        texts = {
            column: read_texts(given, (column,), faults)
            for column, given in (
                ("style", style),
                ("material", material),
                ("craft", craft),
                ("gem", gem),
            )
        }
        with faults.collect():
            check_carats(gem_carats)
        faults.raise_all()
        plain = {"gem_carats": gem_carats, "certificate_number": _kept(certificate_number)}
        _write_details(request, described, texts, plain)
    return product.id


async def set_product_media(
    request: Request,
    product_id: UUID,
    media: Sequence[DescribedMedium],
    *,
    if_version: int | None = None,
) -> UUID:
    """Show a product by these pictures, films and models in this order, and by no others.

    Raises:
        NotFound: the viewer's party describes no such product.
        Refused: UNAUTHENTICATED or FORBIDDEN; VERSION_CHANGED; WRONG_STATUS; INVALID_INPUT, an
            file or a text is not fit; INCOMPLETE, what is published would have no picture.
    """
    product, _ = await lock_own_product(request, product_id, if_version)
    session = request.session
    async with change_listing(request, product) as described:
        faults = Faults()
        with faults.collect():
            check_count(len(media), MEDIA_MAX, "media")
        files: list[File] = []
        with faults.collect():
            wanted = [(one.file_id, _OF_MEDIA) for one in media]
            files = await lock_ready_files(request, wanted, "media", "fileId")
        alts = [
            read_texts(one.alt, ("media", str(place), "alt"), faults)
            for place, one in enumerate(media)
        ]
        faults.raise_all()
        # What stays keeps its id, at whatever place.
        before = {one.file_id: one.id for one in described.media}
        await _remove(request, described.media)
        session.add_all(
            Media(
                id=before.pop(file.id, None) or new_id(),
                product_id=product.id,
                position=place,
                kind=MediaKind(file.kind),
                file_id=file.id,
                parts=file.parts,
                width=file.width,
                height=file.height,
                **columns_of_text("alt", alt),
            )
            for place, (file, alt) in enumerate(zip(files, alts, strict=True), start=1)
        )
    return product.id


async def set_product_documents(
    request: Request,
    product_id: UUID,
    documents: Sequence[DescribedDocument],
    *,
    if_version: int | None = None,
) -> UUID:
    """Have these papers about a product, and no others.

    Raises:
        NotFound: the viewer's party describes no such product.
        Refused: UNAUTHENTICATED or FORBIDDEN; VERSION_CHANGED; WRONG_STATUS; INVALID_INPUT, an
            file, a text or the days are not fit; INCOMPLETE, what is published would lack one.
    """
    product, _ = await lock_own_product(request, product_id, if_version)
    session = request.session
    async with change_listing(request, product) as described:
        faults = Faults()
        with faults.collect():
            check_count(len(documents), DOCUMENTS_MAX, "documents")
        check_documents(documents, faults)
        with faults.collect():
            wanted = [(one.file_id, (FileKind.DOCUMENT,)) for one in documents]
            await lock_ready_files(request, wanted, "documents", "fileId")
        titles = [
            read_texts(one.title, ("documents", str(place), "title"), faults, required=True)
            for place, one in enumerate(documents)
        ]
        faults.raise_all()
        before = {(one.kind, one.file_id): one.id for one in described.documents}
        await _remove(request, described.documents)
        session.add_all(
            Document(
                id=before.pop((one.kind, one.file_id), None) or new_id(),
                product_id=product.id,
                kind=one.kind,
                file_id=one.file_id,
                issued_on=one.issued_on,
                valid_until=one.valid_until,
                **columns_of_text("title", title),
            )
            for one, title in zip(documents, titles, strict=True)
        )
    return product.id


async def create_sku(
    request: Request,
    product_id: UUID,
    code: str,
    name: Texts,
    *,
    if_version: int | None = None,
    unit: Unit = Unit.C62,
    gtin: str | None = None,
) -> UUID:
    """Have a product come as a further SKU, of which all quantities are in `unit` for good.

    Returns:
        The id of the SKU.

    Raises:
        NotFound: the viewer's party describes no such product.
        Refused: UNAUTHENTICATED or FORBIDDEN; VERSION_CHANGED; WRONG_STATUS; SKU_TAKEN or
            INVALID_INPUT, all at once.
    """
    viewer = require_describer(request.viewer)
    await queries.lock_codes(request.session, viewer.party_id)
    product, _ = await lock_own_product(request, product_id, if_version)
    async with change_listing(request, product) as described:
        faults = Faults()
        with faults.collect():
            check_count(len(described.skus) + 1, SKUS_MAX, "productId")
        code = code.strip()
        await _check_code(request, product.owner_id, code, faults)
        said = read_texts(name, ("name",), faults, required=True)
        number = None
        with faults.collect():
            number = read_gtin(gtin)
        faults.raise_all()
        sku = Sku(
            id=new_id(),
            product_id=product.id,
            owner_id=product.owner_id,
            code=code,
            unit=unit,
            gtin=number,
            **columns_of_text("name", said),
        )
        request.session.add(sku)
    return sku.id


async def update_sku(
    request: Request,
    sku_id: UUID,
    *,
    if_version: int | None = None,
    code: str | None = None,
    name: Texts | None = None,
    gtin: str | None = None,
) -> UUID:
    """Give a SKU another code, name or GTIN; what is left out stays, a blank GTIN takes it away.

    Raises:
        NotFound: the viewer's party has no such SKU.
        Refused: UNAUTHENTICATED or FORBIDDEN; VERSION_CHANGED, of its product; WRONG_STATUS;
            SKU_TAKEN or INVALID_INPUT, all at once.
    """
    viewer, session = require_describer(request.viewer), request.session
    await queries.lock_codes(session, viewer.party_id)
    product_id = await queries.product_of_sku(session, sku_id, scope=products_of(viewer))
    if product_id is None:
        raise NotFound("SKU", ("skuId",))
    product, _ = await lock_own_product(request, product_id, if_version)
    async with change_listing(request, product) as described:
        faults = Faults()
        [sku] = [one for one in described.skus if one.id == sku_id]
        if code is not None and code.strip() != sku.code:
            await _check_code(request, product.owner_id, code.strip(), faults)
            sku.code = code.strip()
        if name is not None:
            write_text(sku, "name", read_texts(name, ("name",), faults, required=True))
        if gtin is not None:
            with faults.collect():
                sku.gtin = read_gtin(gtin)
        faults.raise_all()
    return sku_id


async def _check_category(request: Request, category_id: UUID | None, faults: Faults) -> None:
    if category_id is not None and not await catalogue.categories(request.session, [category_id]):
        faults.found.append(NotFound("category", ("categoryId",)))


async def _check_code(request: Request, owner_id: UUID, code: str, faults: Faults) -> None:
    with faults.collect():
        check_code(code, "code")
    if await queries.taken_codes(request.session, owner_id, [code]):
        faults.found.append(refuse_code(code, "code"))


async def _remove(request: Request, rows: Sequence[Media] | Sequence[Document]) -> None:
    for row in rows:
        await request.session.delete(row)
    await request.session.flush()


def _write_details(
    request: Request, described: Described, texts: dict[str, Any], plain: dict[str, Any]
) -> None:
    product, details = described.product, described.details
    if details is None:
        details = queries.DETAILS[product.trade](product_id=product.id)
        request.session.add(details)
    for column, kept in texts.items():
        write_text(details, column, kept)
    for column, value in plain.items():
        setattr(details, column, value)


def _kept(number: str | None) -> str | None:
    """A number as it is kept: without blanks around it, and not at all if there is nothing."""
    return (number or "").strip() or None


def _copied(row: Any, *columns: str) -> dict[str, Any]:
    return {column: getattr(row, column) for column in columns}


def _copied_texts(row: Any, *columns: str) -> dict[str, Any]:
    return _copied(row, *columns, *(column + TRANSLATIONS_SUFFIX for column in columns))

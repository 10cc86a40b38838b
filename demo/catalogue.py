"""What is described in the demo world: categories, and every maker's products with their SKUs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlmodel import SQLModel

from db.enums.catalogue import DocumentKind, ListingStatus, MediaKind, Trade, Visibility
from db.enums.files import FileKind, FileStatus, PictureSize
from db.tables.catalogue import (
    Category,
    CosmeticDetails,
    Document,
    JewelleryDetails,
    Media,
    Product,
    Sku,
)
from db.tables.files import File
from demo import goods
from demo.chance import DAY, YEAR, Calendar, Chance
from demo.drawings.views import FRAMES, HEIGHT
from demo.goods import Variant
from demo.listings import History
from demo.names import WORTH_IN_CNY, Words, in_both
from demo.parties import Guild, Trader
from demo.rows import Rows
from hub.domain.files import WIDTHS
from hub.domain.listings import Described, content_of

# How many products each guild describes at scale 1, shared evenly among its parties.
PRODUCTS: Final[Mapping[Guild, int]] = {
    Guild.INGREDIENT_SUPPLIER: 80,
    Guild.PACKAGING_SUPPLIER: 60,
    Guild.BRAND: 230,
    Guild.JEWELLER: 130,
}

# Of a hundred products, how many are in this state of being listed.
_LISTING_SHARES: Final[Mapping[ListingStatus, int]] = {
    ListingStatus.PUBLISHED: 91,
    ListingStatus.DRAFT: 2,
    ListingStatus.APPROVED: 1,
    ListingStatus.IN_REVIEW: 3,
    ListingStatus.DECLINED: 1,
    ListingStatus.WITHDRAWN: 2,
}
_EVER_PUBLISHED: Final = (ListingStatus.PUBLISHED, ListingStatus.WITHDRAWN)

# About how large files come that show so much.
_BYTES: Final[Mapping[FileKind, int]] = {
    FileKind.IMAGE: 2_400_000,
    FileKind.SPIN_360: 24_000_000,
    FileKind.MODEL_3D: 240_000,
    FileKind.DOCUMENT: 2_000,
}

# GTINs that begin with 2 are for use inside a company, so none of these is a real article's.
_GTIN_START: Final = 2_000_000_00000


class Idea(NamedTuple):
    """A product before it is written down: `price` in whole or broken CNY a piece."""

    name: Words
    description: Words
    shelf: str
    price: float
    variants: Sequence[Variant]
    details: Mapping[str, object]
    made_to_order: bool = False


class Craft(NamedTuple):
    """What the products of a guild have in common, and how to think of `count` different ones."""

    trade: Trade
    visibility: Visibility
    ideas: Callable[[Chance, int], Iterator[Idea]]
    details: type[SQLModel] | None
    documents: Sequence[tuple[DocumentKind, Words]]
    media: Sequence[MediaKind]


@dataclass(frozen=True, slots=True)
class Ware:
    """A published SKU, at its maker's price to partners for `per` of its units, in minor units of
    the maker's currency."""

    sku_id: UUID
    product_id: UUID
    maker: Trader
    price_minor: int
    made_to_order: bool
    per: int = 1


def gtin13(number: int) -> str:
    """The GTIN-13 of twelve digits: the thirteenth makes the weighted sum a multiple of ten."""
    digits = f"{number:012}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"


def _distinct(chance: Chance, count: int, *sizes: int) -> Iterator[tuple[int, ...]]:
    """As many different choices as there are, `count` at most: an index below each of `sizes`."""
    total = 1
    for size in sizes:
        total *= size
    for number in chance.sample(range(total), min(count, total)):
        indices = []
        rest = number
        for size in sizes:
            rest, index = divmod(rest, size)
            indices.append(index)
        yield tuple(indices)


def cosmetics(chance: Chance, count: int) -> Iterator[Idea]:
    choices = _distinct(
        chance, count, len(goods.COSMETIC_TYPES), len(goods.PLANTS), len(goods.CLAIMS)
    )
    for type_index, plant_index, claim_index in choices:
        kind = goods.COSMETIC_TYPES[type_index]
        plant, claim = goods.PLANTS[plant_index], goods.CLAIMS[claim_index]
        suited = chance.choice(goods.SKINS) if kind.shelf in goods.FOR_THE_FACE else goods.EVERY_DAY
        actives = chance.sample(goods.INGREDIENTS, chance.randint(5, 9))
        yield Idea(
            name=Words(
                f"{plant.en} {claim.en} {kind.name.en}",
                f"{plant.zh}{claim.zh}{kind.name.zh}",
            ),
            description=Words(
                f"A {claim.en.lower()} {kind.name.en.lower()} with {plant.en.lower()},"
                f" for {suited.en}.",
                f"蕴含{plant.zh}精粹的{claim.zh}{kind.name.zh},适合{suited.zh}。",
            ),
            shelf=kind.shelf,
            price=kind.price * chance.uniform(0.8, 1.3),
            variants=kind.variants,
            details={
                **in_both(
                    "story",
                    Words(
                        f"{plant.en} is gathered once a year and pressed within a day.",
                        f"{plant.zh}一年一采，当日压榨。",
                    ),
                ),
                **in_both("series", Words(f"{plant.en} series", f"{plant.zh}系列")),
                "ingredients": [
                    "Aqua",
                    *(active.name.en for active in actives),
                    "Phenoxyethanol",
                    "Ethylhexylglycerin",
                ],
                "efficacy": [claim.en, *sorted({active.efficacy.en for active in actives[:3]})],
                **in_both("usage", kind.usage),
                "shelf_life_months": kind.shelf_life_months,
                "filing_number": f"粤G妆网备字{chance.randrange(2022000000, 2026000000)}",
            },
            made_to_order=kind.made_to_order,
        )


def ingredients(chance: Chance, count: int) -> Iterator[Idea]:
    for ingredient_index, grade_index in _distinct(
        chance, count, len(goods.INGREDIENTS), len(goods.GRADES)
    ):
        ingredient, grade = goods.INGREDIENTS[ingredient_index], goods.GRADES[grade_index]
        yield Idea(
            name=Words(
                f"{ingredient.name.en}, {grade.en}",
                f"{grade.zh}{ingredient.name.zh}",
            ),
            description=Words(
                f"{ingredient.name.en} for cosmetics: {ingredient.efficacy.en}.",
                f"化妆品用{ingredient.name.zh},功效:{ingredient.efficacy.zh}。",
            ),
            shelf="ingredients",
            price=ingredient.price * chance.uniform(0.85, 1.25),
            variants=goods.INGREDIENT_PACKS[: chance.randint(1, 2)],
            details={},
        )


def packaging(chance: Chance, count: int) -> Iterator[Idea]:
    articles = [(form, material) for form in goods.PACKAGING_FORMS for material in form.materials]
    for article_index, finish_index in _distinct(
        chance, count, len(articles), len(goods.PACKAGING_FINISHES)
    ):
        form, material = articles[article_index]
        finish = goods.PACKAGING_FINISHES[finish_index]
        yield Idea(
            name=Words(
                f"{finish.en} {material.en} {form.name.en}",
                f"{finish.zh}{material.zh}{form.name.zh}",
            ),
            description=Words(
                f"{form.name.en} in {material.en.lower()}, {finish.en.lower()} finish.",
                f"{material.zh}{form.name.zh},{finish.zh}工艺。",
            ),
            shelf="packaging",
            price=form.price * chance.uniform(0.8, 1.4),
            variants=form.variants,
            details={},
            made_to_order=form.made_to_order,
        )


def jewellery(chance: Chance, count: int) -> Iterator[Idea]:
    choices = _distinct(
        chance, count, len(goods.PIECES), len(goods.MOTIFS), len(goods.METALS), len(goods.GEMS)
    )
    for piece_index, motif_index, metal_index, gem_index in choices:
        piece, motif = goods.PIECES[piece_index], goods.MOTIFS[motif_index]
        metal, gem = goods.METALS[metal_index], goods.GEMS[gem_index]
        carats = Decimal(chance.randrange(100, 3000)) / 1000
        craft = chance.choice(goods.CRAFTS)
        yield Idea(
            name=Words(
                f"{motif.en} {piece.name.en} in {metal.name.en} with {gem.name.en}",
                f"{motif.zh}{metal.name.zh}{gem.name.zh}{piece.name.zh}",
            ),
            description=Words(
                f"{motif.en} motif in {metal.name.en}, {craft.en.lower()}, set with"
                f" {gem.name.en.lower()} of {carats} ct.",
                f"{motif.zh}纹样,{metal.name.zh}镶嵌{gem.name.zh},主石{carats}克拉。",
            ),
            shelf=piece.shelf,
            price=metal.price + gem.price * float(carats) * chance.uniform(0.8, 1.3),
            variants=piece.variants,
            details={
                **in_both("style", chance.choice(goods.STYLES)),
                **in_both("material", metal.name),
                **in_both("craft", craft),
                **in_both("gem", gem.name),
                "gem_carats": carats,
                "certificate_number": f"HGC-{chance.randrange(10**8, 10**9)}",
            },
            made_to_order=chance.happens(0.2),
        )


CRAFTS: Final[Mapping[Guild, Craft]] = {
    Guild.INGREDIENT_SUPPLIER: Craft(
        Trade.GENERAL,
        Visibility.PARTNERS,
        ingredients,
        details=None,
        documents=((DocumentKind.SAFETY_SHEET, Words("Safety data sheet", "安全数据表")),),
        media=(MediaKind.IMAGE,),
    ),
    Guild.PACKAGING_SUPPLIER: Craft(
        Trade.GENERAL,
        Visibility.PARTNERS,
        packaging,
        details=None,
        documents=(),
        media=(MediaKind.IMAGE, MediaKind.MODEL_3D),
    ),
    Guild.BRAND: Craft(
        Trade.COSMETICS,
        Visibility.PUBLIC,
        cosmetics,
        details=CosmeticDetails,
        documents=(
            (DocumentKind.QC_REPORT, Words("QC report", "质检报告")),
            (DocumentKind.FILING, Words("Filing record", "备案凭证")),
        ),
        media=(MediaKind.IMAGE, MediaKind.SPIN_360, MediaKind.MODEL_3D),
    ),
    Guild.JEWELLER: Craft(
        Trade.JEWELLERY,
        Visibility.PUBLIC,
        jewellery,
        details=JewelleryDetails,
        documents=((DocumentKind.CERTIFICATE, Words("Gem certificate", "宝石证书")),),
        media=(MediaKind.IMAGE, MediaKind.SPIN_360),
    ),
}


class Catalogue:
    """Writes down the categories and the products of every maker."""

    def __init__(self, rows: Rows, chance: Chance, calendar: Calendar, operator_id: UUID) -> None:
        self._rows = rows
        self._chance = chance
        self._calendar = calendar
        self._history = History(rows, calendar, operator_id)
        self._category_ids = self._shelve()
        self._gtin = _GTIN_START

    def describe(self, maker: Trader, count: int) -> list[Ware]:
        """Write down `count` products of a maker, and return what of them can be sold."""
        craft = CRAFTS[maker.guild]
        return [
            ware
            for number, idea in enumerate(craft.ideas(self._chance, count), start=1)
            for ware in self._add_product(maker, craft, idea, number)
        ]

    def _shelve(self) -> Mapping[str, UUID]:
        ids: dict[str, UUID] = {}
        for shelf in goods.SHELVES:
            ids[shelf.code] = self._chance.id_at(-2000 * DAY)
            self._rows.add(
                Category,
                id=ids[shelf.code],
                parent_id=ids[shelf.parent] if shelf.parent else None,
                code=shelf.code,
                **in_both("name", shelf.name),
            )
        return ids

    def _add_product(self, maker: Trader, craft: Craft, idea: Idea, number: int) -> list[Ware]:
        chance = self._chance
        [status] = chance.choices(tuple(_LISTING_SHARES), weights=tuple(_LISTING_SHARES.values()))
        listed = status in _EVER_PUBLISHED
        # What is not published yet was begun of late.
        first_day, last_day = (-380, -366) if listed else (335, 364)
        created_at = chance.randrange(first_day * DAY, last_day * DAY)
        product_id = chance.id_at(created_at)
        published_at = created_at + chance.randrange(DAY) if listed else None
        product = {
            "id": product_id,
            "owner_id": maker.id,
            "category_id": self._category_ids[idea.shelf],
            "trade": craft.trade,
            "status": status,
            "visibility": craft.visibility,
            **in_both("name", idea.name),
            **in_both("description", idea.description),
            "created_at": self._calendar.at(created_at),
            "published_at": None if published_at is None else self._calendar.at(published_at),
        }
        media = self._media(product, craft)
        documents = self._documents(product, craft)
        if status is ListingStatus.DRAFT:
            # Whoever looks at a draft sees in its checklist what is to be done.
            documents.clear()
        priced = [
            self._sku(maker, idea, variant, product_id=product_id, number=number, at=created_at)
            for variant in idea.variants
        ]
        skus = [sku for sku, _ in priced]
        said = content_of(
            Described(
                SimpleNamespace(**product),
                idea.shelf,
                SimpleNamespace(**idea.details) if craft.details else None,
                *([SimpleNamespace(**row) for row in rows] for rows in (media, documents, skus)),
            )
        )
        reviewed = self._history.tell(product, said, created_at, published_at)
        self._rows.add(Product, **product, **reviewed)
        if craft.details:
            self._rows.add(craft.details, product_id=product_id, **idea.details)
        for model, rows in ((Media, media), (Document, documents), (Sku, skus)):
            for row in rows:
                self._rows.add(model, **row)
        wares = [ware for _, ware in priced]
        return wares if status is ListingStatus.PUBLISHED else []

    def _sku(
        self,
        maker: Trader,
        idea: Idea,
        variant: Variant,
        *,
        product_id: UUID,
        number: int,
        at: int,
    ) -> tuple[dict[str, Any], Ware]:
        self._gtin += 1
        sku_id = self._chance.id_at(at)
        name = idea.name
        if len(idea.variants) > 1:
            name = Words(f"{name.en}, {variant.name.en}", f"{name.zh} {variant.name.zh}")
        code = f"{idea.shelf[:2].upper()}{number:04}-{variant.name.en.replace(' ', '').upper()}"
        sku = {
            "id": sku_id,
            "product_id": product_id,
            "owner_id": maker.id,
            "code": code,
            "unit": variant.unit,
            "gtin": gtin13(self._gtin),
            **in_both("name", name),
        }
        price = idea.price * variant.factor / WORTH_IN_CNY[maker.currency]
        price_minor = max(1, round(price * 100))
        ware = Ware(sku_id, product_id, maker, price_minor, idea.made_to_order, per=variant.per)
        return sku, ware

    def _media(self, product: Mapping[str, Any], craft: Craft) -> list[dict[str, Any]]:
        media = []
        for position, kind in enumerate(craft.media, start=1):
            medium_id = self._chance.id_at(0)
            shown = self._file(
                medium_id, product, FileKind(kind), f"{product['name']} · {position}"
            )
            media.append(
                {
                    "id": medium_id,
                    "product_id": product["id"],
                    "position": position,
                    "kind": kind,
                    "file_id": medium_id,
                    **shown,
                    "alt": product["name"],
                    "alt_translations": product["name_translations"],
                }
            )
        return media

    def _documents(self, product: Mapping[str, Any], craft: Craft) -> list[dict[str, Any]]:
        documents = []
        for kind, title in craft.documents:
            issued_at = -self._chance.randrange(30, 300) * DAY
            document_id = self._chance.id_at(issued_at)
            said = f"{title.en}: {product['name']} · {document_id.hex[-8:].upper()}"
            self._file(document_id, product, FileKind.DOCUMENT, said)
            documents.append(
                {
                    "id": document_id,
                    "product_id": product["id"],
                    "kind": kind,
                    **in_both("title", title),
                    "file_id": document_id,
                    "issued_on": self._day(issued_at),
                    "valid_until": self._day(issued_at + 3 * YEAR),
                }
            )
        return documents

    def _file(
        self, id: UUID, product: Mapping[str, Any], kind: FileKind, name: str
    ) -> dict[str, int | None]:
        """Write down a file that `demo.drawings` draws by its name, and how large it shows that."""
        is_flat = kind in (FileKind.IMAGE, FileKind.SPIN_360)
        width = WIDTHS[PictureSize.LARGE]
        shown = {
            "parts": FRAMES if kind is FileKind.SPIN_360 else 1,
            "width": width if is_flat else None,
            "height": int(width * HEIGHT) if is_flat else None,
        }
        self._rows.add(
            File,
            id=id,
            owner_id=product["owner_id"],
            kind=kind,
            status=FileStatus.READY,
            name=name,
            byte_count=_BYTES[kind],
            created_at=product["created_at"],
            **shown,
        )
        return shown

    def _day(self, second: int) -> date:
        return self._calendar.at(second).date()

"""What the consumers of the demo world say of what has arrived, and what their words come to."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from db.enums.orders import OrderKind
from db.enums.reviews import STARS_MAX, ReviewStatus
from db.tables.reviews import ProductRating, Review
from demo.chance import DAY, HOUR, YEAR, Calendar, Chance
from demo.lifecycle import RECEIVING
from demo.parties import Guild, Trader
from demo.rows import Rows
from hub.domain.reviews import masked

if TYPE_CHECKING:
    from demo.orders import PlannedOrder

_SHARE: Final = 0.4
# Of ten reviews, how many stars they give.
_STARS: Final = (5, 5, 5, 5, 4, 4, 4, 3, 3, 2)
_STATUS: Final = (
    *(ReviewStatus.PUBLISHED,) * 17,
    *(ReviewStatus.WAITING,) * 2,
    ReviewStatus.DECLINED,
)

# What is said, by the stars that go with it: of what is worn on the skin, and of jewellery.
_ON_SKIN: Final[Mapping[int, Sequence[str]]] = {
    5: (
        "Calm skin since the second week. The third jar already.",
        "质地清爽，吸收快，用了一个月肤色亮了不少，会一直回购。",
        "Light, no scent, and it arrived in two days.",
        "敏感肌亲测不泛红，包装也很用心。",
    ),
    4: ("Does what it says; the pump could be finer.", "保湿效果不错，就是瓶口有点大。"),
    3: ("Nothing wrong with it, nothing special either.", "中规中矩，味道不太习惯。"),
    2: ("It left my skin greasy, and the lid came loose.", "偏油，夏天用不太合适。"),
}
_WORN: Final[Mapping[int, Sequence[str]]] = {
    5: (
        "Finer than on the pictures; the stone catches every light.",
        "做工精细，证书齐全，戴上很显气质。",
        "The size was right at once, and the clasp holds.",
    ),
    4: ("Beautiful, though a week later than promised.", "款式很喜欢，链子再长一点就更好了。"),
    3: ("Smaller than I thought.", "比想象中小一些，性价比一般。"),
    2: ("The clasp opened on the first evening.", "扣子有点松，已联系客服。"),
}
_ANSWERS: Final = (
    "Thank you for telling us. Our service will write to you today.",
    "感谢您的反馈，我们会尽快与您联系并改进。",
)
_REASON: Final = "It names a person. / 评价中提到了他人姓名。"


class Reviewers:
    """Consumers who review what they have received; what is said of each product adds up."""

    def __init__(self, rows: Rows, calendar: Calendar) -> None:
        self._rows = rows
        self._calendar = calendar
        self._chance = Chance("reviews")
        self._reviewed: set[tuple[UUID, UUID]] = set()
        self._stars: dict[UUID, list[int]] = {}

    def review(self, order: "PlannedOrder") -> None:
        """Have what a consumer has received of an order reviewed, or some of it."""
        if order.trading.bond.route.kind is not OrderKind.RETAIL:
            return
        for step in order.steps_taken:
            if step.action not in RECEIVING:
                continue
            for line, _ in order.parts[step.part]:
                written = step.at + self._chance.randrange(2 * HOUR, 20 * DAY)
                key = (order.trading.bond.downstream.id, line.price.ware.product_id)
                wanted = self._chance.happens(_SHARE) and written <= YEAR
                if wanted and key not in self._reviewed:
                    self._reviewed.add(key)
                    self._write(order, line.price.ware.product_id, line.price.ware.maker, written)

    def _write(self, order: "PlannedOrder", product_id: UUID, maker: Trader, at: int) -> None:
        chance, author = self._chance, order.trading.bond.downstream
        stars, status = chance.choice(_STARS), chance.choice(_STATUS)
        said = chance.choice((_WORN if maker.guild is Guild.JEWELLER else _ON_SKIN)[stars])
        is_published = status is ReviewStatus.PUBLISHED
        answered = is_published and stars <= 3 and chance.happens(0.6)
        self._rows.add(
            Review,
            id=chance.id_at(at),
            product_id=product_id,
            owner_id=maker.id,
            author_id=author.id,
            status=status,
            version=1 if status is ReviewStatus.WAITING else 3 if answered else 2,
            stars=stars,
            title=None,
            text=said,
            picture_ids=[],
            signed_as=masked(author.name.zh if not said.isascii() else author.name.en),
            reason=_REASON if status is ReviewStatus.DECLINED else None,
            answer=_ANSWERS[not said.isascii()] if answered else None,
            answered_at=self._calendar.at(min(at + DAY, YEAR)) if answered else None,
            written_at=self._calendar.at(at),
        )
        if is_published:
            self._stars.setdefault(product_id, [0] * STARS_MAX)[stars - 1] += 1

    def sum_up(self) -> None:
        """Write down what the published reviews of each product come to."""
        for product_id, stars in self._stars.items():
            self._rows.add(ProductRating, product_id=product_id, stars=stars)

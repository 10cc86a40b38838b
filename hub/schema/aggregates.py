"""Lists of facts: what clients may ask of an aggregate, and how that is read."""

import dataclasses
from enum import Enum
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, Final

from strawberry import UNSET

from db.enums.facts import TimeBefore, TimeBucket, TradeSide
from db.sql.aggregates import BEFORE, CONVERT_TO, FIRST_DAY, LAST_DAY, PERIOD, Aggregate
from db.sql.keyset import Grouping, Page
from db.time_zones import is_time_zone
from hub.execution.errors import RequestError
from hub.execution.fields import Arguments, batched, embedded, part
from hub.loaders.rows import PageOf, Pages
from hub.schema.connections import PAGING, argument, given_of, read_page, tell_total
from hub.schema.scalars import CurrencyCode

# A scan of rows, where a list is read off an index: as long as the answer to a query for so many
# objects takes.
FACTS_POINTS: Final = 5_000
_BUCKET: Final = TimeBucket.MONTH
_BY_PERIOD: Final = frozenset({"OLDEST", "NEWEST"})
_BY_REVENUE: Final = frozenset({"MOST_REVENUE", "LEAST_REVENUE"})


def facts(
    pages: Pages,
    *,
    key: str | None,
    by: type[Enum],
    filter: type,
    order_by: type[Enum],
    description: str,
    side: TradeSide | None = None,
    in_currencies: bool = False,
) -> Any:
    """A list of facts that clients page through; `key=None` is about the viewer's own.

    `by` are the dimensions, named as the aggregate's are. `side` is the one that a party is on
    unless said, where facts have sides; `in_currencies` says that there are amounts among them.
    """
    parameters = [
        argument(
            "by",
            list[by],  # type: ignore[valid-type]
            "What they are told apart by; by nothing, there is one about all.",
        ),
        argument("filter", filter | None, "Only what matches is counted.", UNSET),
        argument("order_by", order_by, "How the list is sorted.", next(iter(order_by))),
        argument(
            "time_zone",
            str | None,
            "Whose days and periods are meant: a name of IANA's, such as `Asia/Shanghai`; those of"
            " your party unless said. 64 characters at most.",
            UNSET,
        ),
    ]
    if hasattr(by, PERIOD):
        parameters += [
            argument("bucket", TimeBucket, "How long a period is.", _BUCKET),
            argument(
                "compared_with",
                TimeBefore | None,
                "Have `before` tell what was then. Without PERIOD among `by`, `firstDay` and"
                " `lastDay` must be given.",
                UNSET,
            ),
        ]
    if side is not None:
        parameters.append(argument("side", TradeSide, "Whether it sells or buys.", side))
    if in_currencies:
        parameters.append(
            argument(
                "currency",
                CurrencyCode | None,
                "Only what is paid in this currency.",
                UNSET,
            )
        )
        parameters.append(
            argument(
                "convert_to",
                CurrencyCode | None,
                "Tell amounts in this currency, each line at the rate of the day on which its order"
                " was placed (UTC). Unless said, amounts are not converted.",
                UNSET,
            )
        )
    default = next(iter(pages.listing.orderings))

    def read(**values: Any) -> Page:
        return _read_page(default, given_of(values))

    arguments = Arguments((*parameters, *PAGING), read)
    return batched(
        pages.page, key=key, description=description, arguments=arguments, points=FACTS_POINTS
    )


def _read_page(default_ordering: str, given: dict[str, Any]) -> Page:
    page = read_page(default_ordering, given)
    by = tuple(dict.fromkeys(one.name for one in given["by"]))
    filters = dict(page.filters)
    filters |= {name: given[name] for name in ("currency", CONVERT_TO) if name in given}
    time_zone, compared_with, side = (
        given.get(name) for name in ("time_zone", "compared_with", "side")
    )
    wrong = []
    if time_zone is not None and not is_time_zone(time_zone):
        wrong.append(
            f"{time_zone[:80]!r} is not a time zone; they are named like 'Europe/Paris' or 'UTC'."
        )
    if page.ordering in _BY_PERIOD and PERIOD not in by:
        wrong.append(f"There are no periods to sort by {page.ordering}; add PERIOD to `by`.")
    if page.ordering in _BY_REVENUE and not {"currency", CONVERT_TO} & filters.keys():
        wrong.append(
            "Amounts of different currencies are not compared; say which `currency`, or `convertTo`"
            " which."
        )
    if compared_with and PERIOD not in by and not {FIRST_DAY, LAST_DAY} <= filters.keys():
        wrong.append(
            "Nothing says how long the time before is; add PERIOD to `by`, or give `firstDay` and"
            " `lastDay`."
        )
    if filters.get(FIRST_DAY) and filters.get(LAST_DAY) and filters[FIRST_DAY] > filters[LAST_DAY]:
        wrong.append(
            f"The first day, {filters[FIRST_DAY]}, is after the last, {filters[LAST_DAY]}."
        )
    if wrong:
        raise RequestError("BAD_INPUT", " ".join(wrong))
    grouping = Grouping(
        by,
        time_zone,
        bucket=given.get("bucket", _BUCKET).name if PERIOD in by else None,
        compared_with=compared_with.name if compared_with else None,
        side=side.name if side else None,
    )
    return dataclasses.replace(page, filters=tuple(sorted(filters.items())), grouping=grouping)


def total_count() -> Any:
    """The part of a page of facts that counts all of them."""
    return part(
        tell_total,
        "total_count",
        description="How many facts the whole list has; counted when asked.",
        points=FACTS_POINTS,
    )


def _others(page: PageOf) -> Any:
    assert page.others is not None
    return page.load(page.others, page.parent, page.asked)


def others() -> Any:
    """The part of a page of facts that is about all that the page leaves out."""
    return part(
        _others,
        "others",
        description="All that is in none of the facts of this page, together: with `first: 5`, what"
        " the first five leave. Null where nothing is left.",
        points=FACTS_POINTS,
    )


def before(pages: Pages, *, description: str) -> Any:
    """The measures of the time that a fact is compared with; null where nothing counted then."""
    assert isinstance(pages.listing, Aggregate)
    names = [*pages.listing.measures]
    of_every_group = attrgetter(f"{BEFORE}{names[0]}")

    def compute(fact: Any) -> Any:
        if of_every_group(fact) is None:
            return None
        return SimpleNamespace(**{name: getattr(fact, f"{BEFORE}{name}") for name in names})

    return embedded(compute, {name: f"{BEFORE}{name}" for name in names}, description=description)

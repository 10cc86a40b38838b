"""How the products of the demo world came into its catalogue, or did not: every step of each."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from db.enums.catalogue import ListingAction, ListingCheck, ListingStatus, Trade
from db.tables.listings import ProductChange, ProductVersion
from demo.chance import DAY, HOUR, Calendar, Chance
from demo.rows import Rows
from hub.domain.listings import CHECKS, OF_REVIEWER, TRANSITIONS, compare

_A = ListingAction
# What had been done with a product that stands there, beginning with a draft.
_STEPS: Final[Mapping[ListingStatus, Sequence[ListingAction]]] = {
    ListingStatus.DRAFT: (),
    ListingStatus.IN_REVIEW: (_A.SUBMIT,),
    ListingStatus.DECLINED: (_A.SUBMIT, _A.DECLINE),
    ListingStatus.APPROVED: (_A.SUBMIT, _A.APPROVE),
    ListingStatus.PUBLISHED: (_A.SUBMIT, _A.APPROVE, _A.PUBLISH),
    ListingStatus.WITHDRAWN: (_A.SUBMIT, _A.APPROVE, _A.PUBLISH, _A.WITHDRAW),
}
_REASONS: Final[Mapping[ListingCheck, str]] = {
    ListingCheck.PICTURE: "The picture shows another piece than the text. / 图片与文字描述不符。",
    ListingCheck.INGREDIENTS: "The perfume's allergens are missing. / 缺少香精致敏原信息。",
    ListingCheck.CERTIFICATE: "The certificate cannot be read. / 证书扫描件不清晰。",
}


class History:
    """Writes down the versions of products; the operator reviews them."""

    def __init__(self, rows: Rows, calendar: Calendar, operator_id: UUID) -> None:
        self._rows = rows
        self._calendar = calendar
        self._operator_id = operator_id
        self._chance = Chance("listings")

    def tell(
        self,
        product: Mapping[str, Any],
        said: Mapping[str, str],
        created_at: int,
        published_at: int | None,
    ) -> dict[str, Any]:
        """Write down what was done with a product that says this from the beginning.

        Returns:
            The columns of the product that follow from it.
        """
        reason, faults = None, []
        if product["status"] is ListingStatus.DECLINED:
            checks = [one for one in CHECKS[Trade(product["trade"])] if one in _REASONS]
            fault = self._chance.choice(checks)
            reason, faults = _REASONS[fault], [fault]
        steps = _STEPS[product["status"]]
        status, at = ListingStatus.DRAFT, created_at
        self._step(product, 1, _A.CREATE, status, at, changes=said)
        for version, action in enumerate(steps, start=2):
            status = TRANSITIONS[status, action]
            if published_at is None:
                at += self._chance.randrange(HOUR, 8 * HOUR)
            elif action is _A.WITHDRAW:
                at = published_at + self._chance.randrange(30, 300) * DAY
            else:
                at = published_at
            declined = action is _A.DECLINE
            note = reason if declined else None
            self._step(
                product, version, action, status, at, note=note, faults=faults if declined else ()
            )
        assert status is product["status"]
        return {"version": 1 + len(steps), "reason": reason, "faults": faults}

    def _step(
        self,
        product: Mapping[str, Any],
        version: int,
        action: ListingAction,
        status: ListingStatus,
        at: int,
        *,
        note: str | None = None,
        faults: Sequence[ListingCheck] = (),
        changes: Mapping[str, str] | None = None,
    ) -> None:
        version_id = self._chance.id_at(at)
        owner_id = product["owner_id"]
        self._rows.add(
            ProductVersion,
            id=version_id,
            product_id=product["id"],
            owner_id=owner_id,
            version=version,
            action=action,
            status=status,
            actor_id=self._operator_id if action in OF_REVIEWER else owner_id,
            account_id=None,
            note=note,
            faults=[*faults],
            at=self._calendar.at(at),
        )
        for change in compare({}, changes or {}):
            self._rows.add(ProductChange, version_id=version_id, **vars(change))

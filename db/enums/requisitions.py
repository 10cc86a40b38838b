"""Words of requisitions."""

from db.enums import DescribedEnum


class RequisitionStatus(DescribedEnum):
    """Whether a requisition waits for approval, or how it ended."""

    WAITING = "WAITING", "Somebody who may is to approve or decline it."
    APPROVED = "APPROVED", "It was approved, and its orders are placed."
    DECLINED = "DECLINED", "It was declined; nothing is ordered."
    WITHDRAWN = "WITHDRAWN", "It was taken back; nothing is ordered."


class RequisitionEventKind(DescribedEnum):
    """What happened to a requisition."""

    SUBMITTED = "SUBMITTED", "Somebody asks for approval."
    APPROVED = "APPROVED", "It was approved, and its orders were placed with that."
    DECLINED = "DECLINED", "It was declined."
    WITHDRAWN = "WITHDRAWN", "It was taken back."


class RequisitionOrder(DescribedEnum):
    """How a list is sorted."""

    NEWEST = "NEWEST", "The newest first."
    OLDEST = "OLDEST", "The oldest first."

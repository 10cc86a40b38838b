"""Words of negotiations."""

from db.enums import DescribedEnum


class NegotiationStatus(DescribedEnum):
    """Whose word a negotiation waits for, or how it ended."""

    WAITING_FOR_SELLER = "WAITING_FOR_SELLER", "The seller is to propose prices, or to agree."
    WAITING_FOR_BUYER = "WAITING_FOR_BUYER", "The buyer is to agree, or to propose others."
    AGREED = "AGREED", "Both sides agree; the seller offers at these prices."
    DECLINED = "DECLINED", "The seller has ended it without agreeing."
    WITHDRAWN = "WITHDRAWN", "The buyer has ended it without agreeing."


class NegotiationEventKind(DescribedEnum):
    """What happened to a negotiation."""

    ASKED = "ASKED", "The buyer has asked for prices."
    PROPOSED = "PROPOSED", "A side has proposed prices."
    AGREED = "AGREED", "The other side has agreed to what was proposed."
    ENDED = "ENDED", "A side does not go on."


class NegotiationOrder(DescribedEnum):
    """How a list is sorted."""

    NEWEST = "NEWEST", "The newest first."
    OLDEST = "OLDEST", "The oldest first."

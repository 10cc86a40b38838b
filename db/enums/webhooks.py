"""Words of webhooks."""

from db.enums import DescribedEnum


class WebhookStatus(DescribedEnum):
    """Whether a webhook's events are sent."""

    ACTIVE = "ACTIVE", "They are, as they come."
    FAILING = "FAILING", "The next one was not taken yet, and is tried again."
    PAUSED = "PAUSED", "They are not, until it is resumed."


class WebhookPause(DescribedEnum):
    """Why a webhook is paused."""

    ASKED = "ASKED", "It was asked for."
    GONE = "GONE", "The receiver answered 410 Gone."
    GAVE_UP = "GAVE_UP", "An event was tried in vain for three days."
    CURSOR_EXPIRED = (
        "CURSOR_EXPIRED",
        (
            "The events that come next are no longer kept: read the state anew together with"
            " `viewer.feedCursor`, and replay after that."
        ),
    )
    ACCESS_LOST = "ACCESS_LOST", "Whoever it acts for may no longer manage the party's webhooks."
    SECRET_UNREADABLE = (
        "SECRET_UNREADABLE",
        "The hub's own secret has changed: rotate the webhook's, and resume.",
    )

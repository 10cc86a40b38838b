"""What an address says."""

from dataclasses import asdict, dataclass
from typing import Any

from hub.domain.errors import ErrorCode, Faults, Refused
from hub.domain.iso import COUNTRIES


@dataclass(frozen=True)
class PostalAddress:
    """Where goods are sent; `lines` are street and number, and whatever else a carrier needs."""

    recipient: str
    lines: str
    city: str
    country: str
    phone: str | None = None
    region: str | None = None
    postcode: str | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of a row that holds it, which are named as its parts are."""
        return asdict(self)


def check_address(address: PostalAddress, *field: str) -> None:
    """See that a carrier could find it: who, where, and in which country there is.

    Raises:
        Refused: INVALID_INPUT, for each part that is blank or no country.
    """
    faults = Faults()
    for name in ("recipient", "lines", "city"):
        if not getattr(address, name).strip():
            faults.found.append(
                Refused(ErrorCode.INVALID_INPUT, f"An address says its {name}.", (*field, name))
            )
    if address.country not in COUNTRIES:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                f"{address.country} is no country of ISO 3166.",
                (*field, "country"),
            )
        )
    faults.raise_all()

"""Who can sign in to the demo world. Development only: everybody knows the password."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from db.enums.accounts import Role

DEMO_PASSWORD: Final = "demo"


class DemoAccount(NamedTuple):
    """An account of the demo world: its address, and what to call it in a list to pick from."""

    email: str
    label: str


DEMO_ACCOUNTS: Final[Sequence[DemoAccount]] = (
    DemoAccount("supplier@hub.demo", "Supplier · cosmetics"),
    DemoAccount("brand@hub.demo", "Brand · cosmetics"),
    DemoAccount("retailer@hub.demo", "Retailer · cosmetics"),
    DemoAccount("consumer@hub.demo", "Consumer · cosmetics"),
    DemoAccount("jeweller@hub.demo", "Supplier · jewellery"),
    DemoAccount("boutique@hub.demo", "Retailer · jewellery"),
    DemoAccount("collector@hub.demo", "Consumer · jewellery"),
    DemoAccount("operator@hub.demo", "Operator"),
)

# Colleagues of the brand's and the retailer's owner, for trying what each role may do.
STAFF_ROLES: Final[Sequence[Role]] = (Role.MANAGER, Role.BUYER, Role.WAREHOUSE, Role.ANALYST)
STAFFED: Final[Sequence[str]] = ("brand@hub.demo", "retailer@hub.demo")


def staff_email(owner_email: str, role: Role) -> str:
    """`brand@hub.demo` and BUYER make `brand.buyer@hub.demo`."""
    name, _, domain = owner_email.partition("@")
    return f"{name}.{role.value.lower()}@{domain}"

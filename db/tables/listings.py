"""What became of products on their way into the catalogue: every version of each."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.enums.catalogue import ListingAction, ListingCheck, ListingStatus
from db.lengths import DESCRIPTION, NOTE, TITLE
from db.types import Text, instant, key, words


class ProductVersion(SQLModel, table=True):
    """A step of a product, by whom and when. Rows are only ever added.

    `actor_id` is the party that took it, `account_id` the person, where one is known. `note` is
    what was said with it, and `faults` are the checks that a reviewer found not to be met.
    """

    __tablename__ = "product_versions"
    __table_args__ = (
        UniqueConstraint("product_id", "version"),
        CheckConstraint("version > 0", name="version_is_counted"),
    )

    id: UUID = key()
    product_id: UUID = Field(foreign_key="products.id")
    owner_id: UUID = Field(foreign_key="parties.id")
    version: int
    action: ListingAction = Field(sa_type=words(ListingAction))
    status: ListingStatus = Field(sa_type=words(ListingStatus))
    actor_id: UUID = Field(foreign_key="parties.id")
    account_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    note: str | None = Field(default=None, sa_type=Text(NOTE))
    faults: list[str] = Field(
        default_factory=list, sa_type=ARRAY(words(ListingCheck, checked=False))
    )
    at: datetime = instant()


class ProductChange(SQLModel, table=True):
    """What a version of a product says in other words than the one before it.

    `field` is a path: `name`, `name.zh`, `details.usage`, `skus.JAR-50.gtin`. What was not there
    `before`, or is not any more `after`, is null. All changes of a product up to a version, one
    after the other, are what it said then.
    """

    __tablename__ = "product_changes"
    __table_args__ = (CheckConstraint("before IS DISTINCT FROM after", name="something_changed"),)

    version_id: UUID = Field(primary_key=True, foreign_key="product_versions.id")
    field: str = Field(primary_key=True, sa_type=Text(TITLE))
    before: str | None = Field(default=None, sa_type=Text(DESCRIPTION))
    after: str | None = Field(default=None, sa_type=Text(DESCRIPTION))

"""Who signs in: accounts, their memberships in parties, invitations, and sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.enums.accounts import Role
from db.lengths import EMAIL, LANGUAGE, NAME, TOKEN
from db.types import Text, instant, key, lock_rank, words


class Account(SQLModel, table=True):
    """A person who signs in; the email in lower case, the password only as an argon2id hash."""

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("email"),
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
        lock_rank(50),
    )

    id: UUID = key()
    email: str = Field(sa_type=Text(EMAIL))
    name: str = Field(sa_type=Text(NAME))
    password_hash: str = Field(sa_type=Text(TOKEN))
    # Of texts in several languages the one that the person reads where a request says none.
    language: str | None = Field(default=None, max_length=LANGUAGE)
    created_at: datetime = instant()
    disabled_at: datetime | None = instant(default=None)


class Membership(SQLModel, table=True):
    """An account's role in one party."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("account_id", "party_id"),
        Index("ix_memberships_party_id", "party_id"),
        lock_rank(20),
    )

    id: UUID = key()
    account_id: UUID = Field(foreign_key="accounts.id")
    party_id: UUID = Field(foreign_key="parties.id")
    role: Role = Field(sa_type=words(Role))


class Invitation(SQLModel, table=True):
    """A role in a party that waits for whoever has the mail: open until accepted or withdrawn.

    `token_hash` is the SHA-256 of the token in the mail sent last; there is none before it is sent.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_is_lower_case"),
        CheckConstraint(
            "accepted_at IS NULL OR withdrawn_at IS NULL", name="is_accepted_or_withdrawn"
        ),
        UniqueConstraint("token_hash"),
        Index("ix_invitations_party_id", "party_id"),
        Index(
            "ix_invitations_open",
            "party_id",
            "email",
            unique=True,
            postgresql_where=text("accepted_at IS NULL AND withdrawn_at IS NULL"),
        ),
        lock_rank(30),
    )

    id: UUID = key()
    party_id: UUID = Field(foreign_key="parties.id")
    email: str = Field(sa_type=Text(EMAIL))
    role: Role = Field(sa_type=words(Role))
    invited_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    token_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    created_at: datetime = instant()
    expires_at: datetime = instant()
    accepted_at: datetime | None = instant(default=None)
    withdrawn_at: datetime | None = instant(default=None)


class PasswordReset(SQLModel, table=True):
    """Leave to set an account's password once; `token_hash` as of an invitation."""

    __tablename__ = "password_resets"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_password_resets_account_id", "account_id"),
        lock_rank(40),
    )

    id: UUID = key()
    account_id: UUID = Field(foreign_key="accounts.id")
    token_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    created_at: datetime = instant()
    expires_at: datetime = instant()
    used_at: datetime | None = instant(default=None)


class Session(SQLModel, table=True):
    """One signed-in membership: what access tokens name and what ends them all at once.

    `refresh_hash` is the SHA-256 of the one refresh token that is good now; `spent_hash` that of
    the one before it, spent at `spent_at`: its use some time later shows that it was stolen, and
    ends the session.
    """

    __tablename__ = "sessions"
    __table_args__ = (
        UniqueConstraint("refresh_hash"),
        Index("ix_sessions_spent_hash", "spent_hash"),
        Index("ix_sessions_membership_id", "membership_id"),
        lock_rank(60),
    )

    id: UUID = key()
    membership_id: UUID = Field(foreign_key="memberships.id")
    refresh_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    spent_hash: bytes | None = Field(default=None, sa_type=LargeBinary)
    spent_at: datetime | None = instant(default=None)
    created_at: datetime = instant()
    expires_at: datetime = instant()
    revoked_at: datetime | None = instant(default=None)

"""The whole model."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables of the first version."""
    _mail()
    _cases()
    _effects()


def _mail() -> None:
    _table("accounts", _text("name", unique=True), account=False)
    _table("meta", _text("key"), _text("value"), sa.UniqueConstraint("account_id", "key"))
    _table(
        "senders",
        _text("address"),
        _text("name"),
        _instant("refused_at", nullable=True),
        sa.UniqueConstraint("account_id", "address"),
    )
    _table(
        "messages",
        _text("fingerprint"),
        _text("message_id"),
        _instant("date", nullable=True),
        _instant("arrived"),
        _number("size"),
        _text("subject"),
        _reference("sender_id", "senders", nullable=True),
        _slug("outcome"),
        _slug("kind", nullable=True),
        _json("reasons"),
        _text("silent"),
        _flag("automatic"),
        _flag("authentic", nullable=True),
        _instant("recorded_at"),
        sa.UniqueConstraint("account_id", "fingerprint"),
        indexes=(("account_id", "message_id"),),
    )
    _table(
        "places",
        _text("folder"),
        _text("validity"),
        _text("uid"),
        _reference("message_id", "messages", nullable=True, ondelete="CASCADE"),
        _instant("arrived", nullable=True),
        _number("tries"),
        _instant("left_at", nullable=True),
        sa.UniqueConstraint("account_id", "folder", "validity", "uid"),
        indexes=(("message_id",),),
    )


def _cases() -> None:
    _table(
        "students",
        *(_text(name) for name in ("name", "curp", "nss", "control", "address")),
        indexes=(("account_id", "curp"), ("account_id", "nss")),
    )
    _table(
        "cases",
        _text("folio"),
        _number("year"),
        _number("number"),
        _reference("student_id", "students", nullable=True),
        _slug("kind"),
        _slug("state"),
        _json("reasons"),
        _json("missing"),
        _text("umf_wish"),
        _instant("opened_at"),
        *(_instant(name, nullable=True) for name in ("due_at", "reminded_at", "closed_at")),
        _reference("previous_id", "cases", nullable=True),
        _number("version"),
        sa.UniqueConstraint("account_id", "folio"),
        sa.UniqueConstraint("account_id", "year", "number"),
        indexes=(("account_id", "state"),),
    )
    _table(
        "case_messages",
        _reference("case_id", "cases", ondelete="CASCADE"),
        _reference("message_id", "messages", ondelete="CASCADE"),
        sa.UniqueConstraint("case_id", "message_id"),
        indexes=(("message_id",),),
        account=False,
    )
    _table(
        "readings",
        _reference("message_id", "messages", ondelete="CASCADE"),
        _reference("case_id", "cases", nullable=True, ondelete="CASCADE"),
        _reference("student_id", "students", nullable=True),
        _text("file"),
        _text("sha256"),
        _slug("document"),
        _json("body"),
        indexes=(("message_id",), ("case_id",), ("sha256",)),
    )
    _table(
        "crops",
        _reference("reading_id", "readings", ondelete="CASCADE"),
        _text("field"),
        _text("media"),
        sa.Column("image", sa.LargeBinary, nullable=False),
        indexes=(("reading_id",),),
    )
    _table(
        "events",
        _instant("at"),
        _text("who"),
        _text("what"),
        _text("detail"),
        _reference("case_id", "cases", nullable=True, ondelete="SET NULL"),
        _reference("message_id", "messages", nullable=True, ondelete="SET NULL"),
        indexes=(("case_id",),),
    )


def _effects() -> None:
    _table(
        "letters",
        _reference("case_id", "cases", nullable=True, ondelete="CASCADE"),
        _reference("answered_id", "messages", nullable=True),
        _slug("state"),
        *(_text(name) for name in ("template", "recipient", "subject", "text", "html")),
        _text("message_id"),
        _text("in_reply_to"),
        _json("references"),
        _instant("composed_at"),
        *(_instant(name, nullable=True) for name in ("due_at", "started_at", "sent_at", "drafted_at", "ended_at")),
        _flag("copy_due"),
        _number("tries"),
        _text("reason"),
        sa.UniqueConstraint("account_id", "message_id"),
        indexes=(("account_id", "state", "due_at"), ("account_id", "started_at"), ("case_id",)),
    )
    _table(
        "filings",
        _reference("message_id", "messages", ondelete="CASCADE"),
        _slug("folder", nullable=True),
        _flag("flag"),
        _slug("state"),
        _reference("place_id", "places", nullable=True),
        _instant("intended_at"),
        _instant("done_at", nullable=True),
        indexes=(("account_id", "state"), ("message_id",)),
    )
    _table(
        "movements",
        _reference("case_id", "cases", ondelete="CASCADE"),
        _reference("student_id", "students"),
        *(_text(name) for name in ("type", "registro", "file")),
        _instant("exported_at"),
        _flag("accepted", nullable=True),
        _text("reason"),
        indexes=(("case_id",),),
    )


def _table(
    name: str,
    *items: sa.Column[Any] | sa.UniqueConstraint,
    indexes: tuple[tuple[str, ...], ...] = (),
    account: bool = True,
) -> None:
    """A table with its key, its account and its indexes; constraints get the names of schema.Base."""
    owner = (_reference("account_id", "accounts"),) if account else ()
    op.create_table(name, sa.Column("id", sa.Integer, primary_key=True), *owner, *items)
    for columns in indexes:
        op.create_index(f"ix_{name}_{'_'.join(columns)}", name, list(columns))


def _text(name: str, *, unique: bool | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, unique=unique)


def _slug(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(40), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False)


def _flag(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean, nullable=nullable)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON, nullable=False)


def _reference(name: str, table: str, *, nullable: bool = False, ondelete: str | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id", ondelete=ondelete), nullable=nullable)

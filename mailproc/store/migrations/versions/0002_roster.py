"""The roster, and what it or a student's own words tell of the studies."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_INDEXED = ("curp", "nss", "control", "address")


def upgrade() -> None:
    """Add the roster; students get programme and semester."""
    for name in ("programme", "semester"):
        op.add_column("students", sa.Column(name, sa.Text, nullable=False, server_default=""))
    texts = ("control", "name", "curp", "nss", "address", "programme", "semester", "status")
    op.create_table(
        "roster",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("graduated", sa.Boolean, nullable=False),
    )
    for name in _INDEXED:
        op.create_index(op.f(f"ix_roster_account_id_{name}"), "roster", ["account_id", name])

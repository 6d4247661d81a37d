"""The officer's moves that still wait for their time of grace."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the moves."""
    op.create_table(
        "moves",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("message_id", sa.Integer, sa.ForeignKey("messages.id", ondelete="CASCADE"), nullable=False),
        sa.Column("folder", sa.String(40)),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("message_id", name=op.f("uq_moves_message_id")),
    )

"""What a letter carries besides its text: the digest's pictures and files."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the letters' parts."""
    op.create_table(
        "letter_parts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("letter_id", sa.Integer, sa.ForeignKey("letters.id", ondelete="CASCADE"), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "media", "content_id")),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index(op.f("ix_letter_parts_letter_id"), "letter_parts", ["letter_id"])

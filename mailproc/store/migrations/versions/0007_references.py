"""What is deleted is looked for in all rows that point to it: by index, not row by row."""

from alembic import op

revision = "0007"
down_revision = "0006"

POINTERS = (
    ("messages", "sender_id"),
    ("cases", "student_id"),
    ("cases", "previous_id"),
    ("readings", "student_id"),
    ("letters", "answered_id"),
    ("filings", "place_id"),
    ("movements", "student_id"),
    ("events", "message_id"),
)


def upgrade() -> None:
    """Add the indexes."""
    for table, column in POINTERS:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])

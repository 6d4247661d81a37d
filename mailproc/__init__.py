"""mailproc: works the mailbox of a university's IMSS affiliation officer.

The rooms, in the order of a letter's way: mailbox, message, documents, ocr, reading, cases, reply,
officer; store keeps what must outlast a restart. docs/architecture.md walks through them.
"""

__version__ = "0.1.0"

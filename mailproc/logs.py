"""Logs: one line an event on standard error, with folios, kinds and counts; never a name, address, NSS or CURP."""

import logging
import sys

import structlog

TALKATIVE = ("sqlalchemy", "imapclient", "alembic", "PIL", "rapidocr", "pdfminer", "extract_msg")
"""Libraries that would log what they handle (rows, whole messages) to whoever listens below a warning."""


def configure(*, quiet: bool = False) -> None:
    """Set structlog up. `quiet`: warnings only, for commands that talk to a person."""
    level = logging.WARNING if quiet else logging.INFO
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    journal: structlog.typing.Processor = structlog.processors.KeyValueRenderer(key_order=["level", "event"])
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            plain if sys.stderr.isatty() else journal,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)

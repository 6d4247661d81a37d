"""Mail in Junk that may be a student's constancia: counted for the digest, by header and size alone. Nothing there is
opened, marked or moved: what the server took for junk may be dangerous, and she decides.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from mailproc.config import Settings
from mailproc.errors import MailprocError, MessageGone, MessageRefused
from mailproc.mailbox.base import Envelope, Mailbox
from mailproc.message.model import Message
from mailproc.message.parse import parse
from mailproc.reading.folding import fold
from mailproc.store import meta
from mailproc.store.opening import Store

log = structlog.get_logger()

WEEK = timedelta(days=7)
MOST = 500
"""Headers that are looked at, the newest: junk comes in floods."""
SMALLEST = 10_000
"""Bytes; the smallest constancia has more."""
_WORDS = re.compile(r"constancia|vigencia|derechos?\b|afiliaci|\bimss\b")
"""Of the notice that tells students what to send, accents and capitals apart."""
_CARRIES = re.compile(r"multipart/(mixed|related)|application/(pdf|octet-stream)|image/", re.IGNORECASE)


def count_junk(store: Store, settings: Settings, opened: Callable[[], Mailbox], *, now: datetime) -> int:
    """How many messages that came since the last digest (or in a week) look like a constancia: from a student's address
    or with a word for it in the subject, and with something attached by their form. 0 where it cannot be told; `opened`
    gives a mailbox."""
    last = meta.instant(store, meta.Key.LAST_DIGEST)
    since = max(last, now - WEEK) if last is not None and last <= now else now - WEEK
    try:
        with opened() as mailbox:
            found = mailbox.recent(mailbox.special("Junk"), since=since)[-MOST:]
            return sum(_likely(mailbox, envelope, settings) for envelope in found)
    except MailprocError as error:
        log.warning("Junk cannot be looked into", reason=str(error))
        return 0


def _likely(mailbox: Mailbox, envelope: Envelope, settings: Settings) -> bool:
    if envelope.size < SMALLEST:
        return False
    try:
        header = parse(mailbox.fetch_header(envelope.place), arrived=envelope.arrived, truncated=True)
        return _speaks(header, settings)
    except (MessageGone, MessageRefused):
        return False
    except MailprocError:
        raise
    except Exception as error:  # noqa: BLE001 - one bad header of a stranger's keeps no digest
        log.warning("a message in Junk cannot be read", error=type(error).__name__)
        return False


def _speaks(header: Message, settings: Settings) -> bool:
    speaks = _is_students(header, settings) or _WORDS.search(fold(header.subject).lower()) is not None
    return speaks and not _is_ours(header, settings) and _CARRIES.match(header.header("Content-Type")) is not None


def _is_students(header: Message, settings: Settings) -> bool:
    domain = header.sender.domain if header.sender else ""
    return domain in {one.lower() for one in settings.institution.student_domains}


def _is_ours(header: Message, settings: Settings) -> bool:
    return header.sender is not None and header.sender.address in settings.own_addresses

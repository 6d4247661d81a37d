"""Whose mail this is by its origin alone: a person's, or the officer's own affairs (`ajeno`).

`automatic` and `origin` never both claim a message: answers of machines (auto-replies, bounces) are
`automatico` and filed; what a machine or a list sends of itself, invitations, receipts and her own mail are
`ajeno` and stay where they are, unread. In doubt between the two a message stays.
"""

import re
from collections.abc import Collection
from enum import StrEnum

from mailproc.message.headers import addresses
from mailproc.message.machines import unattended
from mailproc.message.model import Message
from mailproc.message.quoted import separate

MARK = "X-Mailproc"
"""The header field that everything this program sends carries; its first word tells what it is."""

IDENTITY = "X-Mailproc-Id"
"""The header field that repeats our Message-ID: some servers give what they send another."""

DIGEST_MARKS = frozenset({"digest", "alarm"})
"""First words of the mark on mail to the officer herself; any other word marks a letter."""

_NOBODY_READS = re.compile(
    r"no (responda|respondas|conteste|contestes|responder|contestar) (a )?este (correo|mensaje|e-?mail)",
    re.IGNORECASE,
)
_LIST_FIELDS = ("List-Id", "List-Unsubscribe", "List-Post", "List-Help", "Mailing-List")
_MACHINE_FIELDS = (
    *("X-RT-Loop-Prevention", "RT-Ticket", "X-OTRS-Loop", "X-Zendesk-From-Account-Id", "X-Zammad-Ticket-Id"),
    *("X-Freshdesk-Ticket-Id", "X-Jira-Fingerprint", "X-GitHub-Reason", "X-Redmine-Host", "X-GLPI-UID"),
    *("X-Cron-Env", "X-FC-MachineGenerated", "X-Moodle-Originating-Script"),
)
# At the very start, where a ticket system puts it: "Re: [Ticket #12]" is a person's answer.
_TICKET_SUBJECT = re.compile(r"\s*\[[^\]]{0,40}(ticket|#)\s*[:#]?\s*\d+\]", re.IGNORECASE)
_MEETING = re.compile(rb"^METHOD:(REQUEST|REPLY|CANCEL|PUBLISH|COUNTER|ADD|REFRESH)\b", re.I | re.M)


class Origin(StrEnum):
    """Everything but PERSON is `ajeno`: left in the inbox, unread, untouched, without a letter.

    DIGEST        this program's own digest or alarm to the officer
    OWN           From is the mailbox, the officer or an alias of hers: true or forged, no letter goes
    LIST          a mailing list, newsletter or other bulk mail
    CALENDAR      an invitation, its answer or cancellation (RFC 5546)
    RECEIPT       a read receipt (RFC 8098), asked for by her own mail program
    NOTIFICATION  a machine's own message, not an answer: no-reply senders, ticket systems, cron
    """

    PERSON = "person"
    DIGEST = "digest"
    OWN = "own"
    LIST = "list"
    CALENDAR = "calendar"
    RECEIPT = "receipt"
    NOTIFICATION = "notification"

    @property
    def reason(self) -> str:
        """One short Spanish phrase for the officer; "" for PERSON."""
        return _REASONS[self]


_REASONS = {
    Origin.PERSON: "",
    Origin.DIGEST: "es el resumen o un aviso de este programa",
    Origin.OWN: "el remitente es el propio buzón o la encargada",
    Origin.LIST: "viene de una lista o es un boletín",
    Origin.CALENDAR: "es una invitación de calendario",
    Origin.RECEIPT: "es una confirmación de lectura",
    Origin.NOTIFICATION: "es una notificación de un sistema",
}


def origin(message: Message, *, own_addresses: Collection[str]) -> Origin:
    """Where the message comes from, by its headers and the kinds of its parts; the words do not count.

    `own_addresses`: the mailbox, the officer and her aliases, in any case. A forged From of hers is OWN too.
    """
    own = {address.lower() for address in own_addresses}
    checks = (
        (Origin.DIGEST, mark(message) in DIGEST_MARKS),
        (Origin.OWN, any(writer.address in own for writer in addresses(message.all("from")))),
        (Origin.RECEIPT, report_type(message) == "disposition-notification"),
        (Origin.CALENDAR, _is_calendar(message)),
        (Origin.LIST, _is_list(message)),
        (Origin.NOTIFICATION, _is_notification(message)),
    )
    return next((where for where, holds in checks if holds), Origin.PERSON)


def mark(message: Message) -> str:
    """The first word of X-Mailproc, lower case: whether and as what this program sent it; "" where absent."""
    words = re.findall(r"[a-z0-9_-]+", message.header(MARK).lower())
    return words[0] if words else ("?" if message.all(MARK) else "")


def report_type(message: Message) -> str:
    """The report-type of a multipart/report (RFC 6522), lower case; "report" where it names none, "" for
    any other message. A bare disposition-notification counts as what it reports."""
    value = message.header("content-type").lower()
    if value.startswith("message/disposition-notification"):
        return "disposition-notification"
    if value.startswith("message/delivery-status"):
        return "delivery-status"
    if not value.startswith("multipart/report"):
        return ""
    found = re.search(r'report-type\s*=\s*"?([a-z-]+)', value)
    return found.group(1) if found else "report"


def auto_submitted(message: Message) -> str:
    """The keyword of Auto-Submitted (RFC 3834 5), lower case, without comment and parameters; "" where absent."""
    found = re.match(r"\s*(?:\([^)]*\)\s*)?([a-z-]+)", message.header("auto-submitted").lower())
    return found.group(1) if found else ""


def precedence(message: Message) -> str:
    """The value of Precedence, lower case (no standard, widely set; RFC 3834 refers to it)."""
    return message.header("precedence").strip().lower()


def from_no_reply(message: Message) -> bool:
    """Whether the sender's local part says that nobody reads answers."""
    return bool(message.sender and unattended(message.sender.address.partition("@")[0]))


def from_imss(message: Message) -> bool:
    """The institute's own systems and offices: no student writes from there."""
    return bool(message.sender and re.search(r"(^|\.)imss\.gob\.mx$", message.sender.domain))


def has_list_fields(message: Message) -> bool:
    """A mailing list's fields (RFC 2369, RFC 2919)."""
    return any(message.all(name) for name in _LIST_FIELDS)


def _is_list(message: Message) -> bool:
    return has_list_fields(message) or precedence(message) in ("list", "bulk", "junk")


def _is_notification(message: Message) -> bool:
    return (
        auto_submitted(message) in ("auto-generated", "auto-notified")
        or from_no_reply(message)
        or from_imss(message)
        or _asks_for_no_answer(message)
        or report_type(message) not in ("", "report", "delivery-status", "disposition-notification")
        or any(message.all(name) for name in _MACHINE_FIELDS)
        or (_TICKET_SUBJECT.match(message.subject) is not None and not message.attachments)
    )


def _asks_for_no_answer(message: Message) -> bool:
    """In its own words: whoever passes such a notice on is a person."""
    spoken = separate(message.subject, message.text)
    own = spoken.own if spoken.forwarded else message.text
    return _NOBODY_READS.search(own[-2000:]) is not None


def _is_calendar(message: Message) -> bool:
    if message.header("content-class").strip().lower() == "urn:content-classes:calendarmessage":
        return True
    if message.header("content-type").lower().startswith("text/calendar"):
        return True
    files = [file for file in message.attachments if not file.inline]
    invitations = [file for file in files if _is_invitation(file.declared_type, file.name, file.content)]
    # An invitation's part is text/calendar; a lone .ics file is one too, beside others it is just a file.
    return any(file.declared_type == "text/calendar" for file in invitations) or (
        bool(invitations) and len(invitations) == len(files)
    )


def _is_invitation(declared: str, name: str, content: bytes) -> bool:
    named = declared in ("text/calendar", "application/ics") or name.lower().endswith(".ics")
    return (
        named and content.lstrip()[:15].upper() == b"BEGIN:VCALENDAR" and bool(_MEETING.search(content[:20_000]))
    )

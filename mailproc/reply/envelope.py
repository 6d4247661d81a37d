"""From a letter to the bytes that go: headers, alternatives, our mark. The same bytes on every try but for Date.

The envelope sender is the mailbox itself (Microsoft 365 refuses the null sender, and bounces must come back);
RFC 3834 sections 3.1.7 and 5 for Auto-Submitted, RFC 5322 sections 2.1.1 and 3.6.4 for lines and threads.
"""

import hashlib
import hmac
import re
import unicodedata
from datetime import datetime
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.header import Header
from email.message import Message as Mime
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime, formataddr

from mailproc.config import Settings
from mailproc.message.origin import IDENTITY, MARK
from mailproc.reply.model import Letter, Part, letter_mark

SUBJECT_LENGTH = 250
REFERENCES = 20
"""Message-IDs kept in References: the thread's first and its last ones (RFC 5322 lets long lists be cut)."""

_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
# RFC 2047 section 2 allows encoded words of 75 characters; the library's default makes some of 77.
_LINE = 74
_UTF8 = Charset("utf-8")
_UTF8.header_encoding = QP
_UTF8.body_encoding = QP
# The old policy keeps long Message-IDs whole; the new one breaks or encodes them.
_POLICY = compat32.clone(linesep="\r\n")


def letter_id(secret: bytes, folio: str, template: str, domain: str, *, occasion: str = "") -> str:
    """Our Message-ID for a letter, with its brackets: the same on every try, and nobody can guess it.

    `occasion` tells letters of one folio and template apart: the fingerprint of the message answered, the date of
    a digest.
    """
    words = "\0".join((folio, template, occasion)).encode()
    key = hmac.new(secret, words, hashlib.sha256).hexdigest()[:32]
    return f"<{folio.lower() or template}.{key}@{domain}>"


def envelope(letter: Letter, settings: Settings, *, date: datetime, draft: bool = False) -> bytes:
    """The letter as it goes, lines ended by CRLF. `date` is aware; a draft is not marked as automatic, since the
    officer sends it herself."""
    mime = _body(letter)
    mime["From"] = _from(settings)
    mime["To"] = letter.recipient
    mime["Subject"] = _folded("Subject", _line(letter.subject)[:SUBJECT_LENGTH])
    mime["Date"] = format_datetime(date.astimezone(settings.zone))
    mime["Message-ID"] = letter.message_id
    if _MESSAGE_ID.fullmatch(letter.in_reply_to):
        mime["In-Reply-To"] = letter.in_reply_to
    references = _references(letter)
    if references:
        mime["References"] = references
    if not draft:
        mime["Auto-Submitted"] = "auto-generated" if letter.for_officer else "auto-replied"
        mime["X-Auto-Response-Suppress"] = "All"
    mime[MARK] = letter_mark(letter.template)
    mime[IDENTITY] = letter.message_id
    return mime.as_bytes(policy=_POLICY)


def _body(letter: Letter) -> Mime:
    """Text alone, or text and HTML as alternatives (RFC 2046 section 5.1.4: the best one last), the HTML with its
    pictures (RFC 2387), and files after all that."""
    body = _part("plain", letter.text)
    if letter.html:
        html = _part("html", letter.html)
        pictures = [_file(part) for part in letter.parts if part.content_id]
        body = _several(letter, "alternative", [body, _several(letter, "related", [html, *pictures])])
    return _several(letter, "mixed", [body, *(_file(part) for part in letter.parts if not part.content_id)])


def _several(letter: Letter, subtype: str, parts: list[Mime]) -> Mime:
    """The parts as one; a single part needs no cover."""
    if len(parts) == 1:
        return parts[0]
    # A boundary made from the Message-ID instead of chance keeps the bytes the same.
    boundary = "=_" + hashlib.sha256(f"{subtype} {letter.message_id}".encode()).hexdigest()[:32]
    return MIMEMultipart(subtype, boundary, parts)


def _file(part: Part) -> Mime:
    mime = MIMENonMultipart(*part.media.split("/", 1))
    mime.set_payload(part.content)
    encode_base64(mime)
    mime.add_header("Content-Disposition", "inline" if part.content_id else "attachment", filename=part.name)
    if part.content_id:
        mime["Content-ID"] = f"<{part.content_id}>"
    return mime


def _part(subtype: str, text: str) -> Mime:
    part = MIMENonMultipart("text", subtype)
    part.set_payload(text, _UTF8)
    return part


def _from(settings: Settings) -> str:
    name = _line(settings.institution.short_name or settings.institution.name)
    if name.isascii():
        return _folded("From", formataddr((name, settings.address)))
    header = Header(name, _UTF8, maxlinelen=_LINE, header_name="From")
    header.append(f"<{settings.address}>", "us-ascii")
    return header.encode()


def _folded(name: str, text: str) -> str:
    """In lines, and in encoded words (RFC 2047) of at most 75 characters where it is not plain ASCII."""
    plain = text.isascii() and "=?" not in text
    return Header(text, "us-ascii" if plain else _UTF8, maxlinelen=_LINE, header_name=name).encode()


def _line(text: str) -> str:
    """One line without control and format characters: nothing in it can end a header or turn the writing."""
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return " ".join("".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Cs", "Co")).split())


def _references(letter: Letter) -> str:
    """The thread's Message-IDs, the answered one last, each once; broken ones are left out."""
    ids = [item for item in letter.references if _MESSAGE_ID.fullmatch(item)]
    if _MESSAGE_ID.fullmatch(letter.in_reply_to):
        ids = [item for item in ids if item != letter.in_reply_to] + [letter.in_reply_to]
    ids = list(dict.fromkeys(ids))
    if len(ids) > REFERENCES:
        ids = ids[:1] + ids[1 - REFERENCES :]
    return " ".join(ids)

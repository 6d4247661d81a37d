"""Header fields to plain values: unfolded, decoded where RFC 2047 allows it, without control characters."""

import re
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

from mailproc.message.charsets import decoded
from mailproc.message.model import Address

MALFORMED = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, MessageError)
"""What the standard library's mail functions raise on malformed input (found by fuzzing)."""

MAX_FIELD = 32_768
MAX_DECODED = 4_096  # decode_header takes quadratic time on unclosed encoded words

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
_SURROGATES = range(0xD800, 0xE000)
_ONE_LINE: dict[int, str] = dict.fromkeys(_CONTROLS, " ") | dict.fromkeys((*map(ord, _BIDI), *_SURROGATES), "")
_MANY_LINES = {code: to for code, to in _ONE_LINE.items() if code not in (0x09, 0x0A)}
_ANGLED = re.compile(r"<([^<>\s]{1,900})>")
_BARE_ID = re.compile(r"[^<>\s]{1,450}@[^<>\s]{1,450}")
_ADDRESS = re.compile(r"[^\s@<>()\[\]\",;:\\]{1,64}@[^\s@<>()\[\]\",;:\\]{1,250}")
_UNSTRUCTURED = frozenset({"subject", "comments", "keywords", "thread-topic"})


def clean_line(text: str) -> str:
    """One line for display: no control, bidi or line-break characters, single spaces."""
    return " ".join(text.translate(_ONE_LINE).split())


def clean_text(text: str) -> str:
    """Many lines for display: line breaks as "\\n", no other control and no bidi characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_MANY_LINES)


def raw_text(value: str) -> str:
    """A raw field as the parser gives it (stray bytes as surrogates) to real characters, unfolded."""
    value = value[:MAX_FIELD]
    if not value.isascii():
        value = decoded(value.encode("utf-8", "surrogateescape"), "utf-8")[0]
    return clean_line(value)


def unencoded(value: str) -> str:
    """Encoded words (RFC 2047) of an unstructured field or a display name to text."""
    value = raw_text(value)
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value[:MAX_DECODED])
    except MALFORMED:
        return value
    return clean_line(
        "".join(
            piece if isinstance(piece, str) else decoded(piece, charset or "utf-8")[0] for piece, charset in pieces
        )
    )


def field(name: str, value: str) -> str:
    """A field's value for `Message.headers`.

    Only unstructured fields are decoded (RFC 2047 5): decoding an address or an authentication result
    could put commas and semicolons where the sender wants them.
    """
    return unencoded(value) if name.lower() in _UNSTRUCTURED or name.lower().startswith("x-") else raw_text(value)


def addresses(values: tuple[str, ...]) -> tuple[Address, ...]:
    """The mailboxes of address fields. One that cannot be written to has address "".

    Names are decoded after the list is taken apart, so that an encoded comma or address stays a name.
    """
    found: list[Address] = []
    for value in values:
        text = raw_text(value)
        try:
            pairs = getaddresses([text])
        except MALFORMED:
            pairs = [(text, "")]
        for name, address in pairs:
            plain = _checked(address, text)
            if plain or name.strip() or address:
                found.append(Address(unencoded(name)[:200], plain))
    return tuple(found)


def _checked(address: str, field_text: str) -> str:
    """The address lower-cased if it is one and stands whole in the field, else "".

    `getaddresses` of older Python versions glues pieces together (CVE-2023-27043).
    """
    if not _ADDRESS.fullmatch(address):
        return ""
    whole = re.search(r"(?<![^\s<,;:])" + re.escape(address) + r"(?![^\s>,;(])", field_text)
    return address.lower() if whole else ""


def message_ids(value: str) -> tuple[str, ...]:
    """All Message-IDs of a field, with their angle brackets."""
    return tuple(f"<{inner}>" for inner in _ANGLED.findall(raw_text(value)))


def message_id(value: str) -> str:
    """The one Message-ID of a field with its angle brackets, added if they lack; "" where broken."""
    text = raw_text(value)
    if found := _ANGLED.search(text):
        return found.group()
    return f"<{text}>" if _BARE_ID.fullmatch(text) else ""


def date(value: str) -> datetime | None:
    """A Date field in UTC (RFC 5322 3.3; "-0000" and no zone count as UTC), None where broken."""
    try:
        moment = parsedate_to_datetime(raw_text(value))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except MALFORMED:
        return None

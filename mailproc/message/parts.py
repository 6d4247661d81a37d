"""The tree of MIME parts to one text and a list of files."""

import binascii
import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Mime
from email.policy import Compat32
from typing import Any

from mailproc.message.bounds import bounded
from mailproc.message.charsets import decoded
from mailproc.message.headers import MALFORMED, clean_line, clean_text, unencoded
from mailproc.message.markup import text_of_html
from mailproc.message.model import Attachment
from mailproc.message.tnef import SIGNATURE, NotTnef, enclosed_in

FORWARDED = "---------- Forwarded message ---------"
"""The line put above the text of a message that was forwarded as an attachment."""

MAX_TEXT = 100_000  # characters, of one message
MAX_NAME = 150  # characters, of a file name; the extension is kept
MAX_WRAPPED = 5  # messages inside messages that need a parser of their own
MAX_CONTENT_FIELD = 4_096  # parameters take quadratic time in the standard library
MAX_FIELD = 65_536
MAX_FIELDS = 2_000  # of one part; those of the message itself are counted by `bounds`

# Signatures, and the machine's part of reports: nobody's file.
_NO_FILES = re.compile(
    r"application/(x-)?(pkcs7|pgp)-signature|text/rfc822-headers|message/(global-)?(delivery|disposition)\S*"
)
# Exchange and Apple Mail name the pieces of text after an attachment like this.
_TEXT_PIECE = re.compile(r"ATT\d{5}\.(txt|html?)", re.IGNORECASE)
_FOOTER = re.compile(r"\n[ \t\r]*\n(?=[^\n]*[^A-Za-z0-9+/=\s])")  # what a list writes below the encoded lines
_BASE64_JUNK = re.compile(rb"[^A-Za-z0-9+/]+")


class _Part(Mime):
    """A part whose text is left as it came, stray bytes as surrogates: the library would decode it unasked, by any
    codec that the sender names, and some of these raise, or take hours (punycode). It has MAX_FIELDS fields at most."""

    _payload: object

    def set_raw(self, name: str, value: Any) -> None:
        """Keeps a field, where there are not too many: each question to a part looks through them all."""
        if len(self) < MAX_FIELDS:
            super().set_raw(name, value)

    def get_payload(self, i: int | None = None, decode: bool = False) -> Any:
        """The parts in it, or its text; with `decode` its bytes."""
        if i is None and not decode:
            return self._payload
        return super().get_payload(i, decode)  # type: ignore[call-overload]


class _Bounded(Compat32):
    """The tolerant policy, with fields cut to a length that their parsers can stand."""

    message_factory = _Part

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[: MAX_CONTENT_FIELD if name.lower().startswith("content-") else MAX_FIELD]

    def header_fetch_parse(self, name: str, value: str) -> str:
        if not value.isascii():  # stray bytes, which the base class would replace by question marks
            value = decoded(value.encode("utf-8", "surrogateescape"), "utf-8")[0]
        return str(super().header_fetch_parse(name, value))


@dataclass(slots=True)
class Harvest:
    """What a part holds. `plain` tells whether all of `texts` was text/plain."""

    texts: list[str] = field(default_factory=list)
    plain: bool = True
    forwarded: list[str] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The sender's text, then that of messages forwarded as attachments."""
        whole = "\n".join(text.strip("\n") for text in self.texts if text.strip())
        for other in self.forwarded:
            whole += f"\n\n{FORWARDED}\n{other}"
        return clean_text(whole).strip()[:MAX_TEXT]

    def take(self, other: "Harvest") -> None:
        """Append another part's harvest."""
        self.texts += other.texts
        self.plain = self.plain and (other.plain or not other.texts)
        self.forwarded += other.forwarded
        self.files += other.files
        self.problems += other.problems


def tree(raw: bytes) -> tuple[Mime, tuple[str, ...]]:
    """The parsed tree within the limits of `bounds`, and the codes of what was cut."""
    raw, problems = bounded(raw)
    return message_from_bytes(raw, policy=_Bounded()), problems


def harvest(part: Mime, *, wrapped: int = 0) -> Harvest:
    """Texts and files of a part and everything in it. `wrapped` counts the messages around it."""
    found = _harvested(part, wrapped)
    if len(part) >= MAX_FIELDS:
        found.problems.append("header")
    return found


def _harvested(part: Mime, wrapped: int) -> Harvest:
    kind = content_type(part)
    payload = part.get_payload()
    if kind.startswith("message/") and not _NO_FILES.fullmatch(kind):
        return _of_message(part, kind, wrapped)
    if isinstance(payload, list):
        children = [harvest(child, wrapped=wrapped) for child in payload if isinstance(child, Mime)]
        if _NO_FILES.fullmatch(kind):
            return Harvest()
        return _of_alternatives(children) if kind == "multipart/alternative" else _of_all(children)
    return _of_leaf(part, kind, wrapped)


def content_type(part: Mime) -> str:
    """The declared type, lower case; text/plain where there is none (RFC 2045 5.2)."""
    try:
        return part.get_content_type()
    except MALFORMED:
        return "application/octet-stream"


def _of_all(children: list[Harvest]) -> Harvest:
    whole = Harvest()
    for child in children:
        whole.take(child)
    return whole


def _of_alternatives(children: list[Harvest]) -> Harvest:
    """The plain version if it says anything, else the last that does; files from all (Apple Mail puts the
    PDF beside the HTML), each once."""
    speaking = [child for child in children if any(text.strip() for text in child.texts)]
    chosen = next((child for child in speaking if child.plain), speaking[-1] if speaking else Harvest())
    whole = _of_all(children)
    whole.texts, whole.plain = chosen.texts, chosen.plain
    whole.files = list(dict.fromkeys(whole.files))
    return whole


def _of_message(part: Mime, kind: str, wrapped: int) -> Harvest:
    """A forwarded message: its files are files of this one, its text is somebody else's."""
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(inner, Mime):
        return Harvest()
    if kind not in ("message/rfc822", "message/global"):
        return Harvest(problems=["parts"])
    if _encoding(part) == "base64":  # forbidden (RFC 2046 5.2.1), and done
        text = inner.get_payload()
        return _of_wrapped(_from_base64(text, [])[0] if isinstance(text, str) else b"", wrapped)
    return _as_forwarded(inner, harvest(inner, wrapped=wrapped))


def _of_wrapped(content: bytes, wrapped: int) -> Harvest:
    if wrapped >= MAX_WRAPPED:
        return Harvest(problems=["depth"])
    inner, problems = tree(content)
    found = _as_forwarded(inner, harvest(inner, wrapped=wrapped + 1))
    found.problems += problems
    return found


def _as_forwarded(inner: Mime, found: Harvest) -> Harvest:
    subject = unencoded(str(inner.get("subject", "")))
    text = "\n".join((subject, *found.texts))
    return Harvest(forwarded=[text, *found.forwarded], files=found.files, problems=found.problems)


def _of_leaf(part: Mime, kind: str, wrapped: int) -> Harvest:
    problems: list[str] = []
    name = file_name(part)
    disposition = _disposition(part)
    content = _content(part, problems)
    if kind.startswith("multipart/"):  # a boundary that is absent or never comes
        problems.append("parts")
    textual = kind in ("text/plain", "text/html") or kind.startswith("multipart/")
    if textual and (_TEXT_PIECE.fullmatch(name) or (not name and disposition != "attachment")):
        text, right = decoded(content, _charset(part))
        if not right:
            problems.append("charset")
        if kind == "text/html":
            return Harvest(texts=[text_of_html(text)], plain=False, problems=problems)
        return Harvest(texts=[text], problems=problems)
    if _NO_FILES.fullmatch(kind) or not (content or name or disposition == "attachment"):
        return Harvest(problems=problems)
    if name.lower().endswith(".eml") and content.strip():
        return _of_wrapped(content, wrapped)
    if content.startswith(SIGNATURE) and (unwrapped := _from_winmail(content)) is not None:
        return Harvest(files=unwrapped, problems=problems)
    inline = disposition == "inline" or (not disposition and "content-id" in part)
    return Harvest(files=[Attachment(name, kind, content, inline)], problems=problems)


def _from_winmail(content: bytes) -> list[Attachment] | None:
    """What Outlook wrapped: often only how its text looks, and then no file; None where it cannot be told."""
    try:
        return [
            Attachment(_plain_name(file.name), "application/octet-stream", file.content)
            for file in enclosed_in(content)
        ]
    except NotTnef:
        return None


def file_name(part: Mime) -> str:
    """The file's name: RFC 2231, RFC 2047 in quotes (not allowed, and common), or only in Content-Type.

    No path, no control or bidi characters; "" where there is none.
    """
    try:
        name = part.get_filename() or ""
    except MALFORMED:
        name = ""
    return _plain_name(unencoded(name))


def _plain_name(name: str) -> str:
    name = re.split(r"[/\\]", name)[-1].strip()
    if len(name) > MAX_NAME:
        stem, dot, extension = name.rpartition(".")
        name = stem[: MAX_NAME - 11] + dot + extension[:10] if dot else name[:MAX_NAME]
    return clean_line(name)


def _disposition(part: Mime) -> str:
    try:
        return (part.get_content_disposition() or "").strip()
    except MALFORMED:
        return ""


def _charset(part: Mime) -> str:
    try:
        return str(part.get_param("charset", "")).strip("'\" ")
    except MALFORMED:
        return ""


def _encoding(part: Mime) -> str:
    return str(part.get("content-transfer-encoding", "")).strip().lower()


def _content(part: Mime, problems: list[str]) -> bytes:
    payload = part.get_payload()
    if isinstance(payload, str) and _encoding(part) == "base64":
        content, right = _from_base64(payload, problems)
        return content if right or content else payload.encode("utf-8", "surrogateescape")
    try:
        other = part.get_payload(decode=True)
    except MALFORMED:
        other = None
    if isinstance(other, bytes):
        return other
    return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def _from_base64(text: str, problems: list[str]) -> tuple[bytes, bool]:
    """As many bytes as there are, and whether none is missing; a list's footer below the padding is left out."""
    footer = _FOOTER.search(text)
    whole = text[: footer.start()] if footer else text
    letters, padding, rest = whole.encode("ascii", "replace").partition(b"=")
    clean = _BASE64_JUNK.sub(b"", letters)
    missing = -len(clean) % 4
    right = (not missing or bool(padding)) and missing != 3
    if not right:
        problems.append("base64")
    if missing == 3:  # one letter is six bits: no byte
        clean, missing = clean[:-1], 0
    content = binascii.a2b_base64(clean + b"=" * missing)
    more = rest.lstrip(b"=\r\n\t ")
    if re.match(rb"[A-Za-z0-9+/]{40}", more):  # two encoded pieces one after the other
        following, also = _from_base64(more.decode("ascii"), problems) if more.count(b"=") < 50 else (b"", False)
        return content + following, right and also
    return content, right

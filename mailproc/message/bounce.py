"""What a bounce says: which message of ours came back, from whom, and whether for good.

RFC 3464 reports, and the plain forms: qmail's QSBMF, Exim, Gmail, older Exchange, as far as they name the addresses and
return the header. Whose bounce it is (an own letter's, by a Message-ID that nobody can guess) is not decided here.
"""

import re
from collections.abc import Iterator
from email import message_from_string
from email.message import Message as Mime

from mailproc.message import headers, status
from mailproc.message.machines import daemon, postmaster
from mailproc.message.model import Bounce, Fate

MAX_RECIPIENTS = 50
MAX_RETURNED = 20_000  # characters of a returned header, and of a plain bounce that are looked at
_REPORT = ("message/delivery-status", "message/global-delivery-status")
_HEADERS = ("text/rfc822-headers", "message/global-headers")
_MESSAGES = ("message/rfc822", "message/global")

# Servers that give a letter a Message-ID of their own keep ours in such a field; our mark holds it, too.
_IDENTITIES = ("message-id", "x-mailproc-id", "x-microsoft-original-message-id", "x-google-original-message-id")
# Quotation stays within its line: over many that hold nothing else, a search from each would go to the end.
_QUOTED = r"^(?:>|[^\S\n])*"
_RETURNED = re.compile(
    rf"{_QUOTED}(?:return-path|received|message-id|x-mailproc(?:-id)?):", re.IGNORECASE | re.MULTILINE
)
_IDENTITY = re.compile(
    rf"{_QUOTED}(?:{'|'.join(_IDENTITIES)}):[^<>\n]*\n?[^<>\n]*(<[^<>\s]+>)", re.IGNORECASE | re.M
)
# Plain forms give an address a line of its own, or begin the line that says why with it.
_NAMED = re.compile(
    r"^[ \t>*•-]*(?:mailto:)?<?([^\s<>@:;,\"()]{1,64}@[^\s<>@:;,\"()]{1,250})>?(?:[ \t]*$|:|[ \t]\()", re.M
)
_ADDRESS = re.compile(r"[^\s<>@:;,\"()]{1,64}@[^\s<>@:;,\"()]{1,250}")
BOUNCE_SUBJECT = re.compile(
    r"(undeliver(ed|able)|returned mail|mail delivery (failed|failure|system)|delivery (status notification|"
    r"failure|has failed|delayed)|failure notice|delivery problem|mail system error|warning: could not send|"
    r"no se puede entregar|no se pudo entregar|no entregado|correo devuelto|mensaje no entregado|"
    r"error (de|en la) entrega|notificaci[oó]n de estado de (la )?entrega|retraso en la entrega)",
    re.IGNORECASE,
)
_DELAYED = re.compile(
    r"delay|retras|demor|warning|will be retried|still (?:be )?try|not yet been|reintent|sigue intentando",
    re.IGNORECASE,
)


def read(root: Mime, text: str) -> Bounce | None:
    """What this message says as a bounce, None where it is none. `text` is what it says to a person. Bounded time."""
    parts = list(_parts(root))
    reports = [part for part in parts if part.get_content_type() in _REPORT]
    told = ", ".join(headers.raw_text(str(value)) for value in root.get_all("x-failed-recipients", []))
    text = text[:MAX_RETURNED]
    if not (reports or told or _from_server(root, text)):
        return None
    returned = [header for part in parts if (header := _returned(part)) is not None]
    ids = [name for header in returned for name in _identities(header)]
    recipients = {one.address for header in returned for one in headers.addresses((str(header.get("to", "")),))}
    if not returned:
        ids = _IDENTITY.findall(text)
    if not ids:
        ids = _answered(root)
    fates = [fate for report in reports for block in _blocks(report) if (fate := _fate(block)) is not None]
    return Bounce(
        originals=frozenset(ids),
        to=frozenset(recipients - {""}),
        fates=tuple(fates[:MAX_RECIPIENTS]) if reports else _plain(root, text, told),
    )


def _from_server(root: Mime, text: str) -> bool:
    """A daemon's words are a bounce. Those of a postmaster, who may be a person, and those without a return path, as
    out-of-office replies have none either (RFC 3834 4), must speak as one."""
    writers = headers.addresses((str(root.get("from", "")),))
    local = writers[0].address.partition("@")[0] if writers else ""
    if daemon(local):
        return True
    null = str(root.get("return-path", "")).replace(" ", "") == "<>"
    if not (null or postmaster(local)) or "auto-replied" in str(root.get("auto-submitted", "")).lower():
        return False
    subject = headers.unencoded(str(root.get("subject", "")))
    return bool(BOUNCE_SUBJECT.match(subject) or status.enhanced(text))


def _parts(part: Mime, depth: int = 0) -> Iterator[Mime]:
    """The parts of the message itself, without those of what it returns."""
    payload = part.get_payload()
    if part.get_content_maintype() == "multipart" and isinstance(payload, list) and depth < 5:
        for child in payload:
            if isinstance(child, Mime):
                yield from _parts(child, depth + 1)
    else:
        yield part


def _returned(part: Mime) -> Mime | None:
    """The returned message or its header alone."""
    kind, payload = part.get_content_type(), part.get_payload()
    if kind in _MESSAGES and isinstance(payload, list) and payload and isinstance(payload[0], Mime):
        return payload[0]
    if kind in _HEADERS:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            return message_from_string(content[:MAX_RETURNED].decode("utf-8", "replace").lstrip())
        if isinstance(payload, list) and payload and isinstance(payload[0], Mime):
            return payload[0]
    return None


def _identities(header: Mime) -> list[str]:
    """Its Message-ID, and ours where a server has given it another."""
    return [
        found
        for name in _IDENTITIES
        for value in header.get_all(name, [])
        for found in headers.message_ids(str(value))
    ]


def _answered(root: Mime) -> list[str]:
    """What the bounce itself answers: the last Message-ID of a thread alone is the letter that came back."""
    ids = headers.message_ids(str(root.get("in-reply-to", "")))
    ids = ids or headers.message_ids(str(root.get("references", "")))
    return list(ids[-1:])


def _blocks(report: Mime) -> Iterator[Mime]:
    """The groups of fields of a report; those of the whole message are among them and name no recipient."""
    payload = report.get_payload()
    if not isinstance(payload, list):
        content = report.get_payload(decode=True)
        text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
        yield from _groups(text)
        return
    for block in payload[: MAX_RECIPIENTS + 1]:
        if isinstance(block, Mime):
            yield block
            rest = block.get_payload()
            if isinstance(rest, str):  # the library takes reports of other types apart as messages
                yield from _groups(rest)


def _groups(text: str) -> Iterator[Mime]:
    for group in re.split(r"\r?\n[ \t]*\r?\n", text[:MAX_RETURNED])[:MAX_RECIPIENTS]:
        yield message_from_string(group.lstrip())


def _fate(block: Mime) -> Fate | None:
    """RFC 3464 2.3: Action and Status of one recipient; None where it says neither failed nor delayed."""
    fields = [_field(block, name) for name in ("final-recipient", "original-recipient")]
    recipients = frozenset(found.group().lower() for one in fields if (found := _ADDRESS.search(one)))
    action = re.match(r"\s*(failed|delayed)\b", _field(block, "action").lower())
    if not recipients or action is None:
        return None
    code = status.enhanced(_field(block, "status"))
    if not code or code.endswith(".0.0"):  # says nothing: what the other server said may say more
        code = status.enhanced(_field(block, "diagnostic-code")) or code
    return Fate(recipients, failed=action[1] == "failed", status=code)


def _field(block: Mime, name: str) -> str:
    return headers.raw_text(str(block.get(name, "")))


def _plain(root: Mime, text: str, told: str) -> tuple[Fate, ...]:
    """The fates that a bounce for people tells. One that may speak of a delay is taken for that."""
    end = _RETURNED.search(text)
    above = text[: end.start()] if end else text
    found = _ADDRESS.findall(told) or _NAMED.findall(above)
    addresses = dict.fromkeys(address.lower().rstrip(".") for address in found)
    subject = headers.unencoded(str(root.get("subject", "")))
    failed = bool(told) or not _DELAYED.search(f"{subject}\n{above}")
    code = status.enhanced(above)
    return tuple(Fate(frozenset({one}), failed=failed, status=code) for one in [*addresses][:MAX_RECIPIENTS])

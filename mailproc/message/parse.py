"""Bytes to a message. Never raises, whatever the bytes; bounded time and memory."""

from datetime import UTC, datetime
from email.message import Message as Mime

from mailproc.message import bounce, headers, parts
from mailproc.message.fingerprint import fingerprint
from mailproc.message.model import Address, Bounce, Message

MAX_HEADERS = 500
MAX_SUBJECT = 1_000  # characters; the whole of it is in nobody's interest
MAX_PEOPLE = 500
MAX_REFERENCES = 200


def parse(raw: bytes, *, arrived: datetime, truncated: bool = False) -> Message:
    """The message that `raw` is, CRLF or LF.

    `arrived` is INTERNALDATE, aware, any zone. `truncated`: `raw` is only the header, since the message is
    over the size limit; text and attachments are then empty. Limits are those of `bounds` and `parts`;
    what they cut off is told by `problems`.
    """
    root, cut = parts.tree(raw)
    fields = _fields(root)
    found = parts.Harvest() if truncated else parts.harvest(root)
    problems = [*cut, *found.problems]
    if len(fields) > MAX_HEADERS:
        problems.append("header")
    from_fields = _values(fields, "from")
    writers = headers.addresses(from_fields)
    sender = next((writer for writer in writers if writer.address), writers[0] if writers else None)
    if sender is None and from_fields:
        sender = Address("", "")
    subject = headers.unencoded(_value(fields, "subject"))[:MAX_SUBJECT]
    date = headers.date(_value(fields, "date"))
    text = found.text()
    message_id = headers.message_id(_value(fields, "message-id"))
    return Message(
        fingerprint=fingerprint(
            message_id=message_id,
            date=date,
            date_field=headers.raw_text(_value(fields, "date")),
            sender=sender.address if sender and sender.address else headers.raw_text(_value(fields, "from")),
            files=found.files,
            words=f"{subject}\n{text}",
        ),
        message_id=message_id,
        in_reply_to=headers.message_id(_value(fields, "in-reply-to")),
        references=headers.message_ids(_value(fields, "references"))[:MAX_REFERENCES],
        date=date,
        arrived=arrived.astimezone(UTC),
        sender=sender,
        senders=len({writer.address for writer in writers if writer.address}),
        reply_to=headers.addresses(_values(fields, "reply-to"))[:MAX_PEOPLE],
        to=headers.addresses(_values(fields, "to"))[:MAX_PEOPLE],
        cc=headers.addresses(_values(fields, "cc"))[:MAX_PEOPLE],
        subject=subject,
        text=text,
        attachments=tuple(found.files),
        headers=tuple((name.lower(), headers.field(name, value)) for name, value in fields[:MAX_HEADERS]),
        truncated=truncated,
        problems=tuple(dict.fromkeys(problems)),
        bounce=_bounce(root, text),
    )


def _bounce(root: Mime, text: str) -> Bounce | None:
    try:
        return bounce.read(root, text)
    except headers.MALFORMED:
        return None


def _fields(root: Mime) -> list[tuple[str, str]]:
    """The header as the parser keeps it: names as written, values with their folds and stray bytes."""
    return [(name, str(value)) for name, value in root.raw_items()]


def _values(fields: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for key, value in fields if key.lower() == name)[:10]


def _value(fields: list[tuple[str, str]], name: str) -> str:
    """The topmost of that name, "" where absent."""
    return next((value for key, value in fields if key.lower() == name), "")

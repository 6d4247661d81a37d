"""`mailproc case ID`: a case on one page of a terminal, in Spanish, for whoever sits beside the officer.

Shorter than `mailproc explain`, without sheets; of NSS and CURP the last four characters alone.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.text import Text

from mailproc.cases.decision import Student
from mailproc.cases.kinds import Kind
from mailproc.officer.sections import KINDS, MISSING
from mailproc.reply import spanish
from mailproc.reply.inert import masked, tail
from mailproc.seen.case import (
    STATES,
    event_told,
    history_object,
    letter_told,
    note_told,
    notes_object,
    pointers,
    section,
    when,
)
from mailproc.seen.wording import visible
from mailproc.store.cases import as_json as case_object
from mailproc.store.explained import Explained


def case_page(told: Explained, zone: ZoneInfo, *, required: Sequence[str], met: Sequence[str]) -> RenderableType:
    """The case; `required` are the requirements for an alta, `met` those that are ticked."""
    case = told.case
    parts: list[RenderableType] = [
        Text(f"{case.folio} · {KINDS[case.kind]} · {STATES[case.state]}", style="bold"),
        Text(_who(case.student)),
        *pointers(told),
        *_wants(told),
    ]
    parts += section("Por qué", [Text(f"• {_shown(reason)}") for reason in case.reasons])
    for message in case.messages:
        sender = message.sender.address if message.sender else "sin remitente"
        lines: list[RenderableType] = [Text(_shown(f"«{message.subject}», de {sender}"))]
        if message.silent:
            lines.append(Text(f"Sin carta: {_shown(message.silent)}"))
        parts += section(f"Mensaje del {when(message.arrived, zone)}", lines)
    for letter in case.letters:
        title = f"Carta {letter.id}, del {when(letter.composed_at, zone)}"
        parts += section(title, list(letter_told(letter)))
    if case.kind is Kind.ALTA and required:
        ticks = [Text(f"{'✓' if one in met else '–'} {visible(one)}") for one in required]
        parts += section("Requisitos del alta", ticks)
    if case.notes:
        parts += section("Notas", [Text(_shown(note_told(one, zone))) for one in case.notes])
    parts += section("Historia", [Text(event_told(one, zone)) for one in told.events])
    return Group(*parts)


def case_page_object(told: Explained, *, met: Sequence[str]) -> dict[str, Any]:
    """The JSON form: the object of `mailproc cases --json`, whole, with what else the page tells."""
    case = told.case
    return {
        **case_object(case),
        "previous": told.previous or None,
        "merged_into": case.merged_into or None,
        "missing": [one.value for one in case.missing],
        "requirements": list(met),
        "outbox": [
            {"id": one.id, "template": one.template, "state": one.state.value, "reason": one.reason}
            for one in case.letters
        ],
        "notes": notes_object(told),
        "history": history_object(told),
    }


def _who(student: Student) -> str:
    study = ", semestre ".join(filter(None, (student.programme, student.semester)))
    parts = (
        spanish.given_name(student.name),
        f"NSS {tail(student.nss)}" if student.nss else "",
        f"CURP {tail(student.curp)}" if student.curp else "",
        f"control {student.control}" if student.control else "",
        student.address,
        study,
    )
    return visible(" · ".join(filter(None, parts))) or "Estudiante sin identificar"


def _wants(told: Explained) -> Iterator[Text]:
    if told.case.umf_wish:
        yield Text(visible(f"Quiere la UMF {told.case.umf_wish.lstrip('0')}."))
    if told.case.missing:
        yield Text(f"Falta: {spanish.listed([MISSING[one] for one in told.case.missing])}.")


def _shown(text: str) -> str:
    """A stranger's text, with no whole NSS or CURP in it."""
    return visible(masked(text))

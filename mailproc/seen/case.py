"""A case on a terminal, told in plain Spanish: what came, what was read, why it was decided so, what was answered."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mailproc.cases.kinds import State
from mailproc.officer.sections import KINDS, LETTER_STATES, LETTERS
from mailproc.reading.lines import as_json
from mailproc.reading.model import FileReading
from mailproc.seen.table import KEY, sheet_table
from mailproc.seen.wording import visible
from mailproc.store.cases import CaseLetter
from mailproc.store.cases import as_json as case_object
from mailproc.store.explained import Event, Explained

STATES = {
    State.POR_HACER: "por hacer",
    State.ESPERA_ALUMNO: "espera al alumno",
    State.INFORMADO: "informado",
    State.EN_MANOS: "en tus manos",
    State.HECHO: "hecho",
    State.CERRADO: "cerrado",
}
_SLUGS = {
    **{kind.value: name for kind, name in KINDS.items()},
    **{state.value: name for state, name in STATES.items()},
}


def case_told(told: Explained, zone: ZoneInfo) -> RenderableType:
    """The whole case, oldest first."""
    case = told.case
    head = Text(f"{case.folio} · {KINDS[case.kind]} · {STATES[case.state]}", style="bold")
    parts: list[RenderableType] = [head]
    who = case.student.name or case.student.address or "Estudiante sin identificar"
    parts.append(Text(visible(" · ".join(filter(None, (who, case.student.curp, case.student.nss))))))
    if told.previous:
        parts.append(Text(f"Sigue a un caso anterior: {told.previous}."))
    parts += _section("Por qué", [Text(f"• {visible(reason)}") for reason in case.reasons])
    for at, message in enumerate(case.messages):
        lines: list[RenderableType] = [Text(visible(f"«{message.subject}»"), style="italic")]
        if message.sender is not None:
            lines.append(Text(visible(f"De {message.sender.address}")))
        lines += [sheet_table(one.file, one.reading) for one in told.sheets if one.message == at]
        decided = KINDS[message.kind] if message.kind else "sin decidir"
        lines.append(Text(f"Se decidió: {decided}."))
        lines += [Text(f"• {visible(reason)}") for reason in told.reasons[at]]
        if message.silent:
            lines.append(Text(f"Sin carta: {visible(message.silent)}"))
        parts += _section(f"Mensaje del {_when(message.arrived, zone)}", lines)
    for letter in case.letters:
        parts += _section(f"Carta del {_when(letter.composed_at, zone)}", list(_letter(letter)))
    parts += _section("Historia", [Text(_event(one, zone)) for one in told.events])
    if told.sheets:
        parts += ["", KEY]
    return Group(*parts)


def case_json(told: Explained) -> dict[str, Any]:
    """The object of `mailproc cases --json`, with why, sheets and history."""
    return {
        **case_object(told.case),
        "previous": told.previous or None,
        "decisions": [
            {"kind": message.kind, "reasons": list(reasons), "silent": message.silent}
            for message, reasons in zip(told.case.messages, told.reasons, strict=True)
        ],
        "sheets": [line for one in told.sheets for line in as_json(FileReading(one.file, "", "", (one.reading,)))],
        "history": [
            {"at": one.at.isoformat(), "who": one.who, "what": one.what, "detail": one.detail}
            for one in told.events
        ],
    }


def _section(title: str, lines: list[RenderableType]) -> Iterator[RenderableType]:
    yield ""
    yield Text(title, style="bold cyan")
    yield from (Padding(line, (0, 0, 0, 1)) for line in lines)


def _letter(letter: CaseLetter) -> Iterator[RenderableType]:
    name = LETTERS.get(letter.template, letter.template)
    yield Text(f"{LETTER_STATES[letter.state]} «{name}».")
    yield Text(visible(f"Asunto: {letter.subject}"), style="italic")
    if letter.reason:
        yield Text(visible(letter.reason))


def _event(event: Event, zone: ZoneInfo) -> str:
    detail = " → ".join(_SLUGS.get(word, LETTERS.get(word, word)) for word in event.detail.split())
    what = _EVENTS.get(event.what, event.what)
    by = "" if event.who == "mailproc" else f" ({event.who})"
    return visible(f"{_when(event.at, zone)}  {what}: {detail}{by}")


_EVENTS = {
    "opened": "se abrió el caso",
    "joined": "llegó otro mensaje",
    "kind": "cambió de clase",
    "state": "cambió de estado",
    **{f"letter {state.value}": words for state, words in LETTER_STATES.items()},
}


def _when(instant: datetime, zone: ZoneInfo) -> str:
    return f"{instant.astimezone(zone):%d/%m/%Y %H:%M}"

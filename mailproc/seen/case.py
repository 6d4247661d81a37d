"""A case on a terminal, told in plain Spanish: what came, what was read, why it was decided so, what was answered."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from mailproc.cases.kinds import State
from mailproc.idse.layout import MovementType
from mailproc.officer.sections import KINDS, LETTER_STATES, LETTERS
from mailproc.reading.lines import as_json
from mailproc.reading.model import FileReading
from mailproc.seen.table import KEY, sheet_table
from mailproc.seen.wording import visible
from mailproc.store.cases import CaseLetter, CaseNote
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
    **{type_.value: type_.name.lower() for type_ in MovementType},
}


def case_told(told: Explained, zone: ZoneInfo) -> RenderableType:
    """The whole case, oldest first."""
    case = told.case
    head = Text(f"{case.folio} · {KINDS[case.kind]} · {STATES[case.state]}", style="bold")
    parts: list[RenderableType] = [head]
    who = case.student.name or case.student.address or "Estudiante sin identificar"
    parts.append(Text(visible(" · ".join(filter(None, (who, case.student.curp, case.student.nss))))))
    parts += pointers(told)
    parts += section("Por qué", [Text(f"• {visible(reason)}") for reason in case.reasons])
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
        parts += section(f"Mensaje del {when(message.arrived, zone)}", lines)
    for letter in case.letters:
        parts += section(f"Carta del {when(letter.composed_at, zone)}", list(letter_told(letter)))
    if case.notes:
        parts += section("Notas", [Text(visible(note_told(one, zone))) for one in case.notes])
    parts += section("Historia", [Text(event_told(one, zone)) for one in told.events])
    if told.sheets:
        parts += ["", KEY]
    return Group(*parts)


def case_json(told: Explained) -> dict[str, Any]:
    """The object of `mailproc cases --json`, with why, sheets and history."""
    return {
        **case_object(told.case),
        "previous": told.previous or None,
        "merged_into": told.case.merged_into or None,
        "notes": notes_object(told),
        "decisions": [
            {"kind": message.kind, "reasons": list(reasons), "silent": message.silent}
            for message, reasons in zip(told.case.messages, told.reasons, strict=True)
        ],
        "sheets": [line for one in told.sheets for line in as_json(FileReading(one.file, "", "", (one.reading,)))],
        "history": history_object(told),
    }


def history_object(told: Explained) -> list[dict[str, str]]:
    """The JSON form of the history."""
    return [
        {"at": one.at.isoformat(), "who": one.who, "what": one.what, "detail": one.detail} for one in told.events
    ]


def notes_object(told: Explained) -> list[dict[str, str]]:
    """The JSON form of the notes."""
    return [{"at": one.at.isoformat(), "who": one.who, "text": one.text} for one in told.case.notes]


def pointers(told: Explained) -> Iterator[Text]:
    """The other cases that this one has to do with."""
    if told.previous:
        yield Text(f"Sigue a un caso anterior: {told.previous}.")
    if told.case.merged_into:
        yield Text(f"Se unió al caso {told.case.merged_into}: todo lo suyo está allí.")


def note_told(note: CaseNote, zone: ZoneInfo) -> str:
    """A note, when it was written and by whom."""
    return f"{when(note.at, zone)}  {note.text} ({note.who})"


def section(title: str, lines: Sequence[RenderableType]) -> Iterator[RenderableType]:
    """A part of the page under its title."""
    yield ""
    yield Text(title, style="bold cyan")
    yield from (Padding(line, (0, 0, 0, 1)) for line in lines)


def letter_told(letter: CaseLetter) -> Iterator[RenderableType]:
    """A letter: what became of it, its subject, and why it has not gone."""
    name = LETTERS.get(letter.template, letter.template)
    yield Text(f"{LETTER_STATES[letter.state]} «{name}».")
    yield Text(visible(f"Asunto: {letter.subject}"), style="italic")
    if letter.reason:
        yield Text(visible(letter.reason))


def event_told(event: Event, zone: ZoneInfo) -> str:
    """A line of the history."""
    words = [FIELD_NAMES.get(word) or _SLUGS.get(word) or LETTERS.get(word, word) for word in event.detail.split()]
    detail = (", " if event.what == "corrected" else " → ").join(words)
    what = ": ".join(filter(None, (_EVENTS.get(event.what, event.what), detail)))
    by = "" if event.who == "mailproc" else f" ({event.who})"
    return visible(f"{when(event.at, zone)}  {what}{by}")


FIELD_NAMES = {
    "nss": "NSS",
    "curp": "CURP",
    "name": "nombre",
    "control": "número de control",
    "address": "correo",
    "programme": "carrera",
    "semester": "semestre",
    "umf": "clínica",
}
_EVENTS = {
    "opened": "se abrió el caso",
    "joined": "llegó otro mensaje",
    "kind": "cambió de clase",
    "state": "cambió de estado",
    "answered": "se le contestó a mano",
    "corrected": "se corrigió",
    "noted": "se anotó algo",
    "merged": "se le unió el caso",
    "merged into": "se unió al caso",
    "ticked": "cumplió el requisito",
    "unticked": "ya no cumple el requisito",
    "exported": "se puso en el archivo de IDSE",
    "accepted": "el IMSS lo aceptó",
    "rejected": "el IMSS lo rechazó",
    "letter released": "se dejó salir la carta",
    "letter dropped": "se quitó la carta",
    "letter delayed": "tarda en llegar la carta",
    "address refused": "esa dirección no recibe correo",
    "address lives": "volvió a escribir de esa dirección",
    **{f"letter {state.value}": words for state, words in LETTER_STATES.items()},
}


def when(instant: datetime, zone: ZoneInfo) -> str:
    """ "20/08/2026 10:30" in the zone."""
    return f"{instant.astimezone(zone):%d/%m/%Y %H:%M}"

"""The file of `mailproc export-student`: a ZIP with all that is kept of one student, for a program and for a reader.

datos.json      everything; it names the other files
resumen.txt     the same in Spanish, to be read
recortes/       pictures of what was read
cartas/         the letters, as text
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from mailproc.cases.kinds import Kind, State
from mailproc.config import Settings
from mailproc.officer.sections import KINDS, LETTER_STATES, letter_name
from mailproc.reading.model import Document
from mailproc.reply.model import LetterState
from mailproc.seen.case import FIELD_NAMES, STATES, event_told, when
from mailproc.seen.wording import DOCUMENTS, LABELS
from mailproc.store.explained import Event
from mailproc.store.student_export import MASKED, Exported

_WHO = {**FIELD_NAMES, "name": "Nombre", "curp": "CURP", "status": "estado en el padrón"}


def student_file(exported: Exported, settings: Settings, *, now: datetime) -> bytes:
    """The ZIP's bytes."""
    head = {"institution": settings.institution.name, "made_at": now.isoformat(), "masked": MASKED}
    data = json.dumps({**head, **exported.data}, ensure_ascii=False, indent=2)
    summary = "\n".join(_summary(exported.data, settings, now))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("resumen.txt", f"{summary}\n")
        archive.writestr("datos.json", f"{data}\n")
        for path, content in sorted(exported.files.items()):
            archive.writestr(path, content)
    return out.getvalue()


def file_name(exported: Exported) -> str:
    """A name for it that names nobody."""
    return f"alumno-{exported.folios[0] if exported.folios else 'sin-caso'}.zip"


def _summary(data: Mapping[str, Any], settings: Settings, now: datetime) -> Iterator[str]:
    zone = settings.zone

    def at(text: str | None) -> str:
        return when(datetime.fromisoformat(text), zone) if text else "—"

    yield f"{settings.institution.name}: lo que el programa de afiliación guarda de una persona"
    yield f"Hecho el {when(now, zone)}. Donde dice {MASKED} había datos de alguien más."
    for title, rows in (("Quién es, según sus casos", data["student"]), ("En el padrón", data["roster"])):
        for row in rows:
            yield from ("", f"== {title} ==")
            yield from (f"{_WHO[name]}: {value}" for name, value in row.items() if value and name in _WHO)
    for case in data["cases"]:
        kind, state = KINDS[Kind(case["kind"])], STATES[State(case["state"])]
        yield from ("", f"== Caso {case['folio']}: {kind}, {state} ==", f"Se abrió el {at(case['opened_at'])}")
        yield from (f"Por qué: {reason}" for reason in case["reasons"])
        if case["umf_wish"]:
            yield f"Clínica que pidió: {case['umf_wish']}"
        yield from _messages(case["messages"], at)
        for sheet in case["sheets"]:
            yield f"Documento «{sheet['file']}»: {DOCUMENTS[Document(sheet['document'])]}"
            yield from _read(sheet["reading"])
            yield from (f"    recorte: {path}" for path in sheet["pictures"])
        for letter in case["letters"]:
            sent = LETTER_STATES[LetterState(letter["state"])]
            name = letter_name(letter["template"])
            yield f"Carta del {at(letter['composed_at'])}: «{name}» ({sent}): {letter['text']}"
        yield from (
            f"Movimiento {one['type']} para el IMSS, {at(one['exported_at'])}" for one in case["movements"]
        )
        yield from (f"Requisito cumplido: {one['text']}, {at(one['ticked_at'])}" for one in case["requirements"])
        yield from (f"Nota de {one['who']}, {at(one['at'])}: {one['text']}" for one in case["notes"])
        yield "Historia:"
        for one in case["history"]:
            moment = datetime.fromisoformat(one["at"])
            yield f"    {event_told(Event(moment, one['who'], one['what'], one['detail']), zone)}"
    if data["messages_without_case"]:
        yield from ("", "== Mensajes sin caso ==")
        yield from _messages(data["messages_without_case"], at)


def _messages(rows: list[Mapping[str, Any]], at: Any) -> Iterator[str]:
    for one in rows:
        yield f"Mensaje del {at(one['arrived'])}, de {one['sender'] or 'remitente ilegible'}: «{one['subject']}»"
        yield from (f"    {reason}" for reason in one["reasons"])


def _read(reading: Mapping[str, Any]) -> Iterator[str]:
    for name, told in (reading.get("fields") or {}).items():
        if told is None:
            continue
        value = told["value"]
        if isinstance(value, list):
            value = "; ".join(" ".join(filter(None, map(str, one.values()))) for one in value)
        sure = "" if told["trusted"] else " (sin confirmar)"
        yield f"    {LABELS.get(name, name)}: {value}{sure}"
    for person in reading.get("people", ()):
        yield f"    en la hoja: {person['name']} ({person['role']})"

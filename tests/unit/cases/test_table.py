"""The decision table that the officer can read, with the letter that goes beside each row: tests/golden/decisions.

After a wanted change: MAILPROC_GOLDEN=write, run this file, read the difference, run it again.
"""

import os
import re
import tomllib
import unicodedata
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mailproc.cases.decision import Missing, Student
from mailproc.cases.history import NOTHING, History, Past, Seen
from mailproc.cases.kinds import COURSES, Kind, State
from mailproc.config import Policy
from mailproc.considering import rules_of
from mailproc.reading.model import Document, FileReading, Holder, Problem, ProblemCode
from mailproc.reply.replies import compose
from tests.unit.cases.sheets import (
    ARRIVED,
    OURS,
    PREPA,
    SHOP,
    TODAY,
    constancia,
    decide,
    doubtful,
    message,
    other,
    sure,
)
from tests.unit.reply.institute import institute

TABLE = Path(__file__).parents[2] / "golden" / "decisions"
ROWS = tomllib.loads((TABLE / "tabla.toml").read_text("utf-8"))["fila"]
SETTINGS = institute()
INBOX = "Bandeja de entrada"
COLUMNS = {"nombre", "antes", "estado", "falta", "mensaje", "hoja", "archivo", "repetido", "remitente"}
COLUMNS |= {"tipo", "carpeta", "carta", "ajustes"}

DOMAIN = "alumnos.example"
HERS = f"l22270001@{DOMAIN}"
XIMENA = Student("XIMENA NUCAMENDI PEREZ", curp="NUPX050101MCSCRMA8", nss="07220500014", address=HERS)
SHA = "a" * 64
FOLIO = "AF-26-00123"

SENDERS = {
    "": {"address": HERS},
    "correo privado": {"address": "xime.nucamendi@correo.example"},
    "otra dirección": {"address": "luz@correo.example", "name": "Luz"},
    "personal": {"address": f"coordinacion@{DOMAIN}", "name": "Coordinación"},
    "ella misma": {"address": SETTINGS.officer.address},
    "una máquina": {"address": HERS, "headers": (("auto-submitted", "auto-replied"),)},
    "sin comprobar": {"address": HERS, "headers": (("authentication-results", "mx.example; dmarc=fail"),)},
}
EMPLOYERS = {"la escuela": OURS, "la prepa": PREPA, "un trabajo": SHOP}
MISSING = {"clinica": Missing.CLINIC, "numero de control": Missing.CONTROL}
DOCUMENTS = {
    "hoja del NSS": Document.ASIGNACION_NSS,
    "CURP": Document.CURP,
    "hoja de afiliacion": Document.HOJA_AFILIACION,
}
PROBLEMS = {"protegido": ProblemCode.ENCRYPTED, "dañado": ProblemCode.CORRUPTED}
BLURRED = {"nss": None, "curp": None, "name": None, "vigente": None, "holder": None, "people": ()}


def settings_of(row):
    """The institute's settings, with what the row changes in [policy]."""
    changes = row.get("ajustes", {})
    return institute(**Policy.model_validate(changes).model_dump(include=set(changes)))


def slug(name: str) -> str:
    """The row's name as a file's: without accents, words joined by hyphens."""
    bare = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def sheet_of(hoja):
    """The constancia that a row's `hoja` describes."""
    right = hoja["derecho"] == "SI"
    sheet = constancia(
        right=right,
        estado=hoja.get("estado", "VIGENTE" if right else None),
        employers=tuple(EMPLOYERS[name] for name in hoja.get("patrones", ())),
        issued=TODAY - timedelta(days=hoja.get("dias", 3)),
    )
    if "hasta" in hoja:
        sheet = replace(sheet, valid_until=sure(TODAY + timedelta(days=hoja["hasta"])))
    match hoja.get("duda", ""):
        case "retocada":
            sheet = replace(sheet, problems=(Problem(ProblemCode.EDITED, "El PDF fue modificado."),))
        case "una lectura":
            sheet = replace(sheet, vigente=doubtful(right))
        case "borrosa":
            sheet = replace(sheet, **BLURRED)
    return replace(sheet, holder=sure(Holder.BENEFICIARIO), nss=None) if hoja.get("de") else sheet


def files_of(row):
    """The one file that came, if one did."""
    if hoja := row.get("hoja"):
        return (FileReading("constancia.pdf", SHA, "application/pdf", (sheet_of(hoja),)),)
    what = row.get("archivo", "")
    if what in DOCUMENTS:
        return (FileReading("archivo.pdf", SHA, "application/pdf", (other(DOCUMENTS[what]),)),)
    if what in PROBLEMS:
        problem = Problem(PROBLEMS[what], "El archivo no se pudo abrir.")
        return (FileReading("archivo.pdf", SHA, "application/pdf", (other(Document.DESCONOCIDO),), (problem,)),)
    return ()


def history_of(row, address):
    """What was there before: her case ten days ago, in whose thread the message stands."""
    if row.get("repetido") == "de otra persona":
        return History(seen=(Seen(SHA, FOLIO, frozenset({HERS})),))
    if "antes" not in row:
        return NOTHING
    kind = Kind(row["antes"])
    state = State(row["estado"]) if "estado" in row else COURSES[kind].state
    past = Past(
        FOLIO,
        kind,
        state,
        XIMENA,
        ARRIVED - timedelta(days=10),
        closed_at=ARRIVED - timedelta(days=10) if state in {State.HECHO, State.CERRADO} else None,
        missing=tuple(MISSING[name] for name in row.get("falta", ())),
        files=frozenset({SHA}) if row.get("repetido") else frozenset(),
        senders=frozenset({address}),
        in_thread=True,
        same_student=True,
        same_sender=True,
    )
    return History(cases=(past,))


@pytest.mark.parametrize("row", ROWS, ids=[row["nombre"] for row in ROWS])
def test_the_row_holds(row):
    assert set(row) <= COLUMNS
    sender = SENDERS[row.get("remitente", "")]
    came = message(row["mensaje"], subject="", **sender)
    history = history_of(row, sender["address"])
    settings = settings_of(row)
    decision = decide(came, files_of(row), rules_of(settings), history)
    folder = decision.course.folder
    place = getattr(settings.folders, folder.value) if folder else INBOX
    letter = compose(decision, folio=FOLIO, message=came, settings=settings, message_id="<carta@alumnos.example>")
    told = letter.template if letter else "ninguna"
    assert (decision.kind.value, place, told) == (row["tipo"], row["carpeta"], row["carta"]), decision.reasons
    file = TABLE / f"{slug(row['nombre'])}.txt"
    if letter is None:
        assert not file.exists()
        return
    text = f"Asunto: {letter.subject}\n\n{letter.text}"
    if os.environ.get("MAILPROC_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
        pytest.fail(f"{file.name} was written anew: read the difference, then run again without MAILPROC_GOLDEN.")
    assert text == file.read_text(encoding="utf-8")


def test_every_kind_has_a_row():
    assert {row["tipo"] for row in ROWS} == {kind.value for kind in Kind}


def test_every_letter_of_the_folder_has_a_row():
    names = [slug(row["nombre"]) for row in ROWS]
    assert len(set(names)) == len(names)
    assert {file.stem for file in TABLE.glob("*.txt")} == {
        slug(r["nombre"]) for r in ROWS if r["carta"] != "ninguna"
    }

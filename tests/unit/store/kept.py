"""A store in which much is kept of one student, and something of others."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from mailproc.cases.decision import Student
from mailproc.cases.kinds import Folder, Kind
from mailproc.cases.roster import Entry
from mailproc.message.model import Address
from mailproc.reading.model import Document
from mailproc.store import roster, schema
from mailproc.store.opening import Store
from mailproc.store.outbox import queue
from mailproc.store.record import Crop, Sheet
from tests.unit.store.house import NOW, OFFICER, decision, handle, letter, message, settings

ANA = Student(
    "ANA LUCÍA MUÑOZ DE LA CRUZ", "MUCA040312MCSXRN00", "07220400019", "22270001", "ana.lucia@correo.example"
)
LUIS = Student("LUIS ROBLES GIL", "ROGL050921HCSBLS07", "34210512341", "22270044", "l22270044@tecnologico.example")
SISTER = Student("EVA MUÑOZ DE LA CRUZ", "MUCE060718MCSXRV01", "07210300013", "22270090", "eva@correo.example")
TRACES = (
    "07220400019",
    "muca040312mcsxrn00",
    "22270001",
    "ana lucía muñoz",
    "ana lucia muñoz",
    "credencial",
    "recorte-de-ana",
    "dile a ana",
    "folio es af-26-00001",
)
"""What may stand nowhere once she is forgotten, in small letters. Name and address of the sender stay while
another's case needs the message."""


def filled(store: Store) -> Store:
    """Ana: folio 1 by the address alone, 2 by her sheet; 3 is Luis's, in one message with 2; 4 is her sister's, on
    whose sheet she stands. A digest names her; the roster has all three."""
    entries = [(_entry(one), "activo") for one in (ANA, LUIS, SISTER)]
    roster.replace(store, entries)
    first = _from(ANA, 1, "Ana Munoz")
    nameless = Student(name="Ana Munoz", address=ANA.address)
    handle(store, first, decision(Kind.SIN_ADJUNTO, student=nameless), settings())
    body = sheet_body(ANA, people=[_person(ANA), _person(SISTER)])
    crop = Crop("nss", b"recorte-de-ana", "image/jpeg")
    mine = Sheet("credencial.pdf", "ab" * 32, Document.CONSTANCIA, body, crops=(crop,))
    his = Sheet("luis.pdf", "cd" * 32, Document.CONSTANCIA, sheet_body(LUIS), case=1)

    def compose(folio: str) -> Any:
        named = letter(folio, to=ANA.address)
        return replace(named, text=f"Hola, Ana. {named.text}También recibimos la hoja de {LUIS.name}.")

    handle(
        store,
        _from(ANA, 2, "Ana Munoz", subject="Mi hoja y la de Luis"),
        decision(student=ANA),
        settings(),
        others=[replace(decision(student=LUIS), reasons=(f"Vino con la hoja de {ANA.name}.",))],
        sheets=[mine, his],
        compose=compose,
    )
    sister = sheet_body(SISTER, people=[_person(SISTER), _person(ANA)])
    hers = Sheet("eva.pdf", "ef" * 32, Document.CONSTANCIA, sister)
    handle(store, _from(SISTER, 3, "Eva"), decision(student=SISTER), settings(), sheets=[hers])
    digest = replace(
        letter(template="digest", to=OFFICER, occasion="1"),
        text=f"AF-26-00002 Ana Lucía\nMUÑOZ de la Cruz\n{LUIS.name}",
        html=f"<td>Ana&nbsp;Lucía <b>Muñoz de la Cruz</b></td><td>{LUIS.name}</td>",
    )
    queue(store, digest, now=NOW, marks={})
    with store.writing() as session:
        case = session.get_one(schema.Case, 2)
        rows: list[schema.Base] = [
            schema.Note(account_id=1, case_id=2, at=NOW, who="encargada", text="Dile a Ana que venga."),
            schema.Note(
                account_id=1, case_id=4, at=NOW, who="encargada", text="Es hermana de ana lucia muñoz de la cruz."
            ),
            schema.Requirement(account_id=1, case_id=2, text="CURP", ticked_at=NOW),
            schema.Move(account_id=1, message_id=1, folder=Folder.REVISAR, noticed_at=NOW),
            schema.Movement(
                account_id=1,
                case_id=2,
                student_id=case.student_id,
                type="08",
                registro="A3399990326",
                file="idse.txt",
                exported_at=NOW,
                reason="",
            ),
        ]
        session.add_all(rows)
    return store


def raw(folder: Path) -> str:
    """All that the database's files hold, in small letters, as UTF-8 and as JSON write it."""
    files = sorted(folder.glob("mailproc.sqlite3*"))
    assert files
    text = "\n".join(path.read_bytes().decode("utf-8", errors="replace") for path in files).lower()
    return text.replace("\\u00f1", "ñ").replace("\\u00ed", "í").replace("\\u00d1", "ñ").replace("\\u00cd", "í")


def sheet_body(who: Student, *, people: Any = (), **fields: Any) -> dict[str, Any]:
    """A sheet as `mailproc read --json` prints it."""

    def told(value: Any) -> dict[str, Any]:
        return {
            "value": value,
            "trusted": True,
            "confidence": 0.99,
            "witnesses": ["rapid", "tesseract"],
            "page": 1,
            "box": [1, 2, 3, 4],
            "repaired": False,
        }

    values = {"nss": told(who.nss), "curp": told(who.curp), "name": told(who.name), **fields}
    return {
        "file": "hoja.pdf",
        "pages": [1],
        "document": "constancia_vigencia",
        "seconds": 0.1,
        "problems": [],
        "fields": values,
        "name_parts": None,
        "people": list(people),
    }


def _person(who: Student) -> dict[str, Any]:
    return {
        "role": "beneficiario",
        "name": who.name,
        "curp": who.curp,
        "nss": who.nss,
        "agregado": "",
        "relation": "HIJOS",
        "right": True,
    }


def _from(who: Student, number: int, shown: str, *, subject: str = "Constancia") -> Any:
    mail = message(number, sender=who.address, message_id=f"<{number}.{who.address}>")
    return replace(
        mail, sender=Address(shown, who.address), subject=subject, arrived=NOW - timedelta(minutes=60 - number)
    )


def _entry(who: Student) -> Entry:
    return Entry(
        control=who.control,
        name=who.name,
        curp=who.curp,
        nss=who.nss,
        address=who.address,
        programme="Ingeniería Química",
        semester="3",
    )

"""The file that a student is handed: all that is kept of this one, and nothing of anybody else."""

import io
import json
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mailproc.cases.decision import Student
from mailproc.cases.kinds import Kind
from mailproc.cli import app
from mailproc.message.model import Address
from mailproc.officer.student_file import file_name, student_file
from mailproc.reading.model import Document
from mailproc.store import ledger
from mailproc.store.opening import Store
from mailproc.store.record import Crop, Sheet
from mailproc.store.student_export import MASKED, exported
from tests.unit.store.house import NOW, decision, envelope_of, handle, message, opened, settings
from tests.unit.store.kept import ANA, LUIS, SISTER, filled, sheet_body


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    kept = filled(opened(tmp_path))
    yield kept
    kept.close()


def unpacked(store: Store, text: str) -> dict[str, bytes]:
    content = student_file(exported(store, text), settings(), now=NOW)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def data_of(store: Store, text: str) -> Any:
    return json.loads(unpacked(store, text)["datos.json"])


def test_all_of_hers_is_in_it(store: Store) -> None:
    files = unpacked(store, ANA.nss)
    data = json.loads(files["datos.json"])
    assert [case["folio"] for case in data["cases"]] == ["AF-26-00001", "AF-26-00002"]
    assert {row["curp"] for row in data["student"]} == {ANA.curp, ""}
    assert data["roster"][0]["control"] == ANA.control
    second = data["cases"][1]
    assert second["sheets"][0]["reading"]["fields"]["nss"]["value"] == ANA.nss
    assert second["messages"][0]["sender"] == ANA.address
    assert second["notes"][0]["text"] == "Dile a Ana que venga."
    assert (second["movements"][0]["type"], second["requirements"][0]["text"]) == ("08", "CURP")
    assert second["history"][0]["what"] == "opened"
    (crop,) = second["sheets"][0]["pictures"]
    assert files[crop] == b"recorte-de-ana"
    assert b"Hola, Ana." in files[second["letters"][0]["text"]]
    summary = files["resumen.txt"].decode()
    for word in (
        ANA.name,
        ANA.curp,
        ANA.nss,
        "AF-26-00002",
        "credencial.pdf",
        "Dile a Ana",
        "Requisito cumplido: CURP",
    ):
        assert word in summary


def test_nobody_else_is_in_it(store: Store) -> None:
    text = b"\n".join(unpacked(store, ANA.nss).values()).decode()
    for other in (LUIS, SISTER):
        assert [value for value in (other.name, other.curp, other.nss, other.control) if value in text] == []
    assert f"También recibimos la hoja de {MASKED}." in text


def test_what_she_is_told_of_his_message_does_not_name_her(store: Store) -> None:
    text = b"\n".join(unpacked(store, LUIS.curp).values()).decode()
    assert LUIS.nss in text
    assert [value for value in (ANA.name, ANA.curp, ANA.nss, ANA.address) if value in text] == []


def _parents(store: Store) -> None:
    """Luis sends his mother's sheet, on which he stands; her sheet is cut, hers and his; his cousin writes for him."""
    mother = {"role": "titular", "name": "ROSA GIL TOVAR", "curp": "GITR700101MCSLVS09", "nss": "07700000013"}
    son = {"role": "beneficiario", "name": LUIS.name, "curp": LUIS.curp, "nss": mother["nss"]}
    alone = {**son, "nss": "07700000021", "agregado": "3M2005OR", "relation": "HIJOS", "right": True}
    rest = {"agregado": "1F1970OR", "relation": "HIJOS", "right": True}
    hers = Student(mother["name"], mother["curp"], mother["nss"])
    body = {**sheet_body(hers, people=[{**mother, **rest}, {**son, **rest}]), "name_parts": {"given": "ROSA"}}
    crops = (Crop("nss", b"recorte de Rosa"), Crop("issued", b"recorte del dia"))
    mail = replace(
        message(6), sender=Address("Beto Primo", "beto@correo.example"), subject="Hoja de ROSA GIL TOVAR"
    )
    handle(
        store,
        mail,
        decision(Kind.BENEFICIARIO, student=LUIS),
        settings(),
        sheets=[
            Sheet("rosa gil tovar.pdf", "99" * 32, Document.CONSTANCIA, body, crops=crops),
            Sheet(
                "recorte.pdf", "98" * 32, Document.CONSTANCIA, {**sheet_body(LUIS, people=[alone]), "fields": {}}
            ),
        ],
    )


def test_a_parent_on_a_sheet_and_who_wrote_for_him_are_masked(store: Store) -> None:
    _parents(store)
    files = unpacked(store, LUIS.nss)
    text = b"\n".join(files.values()).decode()
    for value in (
        "ROSA",
        "rosa gil",
        "GITR70",
        "07700000013",
        "07700000021",
        "beto@",
        "Beto Primo",
        "1F1970OR",
        "recorte de Rosa",
    ):
        assert value not in text, value
    case = json.loads(files["datos.json"])["cases"][-1]
    sheet = case["sheets"][0]
    assert {sheet["reading"]["fields"][name]["value"] for name in ("nss", "curp", "name")} == {MASKED}
    assert [row["name"] for row in sheet["reading"]["people"]] == [MASKED, LUIS.name]
    assert sheet["reading"]["people"][1]["nss"] == MASKED
    assert (case["messages"][0]["sender"], case["letters"][0]["recipient"]) == (MASKED, MASKED)
    assert [files[path] for path in sheet["pictures"]] == [b"recorte del dia"]


def test_mail_without_a_case(store: Store) -> None:
    mail = replace(message(8, sender="ines@correo.example"), subject="Auxilio")
    ledger.set_aside(store, envelope_of(mail), mail, "No se pudo.", now=NOW)
    found = exported(store, "ines@correo.example")
    assert file_name(found) == "alumno-sin-caso.zip"
    assert [row["subject"] for row in found.data["messages_without_case"]] == ["Auxilio"]
    assert "«Auxilio»" in unpacked(store, "ines@correo.example")["resumen.txt"].decode()


def test_the_command_writes_it_for_this_user_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("config.toml").write_text(
        '[institution]\nname = "Instituto"\nregistrations = ["A3399990326"]\n'
        '[officer]\nname = "Encargada"\naddress = "e@tecnologico.example"\n'
        '[mailbox]\nurl = "maildir:principal"\n[smtp]\nurl = "maildir:cartas"\n',
        encoding="utf-8",
    )
    done = CliRunner().invoke(app, ["export-student", ANA.curp])
    assert done.exit_code == 0, done.output
    path = Path("alumno-AF-26-00001.zip")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert zipfile.is_zipfile(path)
    assert "2 casos" in done.output and ANA.curp not in done.output
    again = CliRunner().invoke(app, ["export-student", "luis robles", "--to", "nada/luis.zip"])
    assert "cannot be written" in str(again.exception)

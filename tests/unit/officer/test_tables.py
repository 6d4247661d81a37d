"""The work lists as an Excel file, read back by openpyxl: what is a date, what is text, and that nothing computes."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from mailproc.cases.decision import Missing, Student
from mailproc.cases.kinds import Kind, State
from mailproc.cli import app
from mailproc.errors import UsageError
from mailproc.message.model import Address
from mailproc.officer.tables import MISSING, STATES, workbook
from mailproc.reply.inert import inert
from mailproc.reply.model import LetterState
from mailproc.store.cases import Case, CaseLetter, CaseMessage
from mailproc.store.requirements import tick
from mailproc.store.unmet import unmet
from tests.unit.store import house

MEXICO = ZoneInfo("America/Mexico_City")
TAKEN = datetime(2026, 8, 24, 15, tzinfo=UTC)
MARIANA = Student(
    "MARIANA LOPEZ CASTELLANOS", "LOCM040312MCSPSRA8", "07220400019", "02270001", "mar@alumnos.example",
    "INGENIERIA CIVIL", "7",
)  # fmt: skip
LISTS = ["Altas por tramitar", "Bajas por tramitar", "Hojas por emitir", "Revisar", "Esperan baja", "Esperan al alumno",
         "Informados", "Los llevas tú", "Hechos y cerrados"]  # fmt: skip


def case(number: int = 1, kind: Kind = Kind.ALTA, state: State = State.POR_HACER, **more: object) -> Case:
    arrived = datetime(2026, 8, 18, 3, 30, tzinfo=UTC)
    mail = CaseMessage("<1@x>", "Constancia", arrived, kind, Address("Mar", "mar@correo.example"), "")
    made = Case(
        folio=f"AF-26-{number:05}",
        kind=kind,
        state=state,
        student=MARIANA,
        reasons=("La constancia dice NO.", "Estado BAJA.", "Una tercera."),
        missing=(Missing.CLINIC, Missing.CONTROL),
        umf_wish="025",
        opened_at=arrived + timedelta(minutes=1),
        due_at=None,
        closed_at=None,
        version=1,
        messages=(mail,),
        letters=(CaseLetter("alta", LetterState.SENT, arrived, arrived, "", "", ""),),
    )
    return replace(made, **more)


def book(*cases: Case, masked: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(cases, MEXICO, taken=TAKEN, masked=masked)))


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    head, *others = sheet.iter_rows(values_only=True)
    return [dict(zip(head, cells, strict=True)) for cells in others]


def test_all_that_the_work_needs_stands_in_the_row_with_its_type() -> None:
    [row] = rows(book(case())["Altas por tramitar"])
    assert row == {
        "Folio": "AF-26-00001",
        "Fecha": datetime.fromisoformat("2026-08-17T21:31"),
        "Espera desde": datetime.fromisoformat("2026-08-17T21:30"),
        "Nombre": "MARIANA LOPEZ CASTELLANOS",
        "Primer apellido": "LOPEZ",
        "Segundo apellido": "CASTELLANOS",
        "Nombre(s)": "MARIANA",
        "NSS": "07220400019",
        "CURP": "LOCM040312MCSPSRA8",
        "No. de control": "02270001",
        "Carrera": "INGENIERIA CIVIL",
        "Semestre": 7,
        "Clínica deseada": "025",
        "Falta": "clínica, número de control",
        "Motivo": "La constancia dice NO. Estado BAJA.",
        "Caso": "alta",
        "Estado": "por hacer",
        "Carta": "Se envió la carta «alta»",
        "Correo": "mar@alumnos.example",
        "Asunto": "Constancia",
        "Terminado": None,
    }


def test_dates_are_shown_as_she_writes_them_and_numbers_as_text_raise_no_green_corner() -> None:
    data = workbook([case()], MEXICO, taken=TAKEN)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Altas por tramitar"]
    head = [cell.value for cell in sheet[1]]
    formats = {name: sheet[2][place].number_format for place, name in enumerate(head)}
    assert (formats["Fecha"], formats["Espera desde"]) == ("dd/mm/yyyy", "dd/mm/yyyy hh:mm")
    assert (formats["NSS"], formats["CURP"], formats["No. de control"]) == ("@", "@", "@")
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    ignored = re.search(r'<ignoredError sqref="A1:([A-Z]+)(\d+)" numberStoredAsText="1"/>', xml)
    assert ignored
    assert int(ignored[2]) >= 2


def test_the_head_stays_in_sight_and_filters() -> None:
    for sheet in book(case(1), case(2))["Altas por tramitar"], book()["Revisar"]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == ("A1:U3" if sheet.title == "Altas por tramitar" else "A1:U2")
        assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize(
    ("kind", "state", "title"),
    [
        (Kind.ALTA, State.POR_HACER, "Altas por tramitar"),
        (Kind.BAJA, State.POR_HACER, "Bajas por tramitar"),
        (Kind.HOJA, State.POR_HACER, "Hojas por emitir"),
        (Kind.REVISAR, State.POR_HACER, "Revisar"),
        (Kind.BENEFICIARIO, State.POR_HACER, "Revisar"),
        (Kind.URGENTE, State.POR_HACER, "Revisar"),
        (Kind.BAJA_PREVIA, State.ESPERA_ALUMNO, "Esperan baja"),
        (Kind.VENCIDA, State.ESPERA_ALUMNO, "Esperan al alumno"),
        (Kind.HOJA, State.INFORMADO, "Informados"),
        (Kind.ALTA, State.EN_MANOS, "Los llevas tú"),
        (Kind.ALTA, State.HECHO, "Hechos y cerrados"),
        (Kind.VENCIDA, State.CERRADO, "Hechos y cerrados"),
    ],
)
def test_each_case_stands_in_its_list_alone(kind: Kind, state: State, title: str) -> None:
    made = book(case(1, kind, state))
    assert made.sheetnames == LISTS
    assert {sheet.title for sheet in made if rows(sheet)} == {title}
    assert made.active.title == title


def test_what_is_urgent_stands_first_then_what_waits_longest() -> None:
    old = case(3, Kind.REVISAR)
    new = replace(case(2, Kind.REVISAR), messages=(replace(old.messages[0], arrived=TAKEN),))
    urgent = replace(case(4, Kind.URGENTE), messages=new.messages)
    found = [row["Folio"] for row in rows(book(new, old, urgent)["Revisar"])]
    assert found == ["AF-26-00004", "AF-26-00003", "AF-26-00002"]


def test_masked_leaves_four_characters() -> None:
    data = workbook([case()], MEXICO, taken=TAKEN, masked=True)
    [row] = rows(openpyxl.load_workbook(io.BytesIO(data))["Altas por tramitar"])
    assert (row["NSS"], row["CURP"]) == ("•••0019", "•••" + MARIANA.curp[-4:])
    parts = zipfile.ZipFile(io.BytesIO(data))
    everything = b"".join(parts.read(name) for name in parts.namelist()).decode()
    assert MARIANA.nss not in everything
    assert MARIANA.curp not in everything


def test_a_name_is_parted_only_where_the_curp_leaves_no_doubt() -> None:
    doubtful = replace(MARIANA, name="MARIANA LOPEZ CASTELLANOS", curp="")
    [row] = rows(book(case(student=doubtful))["Altas por tramitar"])
    assert (row["Nombre"], row["Primer apellido"], row["Nombre(s)"]) == (doubtful.name, None, None)
    # Both ways round give the same seven letters.
    twice = Student("MARIA MARIA MARTA", "MAMM040312MCSRRRA8")
    [row] = rows(book(case(student=twice))["Altas por tramitar"])
    assert (row["Nombre"], row["Primer apellido"], row["Nombre(s)"]) == (twice.name, None, None)


def test_what_has_still_to_be_handed_in_stands_with_what_is_missing() -> None:
    data = workbook([case(1), case(2)], MEXICO, taken=TAKEN, unmet={"AF-26-00001": ("acta", "=1+1")})
    first, second = rows(openpyxl.load_workbook(io.BytesIO(data))["Altas por tramitar"])
    assert first["Falta"] == "clínica, número de control, acta, =1+1"
    assert second["Falta"] == "clínica, número de control"


def test_a_case_of_nobody_known_shows_who_wrote() -> None:
    [row] = rows(book(case(student=Student(), kind=Kind.REVISAR))["Revisar"])
    assert (row["Nombre"], row["NSS"], row["Correo"]) == (None, None, "mar@correo.example")
    [row] = rows(book(case(student=Student(), kind=Kind.REVISAR, messages=(), letters=()))["Revisar"])
    assert (row["Correo"], row["Asunto"], row["Carta"]) == (None, None, "Sin carta")
    assert row["Espera desde"] == row["Fecha"]


@pytest.mark.parametrize("semester", ["", "séptimo", "=7", "²", "1234567890123456"])
def test_a_semester_that_is_no_small_number_stays_text(semester: str) -> None:
    [row] = rows(book(case(student=replace(MARIANA, semester=semester)))["Altas por tramitar"])
    assert row["Semestre"] == (semester or None)


def test_every_missing_thing_and_every_state_has_its_words() -> None:
    assert MISSING.keys() == set(Missing)
    assert STATES.keys() == set(State)


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.builds("{}{}".format, st.sampled_from(["=", "+", "-", "@", "\t=", "\r=", "'", "_x0041_", "http://", "mailto:"]),
              st.text(max_size=30)),
    st.sampled_from(['=HYPERLINK("http://malo.example","ver")', "=cmd|' /C calc'!A0", "{=1+1}", "internal:A1", "TRUE",
                     "#REF!", "1E5", "_x000D_", "<f>1</f>"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_what_a_stranger_writes_is_text_unchanged_or_nothing(
    name: str, subject: str, reason: str, to: str
) -> None:
    mail = replace(case().messages[0], subject=subject)
    made = case(
        messages=(mail,),
        reasons=(reason,),
        student=Student(name=name, control=subject, address=to, programme=name, semester=reason),
        umf_wish=to,
    )
    data = workbook([made], MEXICO, taken=TAKEN)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Altas por tramitar"]
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    wanted = {
        "Nombre": name,
        "No. de control": subject,
        "Carrera": name,
        "Clínica deseada": to,
        "Correo": to or "mar@correo.example",
        "Asunto": subject,
    }
    for head, text in wanted.items():
        assert (_unescaped(cells[head].value) or "") == inert(text), head
    assert (_unescaped(cells["Motivo"].value) or "") == inert(reason, limit=240)
    assert all(cell.data_type in "sn" or cell.is_date for cell in cells.values())
    assert not any(cell.hyperlink for cell in cells.values())
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert not any(b"<f>" in archive.read(part) for part in archive.namelist() if part.startswith("xl/worksheets"))


def _unescaped(value: object) -> str | None:
    """openpyxl leaves Excel's escape of an underscore ("_x005F_") as it is; Excel itself shows the underscore."""
    return None if value is None else str(value).replace("_x005F_", "_")


# --- the command -----------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A configuration, and a store with one alta."""
    (tmp_path / "config.toml").write_text(
        '[institution]\nname = "Instituto"\nregistrations = ["A3399990326"]\n'
        '[officer]\nname = "E"\naddress = "afiliacion@tecnologico.example"\n'
        '[mailbox]\nurl = "maildir:buzon"\n[smtp]\nurl = "maildir:cartas"\n',
        encoding="utf-8",
    )
    store = house.open_store(f"sqlite:///{tmp_path / 'mailproc.sqlite3'}", account="buzon")
    house.handle(store, house.message(), house.ALTA, house.settings())
    store.close()
    return tmp_path


@pytest.mark.parametrize("order", [["FILE", "-c", "CONFIG"], ["-c", "CONFIG", "FILE"]])
def test_the_command_writes_the_file_for_the_user_alone(folder: Path, order: list[str]) -> None:
    file = folder / "casos.XLSX"
    words = [{"FILE": str(file), "CONFIG": str(folder / "config.toml")}.get(word, word) for word in order]
    told = CliRunner().invoke(app, ["export", *words])
    assert told.exit_code == 0, told.output
    assert told.output == f"1 caso en {file}\n"
    assert file.stat().st_mode & 0o777 == 0o600
    [row] = rows(openpyxl.load_workbook(io.BytesIO(file.read_bytes()))["Altas por tramitar"])
    assert (row["Folio"], row["NSS"]) == ("AF-26-00001", house.LUCIA.nss)
    CliRunner().invoke(app, ["export", *words, "--mask"])
    [row] = rows(openpyxl.load_workbook(io.BytesIO(file.read_bytes()))["Altas por tramitar"])
    assert row["NSS"] == "•••" + house.LUCIA.nss[-4:]
    assert [one.name for one in folder.iterdir() if one.name.startswith(".")] == []


def test_the_command_names_the_requirements_that_are_not_ticked(folder: Path) -> None:
    config = folder / "config.toml"
    with config.open("a", encoding="utf-8") as file:
        file.write('[policy]\nalta_requirements = ["acta de nacimiento", "carga académica"]\n')
    store = house.open_store(f"sqlite:///{folder / 'mailproc.sqlite3'}", account="buzon")
    for number, kind in ((2, Kind.HOJA), (3, Kind.ALTA)):
        house.handle(
            store, house.message(number), house.decision(kind, student=Student(f"OTRA {number}")), house.settings()
        )
    requirements = ("acta de nacimiento", "carga académica")
    tick(store, "AF-26-00001", "acta", requirements, now=TAKEN)
    for requirement in requirements:
        tick(store, "AF-26-00003", requirement, requirements, now=TAKEN)
    assert unmet(store, requirements) == {"AF-26-00001": ("carga académica",)}
    assert unmet(store, ()) == {}
    store.close()
    CliRunner().invoke(app, ["export", str(folder / "a.xlsx"), "-c", str(config)])
    found = {
        row["Folio"]: row["Falta"] for row in rows(openpyxl.load_workbook(folder / "a.xlsx")["Altas por tramitar"])
    }
    assert found == {"AF-26-00001": "clínica, carga académica", "AF-26-00003": None}


@pytest.mark.parametrize("word", ["casos.csv", "casos", "altas"])
def test_another_word_is_told_what_there_is(word: str) -> None:
    failed = CliRunner().invoke(app, ["export", word])
    assert isinstance(failed.exception, UsageError)
    assert str(failed.exception).startswith(f"export {word}: name a file that ends in .xlsx")


def test_a_file_that_cannot_be_written_is_named(folder: Path) -> None:
    (folder / "carpeta.xlsx").mkdir()
    for file, why in (("carpeta.xlsx", "is a folder"), ("nada/casos.xlsx", "cannot be written")):
        failed = CliRunner().invoke(app, ["export", str(folder / file), "-c", str(folder / "config.toml")])
        assert isinstance(failed.exception, UsageError)
        assert why in str(failed.exception)

"""A roster in every form that a school hands over, and what is none."""

import datetime as dt
import io
import tracemalloc
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml as ooxml
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailproc.errors import UsageError
from mailproc.roster import reading
from tests.unit.roster.tables import HEAD, as_csv, as_xlsx, people, read, rows

TABLE = rows(12)
NUMBERS = [(person.curp, person.nss) for person in people(12)]


def numbers(path: Path) -> list[tuple[str, str]]:
    found = read(path)
    assert found.troubles == []
    assert {line.entry.programme for line in found.lines} == {"Ingeniería Química"}
    return [(line.entry.curp, line.entry.nss) for line in found.lines]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("latin-1", "Latin-1"),
        ("cp1252", "Latin-1"),
        ("utf-16", "UTF-16"),
    ],
)
def test_csv_in_its_usual_forms(tmp_path, delimiter, encoding, told):
    path = as_csv(tmp_path / "padron.csv", TABLE, delimiter=delimiter, encoding=encoding)
    assert numbers(path) == NUMBERS
    assert read(path).told.startswith(told)


def test_titles_above_the_head_and_what_excel_puts_first(tmp_path):
    titles = [["sep=;"], ["INSTITUTO TECNOLÓGICO DE EJEMPLO; A. C."], [], ["Alumnos inscritos, 1 de septiembre"]]
    path = as_csv(tmp_path / "padron.csv", [*titles, *TABLE], delimiter=";", encoding="cp1252")
    assert numbers(path) == NUMBERS
    assert read(path).head == 5


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path):
    table = [list(cells) for cells in TABLE]
    table[1][5] = "Ingeniería\nQuímica"
    table[3][3] = "12345678901"
    (trouble,) = read(as_csv(tmp_path / "padron.csv", table)).troubles
    assert trouble.row == 4
    (trouble,) = read(as_xlsx(tmp_path / "padron.xlsx", table)).troubles
    assert trouble.row == 4


def test_latin_1_that_shows_itself_late(tmp_path):
    plain = [[cell.replace("í", "i") for cell in cells] for cells in TABLE]
    late = [*plain, *([["", "x" * 200]] * 8000), ["21279999", "MUÑOZ PEÑA ANA", "", "", "", "", "", ""]]
    found = read(as_csv(tmp_path / "padron.csv", late, encoding="latin-1"))
    assert found.lines[-1].entry.name == "MUÑOZ PEÑA ANA"


def test_latin_1_whose_last_letter_alone_shows_it(tmp_path):
    path = tmp_path / "padron.csv"
    path.write_bytes(b"Matricula;Nombre\n21270123;ANA MU\xd1")
    assert read(path).lines[0].entry.name == "ANA MUÑ"


def test_xlsx_with_numbers_that_were_made_of_texts(tmp_path):
    table: list[list[object]] = [list(TABLE[0])]
    for cells in TABLE[1:]:
        table.append([float(cells[0]), *cells[1:3], int(cells[3]), *cells[4:6], 5.0, dt.date(2026, 9, 1)])
    path = as_xlsx(tmp_path / "padron.xlsx", table)
    assert NUMBERS[0][1].startswith("0")
    assert numbers(path) == NUMBERS
    first = read(path).lines[0]
    assert (first.entry.control, first.entry.semester, first.status) == ("21270000", "5", "2026-09-01")


def test_the_sheet_that_has_students_is_found(tmp_path):
    path = as_xlsx(tmp_path / "padron.xlsx", [["Padrón"], [], *TABLE], before=["Portada", "Notas"])
    assert numbers(path) == NUMBERS
    found = read(path)
    assert (found.told, found.head) == ("hoja «Padrón»", 3)


def test_a_hidden_sheet_comes_last(tmp_path):
    book = openpyxl.Workbook()
    old, new = book.active, book.create_sheet("Nuevo")
    old.sheet_state = "hidden"
    for sheet, table in ((old, rows(3, seed=9)), (new, TABLE)):
        for cells in table:
            sheet.append(cells)
    book.save(tmp_path / "padron.xlsx")
    assert numbers(tmp_path / "padron.xlsx") == NUMBERS


def test_the_name_of_the_file_says_nothing(tmp_path):
    assert numbers(as_xlsx(tmp_path / "padron.xlsx", TABLE).rename(tmp_path / "padron.csv")) == NUMBERS
    assert numbers(as_csv(tmp_path / "b.csv", TABLE).rename(tmp_path / "padron.xlsx")) == NUMBERS


# --- What is no roster ------------------------------------------------------------------------------------


def locked(path: Path) -> None:
    plain, out = io.BytesIO(as_xlsx(path, TABLE).read_bytes()), io.BytesIO()
    ooxml.OOXMLFile(plain).encrypt("secreta", out)
    path.write_bytes(out.getvalue())


def cut(path: Path) -> None:
    whole = as_xlsx(path, TABLE).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def spoilt(path: Path) -> None:
    """A sheet whose XML breaks off."""
    whole = as_xlsx(path, TABLE)
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:900]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<office/>")


def binary(path: Path) -> None:
    """An .xlsb: Excel's own, in a ZIP too."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 1000)
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(110):
                part.write(b"0" * 10_000_000)


def bytes_of(content: bytes):
    return lambda path: path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (bytes_of(b""), "empty"),
        (bytes_of(b" \n\n"), "empty"),
        (lambda path: path.mkdir(), "folder"),
        (lambda path: None, "no such file"),
        (locked, "password"),
        (cut, "damaged"),
        (spoilt, "damaged"),
        (other_zip, "no XLSX"),
        (binary, "no XLSX"),
        (bomb, "too much"),
        (bytes_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), ".xls"),
        (bytes_of(b"%PDF-1.7\n%\xe2\xe3"), "PDF"),
        (bytes_of(b"\xff\xd8\xff\xe0JFIF"), "picture"),
        (bytes_of(b"\xef\xbb\xbf<!DOCTYPE html><table><tr><td>CURP</td></tr></table>"), "web page"),
        (bytes_of(b"<?xml version='1.0'?><Workbook/>"), "XML"),
        (bytes_of(b"CURP\x00\x01\x02"), "no table"),
        (bytes_of(b"hola\n"), "no column"),
        (bytes_of(b"Nombre,Carrera\nANA,Letras\n"), "no column"),
        (bytes_of(b'CURP,Nombre\nA,"ANA\nB,BETO\n'), "quotation mark"),
        (bytes_of(b"CURP,Nombre\n" + b'A,"' + b"x" * 200_000), "quotation mark"),
    ],
)
def test_what_is_no_roster_is_told_in_a_sentence(tmp_path, make, words):
    path = tmp_path / "padron"
    make(path)
    with pytest.raises(UsageError, match=words) as told:
        read(path)
    assert str(told.value).startswith(str(path))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"CURP,NSS\n", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content, start):
    path = tmp_path_factory.mktemp("any") / "padron"
    path.write_bytes(start + content)
    try:
        assert len(read(path).lines) <= 400
    except UsageError as error:
        assert str(path) in str(error)


def test_a_file_of_far_too_many_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 100)
    assert len(read(as_csv(tmp_path / "a.csv", rows(90))).lines) == 90
    with pytest.raises(UsageError, match="more than 100 rows"):
        read(as_csv(tmp_path / "b.csv", rows(110)))


def test_progress_is_told(tmp_path):
    told: list[tuple[int, int]] = []
    reading.read_roster(
        as_csv(tmp_path / "a.csv", [HEAD, *([[str(n)] for n in range(1600)])]), lambda *at: told.append(at)
    )
    assert told == [(500, 1601), (1000, 1601), (1500, 1601)]


def test_memory_holds_the_students_and_not_the_file(tmp_path):
    """What a spreadsheet carries beside the columns we know is let go row by row."""
    students = rows(100)
    read(as_csv(tmp_path / "first.csv", students))
    wide = [[*HEAD, "Notas"], *([*students[1 + number % 100], f"{number:05}" * 1000] for number in range(3000))]
    path = as_csv(tmp_path / "padron.csv", wide)
    tracemalloc.start()
    found = read(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.seen, len(found.lines)) == (3000, 100)
    assert most < path.stat().st_size / 2

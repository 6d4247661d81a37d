"""The page of `--debug`: every file, its pictures beside it, values with their crops; strangers' words inert."""

import base64
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from mailproc.reader import ReaderOptions
from mailproc.reading.model import Field, FileReading, Hints, Problem, ProblemCode
from mailproc.seen.folder import SIGNATURE, DebugFolder
from mailproc.seen.job import DrawnReading, read_and_draw
from mailproc.seen.report import Report
from tests.documents import generate
from tests.unit.officer.test_narrow import WIDTH, measured
from tests.unit.seen.readings import CONSTANCIA, NSS, RELATIVE, of_file

PDF, SHEET = generate(5, case="si_ours", layout="lines")


@pytest.fixture(scope="module")
def drawn() -> FileReading:
    """A constancia as a worker reads and draws it."""
    return read_and_draw(PDF, SHEET.filename, Hints(filename=SHEET.filename), ReaderOptions())


def told(folder: Path, *files: tuple[str, FileReading]) -> LexborHTMLParser:
    report = Report(DebugFolder(folder))
    for path, reading in files:
        report.add(Path(path), reading)
    return LexborHTMLParser(report.finish().read_text(encoding="utf-8"))


def test_a_reading_with_its_page_and_its_crops(drawn: FileReading) -> None:
    assert isinstance(drawn, DrawnReading)
    (page,) = drawn.pages
    picture = Image.open(io.BytesIO(page.png))
    assert (picture.format, picture.info["Software"]) == ("PNG", SIGNATURE)
    assert SIGNATURE.encode() in page.png[:400], "by which the folder knows its own files"
    crops = {crop.field: Image.open(io.BytesIO(crop.jpeg)) for crop in drawn.crops}
    assert {"nss", "curp", "vigente", "issued"} <= crops.keys()
    assert all(0 < crop.width <= 640 and 0 < crop.height <= 128 for crop in crops.values())
    low, high = crops["nss"].convert("L").getextrema()
    assert low < 100 < high, "there are letters on it"


def test_every_picture_named_lies_beside_the_page(drawn: FileReading, tmp_path: Path) -> None:
    page = told(tmp_path, (SHEET.filename, drawn), (SHEET.filename, drawn), ("vacio.pdf", of_file()))
    names = [image.attributes["src"] or "" for image in page.css("figure img")]
    assert len(set(names)) == 2
    for name in names:
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names, "index.html"])


def test_values_stand_beside_their_crops(drawn: FileReading, tmp_path: Path) -> None:
    page = told(tmp_path, (SHEET.filename, drawn))
    rows = {row.css_first("dt").text(): row for row in page.css(".row")}
    assert rows["NSS"].css_first(".value").text() == SHEET.nss
    assert rows["NSS"].css_first(".mark").attributes["class"] == "mark yes"
    assert "texto del PDF" in rows["NSS"].text()
    source = rows["NSS"].css_first(".crop img").attributes["src"] or ""
    crop = Image.open(io.BytesIO(base64.b64decode(source.removeprefix("data:image/jpeg;base64,"))))
    assert crop.width > 20


def test_a_file_that_broke_its_worker_is_told_without_pictures(tmp_path: Path) -> None:
    broken = of_file(problems=(Problem(ProblemCode.CRASHED, "El archivo hizo fallar al lector."),))
    page = told(tmp_path, ("roto.pdf", broken))
    assert "El archivo hizo fallar al lector." in page.body.text()  # type: ignore[union-attr]  # there is a body
    assert "No hay páginas que mostrar." in page.body.text()  # type: ignore[union-attr]
    assert page.css("figure") == []


def test_persons_and_problems_are_told(tmp_path: Path) -> None:
    text = told(tmp_path, ("a.jpg", of_file(RELATIVE))).css_first("section").text()
    for word in ("GOMEZ RUIZ PEDRO", "hija", "No se pudo leer el nombre.", "no se leyó"):
        assert word in text


def test_a_stranger_s_words_are_words(tmp_path: Path) -> None:
    evil = '"><script>alert(1)</script>'
    reading = of_file(replace(CONSTANCIA, name=Field(evil, True, 1.0)), name=evil)
    page = told(tmp_path, (f"{evil}{{{{ 7 * 7 }}}}.pdf", reading))
    assert page.css("script") == []
    assert evil in page.css_first("h2").text()
    assert "{{ 7 * 7 }}" in page.css_first("h2").text()
    assert "default-src 'none'" in (page.css_first("meta[http-equiv]").attributes["content"] or "")


def test_on_a_phone_nothing_sticks_out(drawn: FileReading, tmp_path: Path) -> None:
    long = replace(CONSTANCIA, name=Field("NABUCODONOSORCUAUHTEMOC" * 6, True, 0.9))
    folder = tmp_path / "debug"
    told(folder, (SHEET.filename, drawn), ("x" * 150 + ".jpg", of_file(long)))
    page = (folder / "index.html").read_text(encoding="utf-8")
    (found,) = measured({"index": page})
    assert (found["width"], found["scroll"], found["wide"]) == (WIDTH, WIDTH, [])
    assert NSS in page

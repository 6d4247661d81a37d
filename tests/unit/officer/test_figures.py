"""The report of a semester as she opens, prints and files it: the figures are those counted, nobody stands in it."""

import html
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from typer.testing import CliRunner

from mailproc.cases.kinds import Kind
from mailproc.cli import app
from mailproc.errors import UsageError
from mailproc.officer.report import duration, report_html, report_json, report_xlsx
from mailproc.store.counts import Counts, Piece, Week
from tests.browser import browse, frame
from tests.unit.reply.institute import institute
from tests.unit.store import house

TAKEN = datetime(2026, 12, 12, 2, tzinfo=UTC)
FOUND = Counts(
    first=date(2026, 8, 19),
    last=date(2026, 9, 4),
    messages=1240,
    foreign=12,
    old=1,
    aside=0,
    cases=8,
    alone=5,
    letters=7,
    kinds=((Kind.ALTA, 3), (Kind.CARNET, 4), (Kind.URGENTE, 1)),
    programmes=(("INGENIERIA EN SISTEMAS", 5), ("", 2), ("Licenciatura en Administración", 1)),
    weeks=(
        Week(date(2026, 8, 17), 900, 6, 5),
        Week(date(2026, 8, 24), 340, 2, 2),
        Week(date(2026, 8, 31), 0, 0, 0),
    ),
    pieces=(Piece(Kind.ALTA, 3, 2, timedelta(days=1, hours=12)), Piece(Kind.URGENTE, 1, 0, None)),
    answers=tuple(timedelta(minutes=wait) for wait in (1, 2, 4, 30, 90, 600, 3000)),
)
NOTHING = replace(
    FOUND, messages=0, foreign=0, old=0, cases=0, alone=0, letters=0, kinds=(), programmes=(), pieces=(), answers=(),
    weeks=(Week(date(2026, 8, 17), 0, 0, 0),),
)  # fmt: skip
YEARS = replace(
    FOUND, weeks=tuple(Week(date(2026, 8, 17) + timedelta(weeks=week), 7, week, 5) for week in range(160))
)


def page(counts: Counts) -> HTMLParser:
    return HTMLParser(report_html(counts, institute(), taken=TAKEN))


def words(tree: HTMLParser, query: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in tree.css(query)]


def test_the_figures_stand_on_the_page() -> None:
    tree = page(FOUND)
    assert words(tree, ".lead") == [
        "De 8 casos, el programa llevó solo 5 (63 %). La mitad de los mensajes tuvo respuesta en 30 min o menos."
    ]
    assert words(tree, ".tiles .tile b") == ["1,240", "8", "7", "63 %"]
    assert words(tree, ".clocks .tile b") == ["30 min", "2 días 2 h"]
    assert words(tree, ".key > span") == [
        "Los llevó el programa solo: 5 (63 %)",
        "Pasaron por la oficina: 3 (38 %)",
    ]
    assert words(tree, ".list tbody tr") == [
        "Alta 3 2 1 1 día 12 h",
        "Urgente 1 0 1 —",
        "17 de agosto de 2026 900 6 5",
        "24 de agosto 340 2 2",
        "31 de agosto 0 0 0",
    ]
    assert words(tree, ".bars tr") == [
        "Hasta 10 minutos 3 43 %",
        "De 10 minutos a 1 hora 1 14 %",
        "De 1 a 24 horas 2 29 %",
        "Más de un día 1 14 %",
        "Alta 3 38 %",
        "Carnet 4 50 %",
        "Urgente 1 13 %",
        "Ingenieria en Sistemas 5 63 %",
        "Sin carrera registrada 2 25 %",
        "Licenciatura en Administración 1 13 %",
    ]
    assert (
        "12 mensajes que no eran de afiliación y 1 mensaje anterior que sólo se anotó" in words(tree, "footer")[0]
    )
    assert "Hecho el 11 de diciembre de 2026" in words(tree, "footer")[0]


def test_columns_are_as_high_as_their_weeks() -> None:
    columns = page(FOUND).css(".plot rect")
    assert [column.attributes["height"] for column in columns] == ["100.0", "33.33", "0.0"]
    assert words(page(FOUND), ".plot title")[0] == "Semana del 17 de agosto de 2026: 6 casos"
    assert words(page(FOUND), ".plot .tick") == ["6", "3", "0"]
    assert words(page(FOUND), ".months span") == ["17 ago", "24 ago", "31 ago"]
    assert len(page(YEARS).css(".months span")) <= 7


@pytest.mark.parametrize(
    ("most", "top"),
    [(0, 2), (1, 2), (5, 6), (10, 10), (11, 12), (25, 30), (79, 80), (81, 100), (101, 120), (999, 1000)],
)
def test_the_scale_is_round_and_high_enough(most: int, top: int) -> None:
    tree = page(replace(FOUND, weeks=(Week(date(2026, 8, 17), 0, most, 0),)))
    assert words(tree, ".plot .tick") == [str(top), str(top // 2), "0"]
    assert float(tree.css_first(".plot rect").attributes["height"] or "") <= 100


def test_days_in_which_nothing_came_are_said_so() -> None:
    tree = page(NOTHING)
    assert words(tree, ".lead") == ["En estos días no se abrió ningún caso."]
    assert words(tree, ".tiles .tile b") == ["0", "0", "0", "—"]
    assert words(tree, ".note") == ["En estos días no salió ninguna carta de respuesta."]
    assert "Además llegaron" not in words(tree, "footer")[0]


def test_the_page_runs_nothing_and_asks_nobody() -> None:
    text = report_html(FOUND, institute(), taken=TAKEN)
    assert not re.search(r"<script|<link|<img|@import|url\(|https?:|\son[a-z]+=", text)


def test_a_programme_of_the_roster_is_text() -> None:
    text = report_html(replace(FOUND, programmes=(("<b>X</b> 07220400019", 1),)), institute(), taken=TAKEN)
    assert "&lt;b&gt;X&lt;/b&gt; •••0019" in text


def test_nothing_sticks_out_on_a_phone() -> None:
    long = replace(FOUND, programmes=(("Nabucodonosorcuauhtémocpopocatépetl" * 4, 4000),))
    measure = """<script>addEventListener("load", () => {
      const page = document.querySelector("iframe").contentDocument, found = [];
      for (const one of page.body.querySelectorAll("*")) {
        const box = one.getBoundingClientRect();
        if (box.right > 380.5 || box.left < -0.5) found.push(one.outerHTML.slice(0, 60));
      }
      document.body.innerHTML = "<pre></pre>"; document.querySelector("pre").textContent = JSON.stringify(found);
    });</script>"""
    for counts in (long, NOTHING, YEARS):
        text = report_html(counts, institute(), taken=TAKEN)
        shown = f"<!DOCTYPE html><body>{frame('informe', text, width=380, height=800)}{measure}</body>"
        answer = re.search(r"<pre>(.*)</pre>", browse(shown, "--dump-dom"), re.DOTALL)
        assert answer
        assert json.loads(html.unescape(answer[1])) == []


def test_durations_read_as_people_say_them() -> None:
    told = [
        duration(timedelta(seconds=seconds)) for seconds in (0, 29, 60, 3599, 3600, 8100, 86400, 90000, 176400)
    ]
    assert told == [
        "menos de 1 min",
        "menos de 1 min",
        "1 min",
        "1 h",
        "1 h",
        "2 h 15 min",
        "1 día",
        "1 día 1 h",
        "2 días 1 h",
    ]
    assert duration(None) == "—"


def test_the_json_form() -> None:
    assert report_json(FOUND) == {
        "from": "2026-08-19",
        "to": "2026-09-04",
        "messages": 1240,
        "foreign": 12,
        "old": 1,
        "set_aside": 0,
        "cases": 8,
        "alone": 5,
        "letters": 7,
        "by_kind": {"alta": 3, "carnet": 4, "urgente": 1},
        "by_programme": [
            {"programme": "INGENIERIA EN SISTEMAS", "cases": 5},
            {"programme": "", "cases": 2},
            {"programme": "Licenciatura en Administración", "cases": 1},
        ],
        "by_week": [
            {"monday": "2026-08-17", "messages": 900, "cases": 6, "letters": 5},
            {"monday": "2026-08-24", "messages": 340, "cases": 2, "letters": 2},
            {"monday": "2026-08-31", "messages": 0, "cases": 0, "letters": 0},
        ],
        "answers": {"count": 7, "median_seconds": 1800, "p90_seconds": 180000},
        "officer": [
            {"kind": "alta", "cases": 3, "done": 2, "median_seconds": 129600},
            {"kind": "urgente", "cases": 1, "done": 0, "median_seconds": None},
        ],
    }


def test_the_excel_file_has_typed_cells() -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(FOUND, institute(), taken=TAKEN)))
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    assert list(sheets) == ["Resumen", "Por tipo", "Por carrera", "Por semana", "Oficina"]
    assert ("Casos que el programa llevó solo", 5) in sheets["Resumen"]
    assert ("Tiempo de respuesta, mediana", timedelta(minutes=30)) in sheets["Resumen"]
    assert sheets["Por tipo"] == [("Tipo de caso", "Casos"), ("Alta", 3), ("Carnet", 4), ("Urgente", 1)]
    assert sheets["Por carrera"][2] == ("Sin carrera registrada", 2)
    assert sheets["Por semana"][1] == (datetime.fromisoformat("2026-08-17"), 900, 6, 5)
    assert sheets["Oficina"][1:] == [
        ("Alta", 3, 2, 1, timedelta(days=1, hours=12)),
        ("Urgente", 1, 0, 1, None),
    ]
    assert book["Por semana"]["A2"].number_format == "dd/mm/yyyy"
    assert all(sheet.freeze_panes == "A2" for sheet in book)


def test_a_bar_of_little_is_not_nothing() -> None:
    rows = words(page(replace(FOUND, kinds=((Kind.ALTA, 999), (Kind.BAJA, 1)))), ".bars tr")
    assert "Baja 1 <1 %" in rows


# --- the command -----------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A configuration, and a store with one alta of August 20."""
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


def report(folder: Path, *more: str, first: str = "2026-08-01", last: str = "2026-08-20"):
    words = ["report", "-c", str(folder / "config.toml"), "--from", first, "--to", last, *more]
    return CliRunner().invoke(app, words)


def test_the_command_shows_tables(folder: Path) -> None:
    told = report(folder)
    assert told.exit_code == 0, told.output
    assert told.output.startswith("Del 01/08/2026 al 20/08/2026\n")
    assert re.search(r"Casos que pasaron por la oficina\s+│\s+1 │", told.output)
    assert house.LUCIA.name not in told.output


def test_the_command_writes_files_and_json(folder: Path) -> None:
    page, book = folder / "informe.html", folder / "informe.xlsx"
    told = report(folder, "--html", str(page), "--xlsx", str(book), "--json")
    assert json.loads(told.output)["by_kind"] == {"alta": 1}
    assert report(folder, "--html", str(page)).output == f"Informe en {page}\n"
    assert "De 1 caso, el programa llevó solo 0 (0 %)." in page.read_text(encoding="utf-8")
    assert openpyxl.load_workbook(book)["Por tipo"]["B2"].value == 1
    everything = page.read_text(encoding="utf-8") + told.output
    for word in (house.LUCIA.name, house.LUCIA.nss, house.LUCIA.curp, house.STUDENT, "AF-26"):
        assert word not in everything


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-08-20", "2026-08-19", "--from 2026-08-20 is after --to 2026-08-19: give the earlier day first."),
        ("20/08/2026", "2026-08-21", "--from 20/08/2026: write the day as YYYY-MM-DD, such as 2026-08-17."),
        ("2026-08-20", "mañana", "--to mañana: write the day as YYYY-MM-DD, such as 2026-08-17."),
    ],
)
def test_days_that_are_none_are_told(folder: Path, first: str, last: str, why: str) -> None:
    failed = report(folder, first=first, last=last)
    assert isinstance(failed.exception, UsageError)
    assert str(failed.exception) == why

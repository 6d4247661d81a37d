"""`mailproc roster import` as a person types it: what is shown, written and refused."""

import json
from pathlib import Path

import pytest

from mailproc.cases.roster import Entry
from mailproc.store import roster
from mailproc.store.opening import open_store
from tests.mail.typed import ROOT, mailproc, one_sentence
from tests.unit.roster.tables import HEAD, as_csv, as_xlsx, people, row, rows

ACCOUNT = "afiliacion@tecnologico.example"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_bytes((ROOT / "config.example.toml").read_bytes())
    return tmp_path


def stored(home: Path, *controls: str) -> tuple[int, tuple[Entry, ...]]:
    """How many are in the roster, and those with these control numbers."""
    store = open_store(f"sqlite:///{home / 'mailproc.sqlite3'}", account=ACCOUNT)
    found = roster.count(store), roster.candidates(store, controls=controls)
    store.close()
    return found


def test_a_roster_is_shown_and_written(home):
    table = rows(30)
    table[2][3] = "12345678901"
    table[5][7] = "EGRESADO"
    table[0].append("Teléfono")
    as_xlsx(home / "padron.xlsx", table)
    done = mailproc("roster", "import", "padron.xlsx", folder=home)
    assert done.returncode == 0, done.stderr
    for said in (
        "Nombre del alumno",
        "Teléfono",
        "dígito verificador",
        "30 filas, 30 estudiantes (1 ",
        "ahora 30",
    ):
        assert said in done.stdout
    # No value of anybody's, wrong or right.
    assert "12345678901" not in done.stdout + done.stderr
    assert not any(one.curp in done.stdout + done.stderr for one in people(30))
    count, (gone,) = stored(home, "21270004")
    assert count == 30
    assert gone.graduated
    assert gone.curp == people(30)[4].curp


def test_for_programs_it_is_one_object(home):
    table = rows(3)
    table[2][2] = "AAAA"
    as_csv(home / "padron.csv", [["Padrón"], *table], delimiter=";", encoding="latin-1")
    done = mailproc("roster", "import", "padron.csv", "--json", folder=home)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "file": "padron.csv",
        "read_as": "Latin-1 (Windows-1252)",
        "head_row": 2,
        "columns": dict(
            zip(
                ("control", "name", "curp", "nss", "address", "programme", "semester", "status"), HEAD, strict=True
            )
        ),
        "unused_columns": [],
        "rows": 3,
        "students": 3,
        "graduated": 0,
        "before": 0,
        "written": True,
        "problems": [{"row": 4, "column": "CURP", "code": "form", "text": "no tiene la forma de este dato"}],
    }


def test_a_dry_run_writes_nothing(home):
    as_csv(home / "padron.csv", rows(3))
    done = mailproc("roster", "import", "padron.csv", "--dry-run", folder=home)
    assert done.returncode == 0
    assert "No se escribió nada" in done.stdout
    assert stored(home) == (0, ())


def test_a_roster_that_lost_more_than_half_needs_a_word(home):
    as_csv(home / "all.csv", rows(10))
    as_csv(home / "half.csv", rows(5))
    as_csv(home / "few.csv", rows(2))
    assert mailproc("roster", "import", "all.csv", folder=home).returncode == 0
    # Half of them is a new school year.
    assert mailproc("roster", "import", "half.csv", folder=home).returncode == 0
    refused = mailproc("roster", "import", "few.csv", folder=home)
    assert refused.returncode == 2
    one_sentence(refused, "few.csv", "2 students", "5", "--shrink")
    assert "2 filas, 2 estudiantes" in refused.stdout
    assert mailproc("roster", "import", "few.csv", "--dry-run", folder=home).returncode == 2
    assert stored(home)[0] == 5
    assert mailproc("roster", "import", "few.csv", "--shrink", folder=home).returncode == 0
    assert stored(home)[0] == 2


def test_a_roster_with_no_row_that_can_be_used_is_refused_with_its_reasons(home):
    bad = row(1, people(1)[0])
    bad[0] = bad[2] = bad[4] = ""
    bad[3] = "12345678901"
    as_csv(home / "padron.csv", [list(HEAD), bad])
    done = mailproc("roster", "import", "padron.csv", "--shrink", "--json", folder=home)
    assert done.returncode == 2
    one_sentence(done, "padron.csv", "no row")
    told = json.loads(done.stdout)
    assert not told["written"]
    assert [problem["code"] for problem in told["problems"]] == ["check_digit", "unidentified"]


def test_a_file_that_is_no_roster_leaves_the_roster(home):
    as_csv(home / "padron.csv", rows(3))
    assert mailproc("roster", "import", "padron.csv", folder=home).returncode == 0
    (home / "lista.pdf").write_bytes(b"%PDF-1.7\n")
    done = mailproc("roster", "import", "lista.pdf", folder=home)
    assert done.returncode == 2
    one_sentence(done, "lista.pdf", "PDF")
    assert stored(home)[0] == 3


def test_help_tells_what_it_takes(home):
    done = mailproc("roster", "import", "--help", folder=home)
    assert done.returncode == 0
    for word in ("CSV", "XLSX", "--dry-run", "--shrink", "--json"):
        assert word in done.stdout

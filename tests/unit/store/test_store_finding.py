"""Cases found by whatever somebody at the window says: accents, case, blanks, hyphens and order do not count."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailproc.cases.decision import Student
from mailproc.cases.kinds import Kind
from mailproc.cli import app
from mailproc.errors import UsageError
from mailproc.message.model import Address
from mailproc.reading.model import Document
from mailproc.store import finding
from mailproc.store.finding import find
from mailproc.store.opening import Store, open_store
from mailproc.store.record import Sheet
from tests.unit.store.house import decision, handle, message, settings

PEOPLE = (
    Student(
        "MARÍA JOSÉ NÚÑEZ DE LA CRUZ", "NUCM040312MCSXRR00", "07220400019", "L22270001", "l22270001@ite.example"
    ),
    Student("JOSE ANGEL PEREZ-GIL RAMOS", "PERA050921HCSRMN07", "34210512341", "22270044", "22270044@ite.example"),
    Student("ANA NUNEZ ROBLES", "NURA031130MCSXBN08", "07210300013", "M21270090", "ana.robles@correo.example"),
)
UNTRUSTED = {
    "document": "constancia_vigencia",
    "pages": [1],
    "fields": {
        "nss": {"value": "90119988776", "trusted": False},
        "curp": None,
        "name": {"value": "GÜENDOLINA ÑÚ", "trusted": False},
    },
}


def filled(store: Store) -> Store:
    """Folios 1 to 3 of the three people; 4 of nobody known, whose sheet was read and not trusted; 5 with no sheet."""
    for number, person in enumerate(PEOPLE, start=1):
        handle(store, message(number, sender=person.address), decision(student=person), settings())
    unknown = replace(
        message(4, sender="primo@correo.example"), sender=Address("Óscar Zúñiga", "primo@correo.example")
    )
    sheet = Sheet("a.pdf", "ab" * 32, Document.CONSTANCIA, UNTRUSTED)
    handle(store, unknown, decision(Kind.REVISAR, student=Student()), settings(), sheets=[sheet])
    bare = Sheet("b.pdf", "cd" * 32, Document.DESCONOCIDO, {"document": "desconocido", "pages": []})
    handle(store, message(5, sender=""), decision(Kind.REVISAR, student=Student()), settings(), sheets=[bare])
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("find")
    return filled(open_store(f"sqlite:///{folder / 'mailproc.sqlite3'}"))


def folios(store: Store, text: str) -> list[int]:
    return [int(case.folio[-5:]) for case in find(store, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # folio
        ("AF-26-00002", [2]),
        ("af-26-00002", [2]),
        (" 26-00003 ", [3]),
        # NSS, with blanks and hyphens, and the end of it as the digest shows it
        ("07220400019", [1]),
        ("0722 040 0019", [1]),
        ("07-22-04-0001-9", [1]),
        ("0019", [1]),
        ("001-9", [1]),
        ("0400 019", [1]),
        ("90119988776", [4]),
        # CURP
        ("pera050921hcsrmn07", [2]),
        ("PERA050921", [2]),
        # control number, with and without its letter
        ("L22270001", [1]),
        ("22270001", [1]),
        ("l22270044", [2]),
        ("21270090", [3]),
        # name: accents, case, order, beginnings
        ("nuñez", [1, 3]),
        ("NUNEZ", [1, 3]),
        ("Núñez María", [1]),
        ("maria jose", [1]),
        ("de la cruz nuñez", [1]),
        ("jos", [1, 2]),
        ("perez gil", [2]),
        ("Pérez-Gil", [2]),
        ("gil perez", [2]),
        ("robles 0013", [3]),
        ("zuniga oscar", [4]),
        ("guendolina", [4]),
        ("ñu", [1, 3, 4]),
        # address
        ("ana.robles@correo.example", [3]),
        ("ANA.ROBLES@CORREO.EXAMPLE", [3]),
        ("@correo.example", [3, 4]),
        ("ana.robles", [3]),
        ("primo", [4]),
        # nothing
        ("garcia", []),
        ("maria robles", []),
        ("ez", []),
        ("19", []),
        ("07220400018", []),
        ("correo.example", []),
        ("", []),
        ("...", []),
        ("%", []),
    ],
)
def test_found_by(store: Store, text: str, found: list[int]) -> None:
    assert folios(store, text) == found


def test_another_mailbox_of_the_same_store_is_not_looked_into(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mailproc.sqlite3'}"
    filled(open_store(url)).close()
    other = open_store(url, account="otro")
    assert find(other, "nuñez") == ()
    other.close()


def test_more_cases_than_one_statement_takes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST", 2)
    assert folios(store, "AF-26") == [1, 2, 3, 4, 5]


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    (tmp_path / "config.toml").write_text(
        '[institution]\nname = "Instituto"\nregistrations = ["A3399990326"]\n'
        '[officer]\nname = "E"\naddress = "afiliacion@tecnologico.example"\n'
        '[mailbox]\nurl = "maildir:buzon"\n[smtp]\nurl = "maildir:cartas"\n',
        encoding="utf-8",
    )
    filled(open_store(f"sqlite:///{tmp_path / 'mailproc.sqlite3'}", account="buzon")).close()
    return ["-c", str(tmp_path / "config.toml")]


def test_the_command_shows_a_table_in_spanish(command: list[str]) -> None:
    told = CliRunner().invoke(app, ["find", "Núñez", "José", *command])
    assert told.exit_code == 0, told.output
    assert told.output.split("\n")[0].strip() == "1 caso"
    assert "AF-26-00001" in told.output
    assert "20/08/2026" in told.output
    nameless = CliRunner().invoke(app, ["find", "zuñiga", *command]).output
    assert "primo@correo" in nameless


def test_the_command_prints_the_same_objects_as_cases(command: list[str]) -> None:
    found = json.loads(CliRunner().invoke(app, ["find", "nunez", "--json", *command]).output)
    every = json.loads(CliRunner().invoke(app, ["cases", "--json", *command]).output)
    assert found == [every[0], every[2]]


def test_nothing_found_is_a_sentence_and_no_failure(command: list[str]) -> None:
    told = CliRunner().invoke(app, ["find", "nadie", "así", *command])
    assert (told.exit_code, told.output) == (0, "Ningún caso con «nadie así».\n")
    assert CliRunner().invoke(app, ["find", "nadie", "--json", *command]).output == "[]\n"


def test_to_look_for_nothing_is_refused(command: list[str]) -> None:
    failed = CliRunner().invoke(app, ["find", " . ", *command])
    assert isinstance(failed.exception, UsageError)

"""`mailproc export idse` and `mailproc import idse` as a person types them, on a real store."""

import json
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mailproc.cases.kinds import Kind, State
from mailproc.cli import main
from mailproc.idse.file import read_file
from mailproc.idse.layout import Form
from mailproc.store import cases as stored
from mailproc.store.opening import Store, open_store
from tests.mail.typed import ROOT, environment, one_sentence
from tests.unit.idse.desk import INAKI, LUCIA, case, sheet, student, three
from tests.unit.idse.students import OTHER
from tests.unit.idse.test_idse_golden import LINES
from tests.unit.idse.test_movements_stored import movements
from tests.unit.store.house import opened

ACCOUNT = "afiliacion@tecnologico.example"


def configured(folder: Path, **idse: str) -> None:
    """The example's configuration with other values in [idse]."""
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    head, table = text.split("[idse]\n")
    for key, value in {"default_umf": '"013"', "guia": '"15400"', "date": '"2026-09-01"', **idse}.items():
        lines = [f"{key} = {value}" if line.startswith(f"{key} = ") else line for line in table.split("\n")]
        table = "\n".join(lines)
    (folder / "config.toml").write_text(f"{head}[idse]\n{table}", encoding="utf-8")


def store_of(folder: Path) -> Store:
    return open_store(f"sqlite:///{folder / 'mailproc.sqlite3'}", account=ACCOUNT)


@pytest.fixture
def typed(capfd, monkeypatch) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """The command as typed in a folder, in this process: to start one costs seconds."""

    def run(*words: str, folder: Path) -> "subprocess.CompletedProcess[str]":
        monkeypatch.chdir(folder)
        monkeypatch.setenv("COLUMNS", "120")
        monkeypatch.setattr(sys, "argv", ["mailproc", *words])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        told = capfd.readouterr()
        code = ended.value.code
        return subprocess.CompletedProcess(words, code if isinstance(code, int) else 0, told.out, told.err)

    return run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A configuration, and a store with two altas and a baja."""
    configured(tmp_path)
    opened(tmp_path).close()
    store = store_of(tmp_path)
    three(store)
    store.close()
    return tmp_path


def exported(home: Path) -> list[tuple[str, str]]:
    """Movements in the store: type and file."""
    store = store_of(home)
    found = [(row.type, row.file) for row in movements(store)]
    store.close()
    return found


def test_the_file_is_what_imss_gets(home, typed):
    done = typed("export", "idse", "altas.txt", folder=home)
    assert done.returncode == 0, done.stderr
    path = home / "altas.txt"
    lines = path.read_bytes().split(b"\r\n")
    assert lines[0].decode() == LINES["alta, Ñ como #"]
    assert lines[2].decode() == LINES["baja"]
    assert [len(line) for line in lines] == [168, 168, 168, 0]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "01/09/2026" in done.stdout
    assert "A3399990326" in done.stdout
    assert not any(who.nss in done.stdout or who.curp in done.stdout for who in (INAKI, LUCIA))
    assert sorted(one.name for one in home.glob("*altas*")) == ["altas.txt"]
    assert exported(home) == [("08", "altas.txt"), ("08", "altas.txt"), ("02", "altas.txt")]


def test_the_second_time_there_is_nothing_and_again_makes_it_anew(home, typed):
    typed("export", "idse", "uno.txt", folder=home)
    done = typed("export", "idse", "dos.txt", folder=home)
    assert done.returncode == 0
    assert "No hay ningún movimiento" in done.stdout
    assert "3 ya se habían exportado" in done.stdout
    assert not (home / "dos.txt").exists()
    done = typed("export", "idse", "dos.txt", "--again", "--date", "2026-09-02", folder=home)
    assert done.returncode == 0
    one, two = ((home / name).read_bytes() for name in ("uno.txt", "dos.txt"))
    assert two == one.replace(b"01092026", b"02092026")
    assert len(exported(home)) == 6


def test_for_programs_it_is_one_object_without_any_value(home, typed):
    store = store_of(home)
    case(store, 4, student(LUCIA, curp="", nss=""), Kind.BAJA)
    store.close()
    done = typed("export", "idse", "altas.txt", "--json", folder=home)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    [file] = told["files"]
    assert file["movements"] == [
        {"id": "AF-26-00001", "type": "08"},
        {"id": "AF-26-00002", "type": "08"},
        {"id": "AF-26-00003", "type": "02"},
    ]
    assert (file["file"], file["registro"], told["date"]) == ("altas.txt", "A3399990326", "2026-09-01")
    assert [(one["id"], one["field"]) for one in told["refused"]] == [
        ("AF-26-00004", field) for field in ("nss", "curp", "name")
    ]
    assert told["waiting"] == told["notices"] == told["exported_before"] == []
    assert not any(value in done.stdout for value in (INAKI.nss, INAKI.curp, INAKI.name))
    told = json.loads(typed("export", "idse", "x.txt", "--json", folder=home).stdout)
    assert [(one["id"], one["type"], one["file"]) for one in told["exported_before"]] == [
        (f"AF-26-0000{at}", "02" if at == 3 else "08", "altas.txt") for at in (1, 2, 3)
    ]


@pytest.mark.parametrize(("word", "types"), [("altas", ["08", "08"]), ("bajas", ["02"])])
def test_one_type_alone(home, typed, word, types):
    done = typed("export", "idse", "m.txt", "--type", word, folder=home)
    assert done.returncode == 0, done.stderr
    assert [one.type.value for one in read_file((home / "m.txt").read_bytes(), Form()).movements] == types
    assert [type_ for type_, _ in exported(home)] == types


def test_altas_without_their_ticks_are_named(home, typed):
    text = (home / "config.toml").read_text(encoding="utf-8")
    (home / "config.toml").write_text(
        text.replace("alta_requirements = []", 'alta_requirements = ["Carta firmada"]'), encoding="utf-8"
    )
    done = typed("export", "idse", "m.txt", "--json", folder=home)
    told = json.loads(done.stdout)
    assert [(one["id"], one["text"]) for one in told["waiting"]] == [
        (f"AF-26-0000{at}", "Falta palomear: Carta firmada.") for at in (1, 2)
    ]
    assert told["refused"] == []
    assert exported(home) == [("02", "m.txt")]
    shown = typed("export", "idse", "n.txt", folder=home)
    assert "Altas que esperan requisitos" in shown.stdout


def test_each_registro_has_its_file(home, typed):
    configured(home, registro=f'"{OTHER}"')
    text = (home / "config.toml").read_text(encoding="utf-8")
    (home / "config.toml").write_text(
        text.replace('registrations = ["A3399990326"]', f'registrations = ["A3399990326", "{OTHER}"]'),
        encoding="utf-8",
    )
    store = store_of(home)
    case(store, 6, student(LUCIA), Kind.HOJA, sheets=(sheet(student(LUCIA), registros=("A339999032",)),))
    store.close()
    done = typed("export", "idse", "m.txt", folder=home)
    assert done.returncode == 0, done.stderr
    found = {path.name: read_file(path.read_bytes(), Form()).movements for path in home.glob("m*.txt")}
    assert {name: {one.registro for one in told} for name, told in found.items()} == {
        "m-A3399990326.txt": {"A3399990326"},
        f"m-{OTHER}.txt": {OTHER},
    }
    assert sum(map(len, found.values())) == 3


@pytest.mark.parametrize(
    ("registrations", "idse", "words"),
    [
        ('["A339999032"]', {}, ("none has 11 characters", "[idse] registro")),
        ('["A3399990"]', {"registro": f'"{OTHER}"'}, (OTHER, "none of [institution] registrations")),
    ],
)
def test_a_registro_that_will_not_do_is_told_in_one_sentence(home, typed, registrations, idse, words):
    configured(home, **idse)
    text = (home / "config.toml").read_text(encoding="utf-8")
    (home / "config.toml").write_text(
        text.replace('registrations = ["A3399990326"]', f"registrations = {registrations}"), encoding="utf-8"
    )
    done = typed("export", "idse", "m.txt", folder=home)
    assert done.returncode == 3
    one_sentence(done, *words)
    assert exported(home) == []


def test_a_short_registration_is_made_whole_by_the_setting(home, typed):
    configured(home, registro='"A3399990326"')
    text = (home / "config.toml").read_text(encoding="utf-8")
    (home / "config.toml").write_text(
        text.replace('registrations = ["A3399990326"]', 'registrations = ["A3399990"]'), encoding="utf-8"
    )
    assert typed("export", "idse", "m.txt", folder=home).returncode == 0
    assert (home / "m.txt").read_bytes().startswith(b"A3399990326")


def test_a_file_with_other_movements_is_not_lost(home, typed):
    typed("export", "idse", "m.txt", "--type", "bajas", folder=home)
    before = (home / "m.txt").read_bytes()
    done = typed("export", "idse", "m.txt", folder=home)
    assert done.returncode == 2
    one_sentence(done, "m.txt", "name another file")
    assert (home / "m.txt").read_bytes() == before
    assert exported(home) == [("02", "m.txt")]
    (home / "notas.txt").write_text("hola\n")
    one_sentence(typed("export", "idse", "notas.txt", folder=home), "notas.txt")
    assert (home / "notas.txt").read_text() == "hola\n"


def test_a_file_that_the_new_one_contains_is_replaced(home, typed):
    typed("export", "idse", "m.txt", "--type", "bajas", folder=home)
    done = typed("export", "idse", "m.txt", "--again", folder=home)
    assert done.returncode == 0, done.stderr
    assert len(read_file((home / "m.txt").read_bytes(), Form()).movements) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("carpeta",), "is a folder"),
        (("no/hay.txt",), "there is no folder"),
        (("m.txt", "--date", "mañana"), "YYYY-MM-DD"),
    ],
)
def test_what_a_person_can_cause_is_one_sentence(home, typed, words, said):
    (home / "carpeta").mkdir()
    done = typed("export", "idse", *words, folder=home)
    assert done.returncode == 2
    one_sentence(done, said)
    assert exported(home) == []


# --- Killed -------------------------------------------------------------------------------------------------

FAULTY = f"""
import os, signal, sys
import mailproc.idse_command as command
def die(*_):
    os.kill(os.getpid(), {signal.SIGKILL:d})
def full(path, *_):
    raise OSError(28, "No space left on device", str(path))
def misread(content, form, real=command.read_file):
    return real(content[:200] + content[201:], form)
def after(function):
    def then(*words):
        function(*words)
        die()
    return then
step = sys.argv.pop()
if step == "before writing":
    command._write = die
elif step == "written":
    command._write = after(command._write)
elif step == "put in place":
    command._lasting = die
elif step == "recorded":
    command._show = die
elif step == "disk full":
    command._write = full
elif step == "misread":
    command.read_file = misread
from mailproc.cli import main
main()
"""


def faulty(home: Path, step: str) -> "subprocess.CompletedProcess[str]":
    """An export that meets its fault at that step."""
    return subprocess.run(
        [sys.executable, "-c", FAULTY, "export", "idse", "m.txt", step],
        cwd=home,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("step", ["before writing", "written", "put in place", "recorded"])
def test_a_kill_at_any_step_loses_no_movement(home, typed, step):
    killed = faulty(home, step)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    there = (home / "m.txt").exists()
    assert there is (step in {"put in place", "recorded"})
    # What stands as exported is in a file.
    assert len(exported(home)) == (3 if step == "recorded" else 0)
    done = typed("export", "idse", "m.txt", folder=home)
    assert done.returncode == 0, done.stderr
    assert [type_ for type_, _ in exported(home)] == ["08", "08", "02"]
    assert len(read_file((home / "m.txt").read_bytes(), Form()).movements) == 3
    assert [path.name for path in home.glob(".m*")] == []


@pytest.mark.parametrize(
    ("step", "code", "words"),
    [
        ("disk full", 2, ("cannot be written (No space left on device)",)),
        ("misread", 1, ("does not read back", "line 2")),
    ],
)
def test_a_file_that_is_not_as_it_should_be_records_nothing(home, step, code, words):
    done = faulty(home, step)
    assert done.returncode == code
    one_sentence(done, *words)
    assert exported(home) == []
    assert [path.name for path in home.glob("*m.txt*")] == []


# --- What IMSS answered -------------------------------------------------------------------------------------


def answers(
    home: Path, typed: Callable[..., "subprocess.CompletedProcess[str]"], text: str
) -> "subprocess.CompletedProcess[str]":
    (home / "respuesta.csv").write_text(text, encoding="latin-1")
    return typed("import", "idse", "respuesta.csv", "--json", folder=home)


def test_the_answers_of_imss_are_taken_row_by_row(home, typed):
    typed("export", "idse", "m.txt", folder=home)
    text = (
        "Resultados del lote;;;;\n"
        "No.;N.S.S.;Tipo de movimiento;Estatus;Motivo del rechazo\n"
        "1;7220304211;08 Reingreso;Aceptado;\n"
        "2;45-21-99-1234-7;8;RECHAZADO;Patrón no vigente\n"
        "3;12345678903;Baja;Operado;\n"
        "4;88190311014;08;Aceptado;\n"
        "5;12345678901;08;Aceptado;\n"
        "6;12345678903;07;Aceptado;\n"
        "7;12345678903;02;tal vez;\n"
    )
    done = answers(home, typed, text)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["accepted"] == ["AF-26-00001", "AF-26-00003"]
    assert told["rejected"] == ["AF-26-00002"]
    assert [problem["row"] for problem in told["problems"]] == [6, 7, 8, 9]
    assert "ningún movimiento exportado" in told["problems"][0]["text"]
    assert not any(who in done.stdout for who in ("12345678901", "88190311014"))
    store = store_of(home)
    found = stored.case(store, "AF-26-00002")
    store.close()
    assert (found.kind, found.state) == (Kind.REVISAR, State.POR_HACER)
    assert found.reasons[0] == "El IMSS rechazó el alta: Patrón no vigente."
    again = json.loads(answers(home, typed, text).stdout)
    assert (again["accepted"], again["rejected"]) == ([], [])
    assert again["known_before"] == ["AF-26-00001", "AF-26-00002", "AF-26-00003"]


def test_for_people_the_rejected_are_a_table(home, typed):
    typed("export", "idse", "m.txt", folder=home)
    (home / "r.csv").write_text("NSS,Movimiento,Resultado,Motivo\n12345678903,02,No aceptado,[b]Sin alta\n")
    done = typed("import", "idse", "r.csv", folder=home)
    assert done.returncode == 0, done.stderr
    assert "AF-26-00003" in done.stdout
    assert "[b]Sin alta" in done.stdout
    assert "0 aceptados, 1 rechazados" in done.stdout


def test_an_answer_without_heads_is_refused(home, typed):
    done = answers(home, typed, "12345678903,02,Aceptado\n")
    assert done.returncode == 2
    one_sentence(done, "«NSS»", "«Resultado»")

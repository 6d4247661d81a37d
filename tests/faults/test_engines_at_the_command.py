"""`mailproc read` and `mailproc check` beside an engine that is broken, absent, or gone wild.

The other one reads, nothing is believed on its word alone, it is told which engine fails and how to mend it, and
the next file is read as ever. Each fault is a real program or package found first, as a broken installation is;
what an engine makes of further faults stands in test_engines_failing.py.
"""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rapidocr

from tests.documents import copy, generate
from tests.mail.typed import environment, mailproc

PDF, SHEET = generate(11, case="si_ours", layout="lines")
HEADER = "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext"
PROGRAM = """#!/bin/sh
if [ "$1" = --list-langs ]; then printf "List of available languages (2):\\neng\\nspa\\n"; exit 0; fi
if [ "$1" = --version ]; then echo tesseract 5.3.0; exit 0; fi
{body}
"""
FAILING = {
    "crashes": "kill -SEGV $$",
    "says nothing": "exit 0",
    "floods its output": "head -c 1000000000 /dev/zero",
    "hangs": "exec sleep 600",
}
BABBLING = {
    "bad UTF-8": rf"printf '{HEADER}\n5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\t\377\376\n'",
    "wrong columns": rf"printf '{HEADER}\n5\t1\tSI\n5\tx\ty\n'",
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a scan, and the PDF it was made from."""
    folder = tmp_path_factory.mktemp("papers")
    (folder / "foto.png").write_bytes(copy(PDF, "scan_100", 11)[0])
    (folder / "hoja.pdf").write_bytes(PDF)
    return folder


def fake(folder: Path, body: str) -> dict[str, str]:
    """The environment in which that is the program tesseract."""
    program = folder / "tesseract"
    program.write_text(PROGRAM.format(body=body), encoding="ascii")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return environment(PATH=f"{folder}{os.pathsep}{os.environ['PATH']}")


def package(folder: Path, name: str, text: str) -> dict[str, str]:
    """The environment in which that is the package of that name."""
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(text, encoding="utf-8")
    return with_packages(folder)


def with_packages(folder: Path) -> dict[str, str]:
    return environment(PYTHONPATH=f"{folder}{os.pathsep}{environment()['PYTHONPATH']}")


def read(papers: Path, env: dict[str, str]) -> dict[str, Any]:
    """What is told of the scan; the PDF read after it must be as ever."""
    done = mailproc("read", "foto.png", "hoja.pdf", "--json", folder=papers, env=env)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    scan, pdf = map(json.loads, done.stdout.splitlines())
    assert (pdf["fields"]["nss"]["value"], pdf["fields"]["nss"]["trusted"], pdf["problems"]) == (
        SHEET.nss,
        True,
        [],
    )
    told: dict[str, Any] = scan
    return told


def believed_alone(line: dict[str, Any]) -> set[str]:
    """Fields trusted though only one witness speaks for them."""
    return {
        name
        for name, field in line["fields"].items()
        if field and field["trusted"] and len(set(field["witnesses"])) < 2
    }


def assert_told(line: dict[str, Any], engine: str) -> None:
    assert [problem["code"] for problem in line["problems"]].count("engine_missing") == 1
    assert any(engine in problem["text"] for problem in line["problems"])
    assert line["document"] == "constancia_vigencia"
    assert believed_alone(line) == set()


def _telling(faults: dict[str, str]) -> list[Any]:
    """The first two always; the others, that the runner itself is tested with, in `make test-all`."""
    return [pytest.param(one, marks=() if at < 2 else pytest.mark.sweep) for at, one in enumerate(faults)]


@pytest.mark.parametrize("fault", _telling(FAILING))
def test_a_tesseract_that_fails(fault: str, papers: Path, tmp_path: Path) -> None:
    line = read(papers, fake(tmp_path, FAILING[fault]))
    assert_told(line, "Tesseract")
    assert (line["fields"]["nss"]["value"], line["fields"]["nss"]["trusted"]) == (SHEET.nss, False)
    assert not (papers / ".tsv").exists()


def test_a_gigabyte_is_never_held(papers: Path, tmp_path: Path) -> None:
    """The largest process of the whole command, in kilobytes: promised are 700 MB for a worker."""
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run([sys.executable, '-m', 'mailproc', 'read', 'foto.png', '--json'], check=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=papers,
        env=fake(tmp_path, FAILING["floods its output"]),
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout.splitlines()[-1]) < 700_000


def test_a_tesseract_that_does_not_tell_its_version(papers: Path, tmp_path: Path) -> None:
    env = fake(tmp_path, "exit 3")
    program = tmp_path / "tesseract"
    program.write_text(program.read_text(encoding="ascii").replace("--version", "--never"), encoding="ascii")
    assert_told(read(papers, env), "Tesseract")


@pytest.mark.parametrize("fault", _telling(BABBLING))
def test_a_tesseract_that_babbles(fault: str, papers: Path, tmp_path: Path) -> None:
    line = read(papers, fake(tmp_path, BABBLING[fault]))
    assert (line["document"], line["fields"]["nss"]["value"]) == ("constancia_vigencia", SHEET.nss)
    assert believed_alone(line) == set()


def test_no_tesseract(papers: Path, tmp_path: Path) -> None:
    line = read(papers, environment(PATH=str(tmp_path)))
    assert_told(line, "Tesseract")
    assert (line["fields"]["nss"]["value"], line["fields"]["nss"]["trusted"]) == (SHEET.nss, False)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rapidocr", "raise ImportError('No module named rapidocr')"),
        ("rapidocr", ""),
        ("onnxruntime", "raise RuntimeError('this processor lacks an instruction')"),
        ("onnxruntime", "raise ImportError('libonnxruntime.so.1: cannot open shared object file')"),
    ],
    ids=["not there", "another package of that name", "fails at its start", "a library of its own is lacking"],
)
def test_no_rapidocr(name: str, text: str, papers: Path, tmp_path: Path) -> None:
    line = read(papers, package(tmp_path, name, text))
    assert_told(line, "RapidOCR")


def test_a_rapidocr_without_its_models(papers: Path, tmp_path: Path) -> None:
    home = Path(rapidocr.__file__).parent
    shutil.copytree(home, tmp_path / "rapidocr", ignore=shutil.ignore_patterns("*.onnx", "__pycache__"))
    assert_told(read(papers, with_packages(tmp_path)), "RapidOCR")


def test_a_rapidocr_with_damaged_models(papers: Path, tmp_path: Path) -> None:
    shutil.copytree(Path(rapidocr.__file__).parent, tmp_path / "rapidocr")
    for model in (tmp_path / "rapidocr").rglob("*.onnx"):
        model.write_bytes(model.read_bytes()[:5000])
    assert_told(read(papers, with_packages(tmp_path)), "RapidOCR")


PROOF = """
from mailproc.engine_proof import prove_rapid, prove_tesseract
from mailproc.errors import MailprocError
for prove in (prove_tesseract, prove_rapid):
    try:
        print("good:", prove())
    except MailprocError as error:
        print("bad:", error)
"""


def proven(env: dict[str, str]) -> tuple[str, str]:
    """What `mailproc check` says of Tesseract and of RapidOCR."""
    done = subprocess.run([sys.executable, "-c", PROOF], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    tesseract, rapid = done.stdout.splitlines()
    return tesseract, rapid


def test_check_lets_both_engines_read() -> None:
    tesseract, rapid = proven(environment())
    assert re.fullmatch(r"good: lee el renglón de prueba \(.*\bspa\b.*\)", tesseract)
    assert rapid == "good: lee el renglón de prueba"


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("", "lee el renglón de prueba"),
        ("raise ImportError('no')", "no está; es opcional: pip install --no-deps rapidocr-onnxruntime"),
    ],
)
def test_check_tells_of_the_third_engine_and_finds_nothing_wrong(broken: str, told: str, tmp_path: Path) -> None:
    env = package(tmp_path, "rapidocr_onnxruntime", broken) if broken else environment()
    code = "from mailproc.engine_proof import of_the_third; print(of_the_third())"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == told


@pytest.mark.parametrize(
    ("body", "mend"),
    [
        ("kill -SEGV $$", "falla al leer: apt install --reinstall tesseract-ocr"),
        (BABBLING["wrong columns"], "falla al leer: apt install --reinstall tesseract-ocr"),
        ("exec sleep 600", "no responde: apt install --reinstall tesseract-ocr"),
    ],
    ids=["crashes", "reads nothing", "hangs"],
)
def test_check_tells_how_to_mend_a_broken_tesseract(body: str, mend: str, tmp_path: Path) -> None:
    tesseract, rapid = proven(fake(tmp_path, body))
    assert tesseract.startswith("bad: ") and mend in tesseract
    assert rapid.startswith("good: ")


def test_check_tells_how_to_install_tesseract(tmp_path: Path) -> None:
    tesseract, rapid = proven(environment(PATH=str(tmp_path)))
    assert "Falta el programa tesseract: apt install tesseract-ocr tesseract-ocr-spa" in tesseract
    assert "no pueden confirmarse sin él" in tesseract
    assert rapid.startswith("good: ")


def test_check_tells_how_to_add_spanish(tmp_path: Path) -> None:
    env = fake(tmp_path, "exit 0")
    program = tmp_path / "tesseract"
    program.write_text(program.read_text(encoding="ascii").replace("spa", "osd").replace("eng", "osd"), "ascii")
    tesseract, _rapid = proven(env)
    assert "A tesseract le falta el español: apt install tesseract-ocr-spa" in tesseract


def test_check_tells_how_to_install_rapidocr(tmp_path: Path) -> None:
    tesseract, rapid = proven(package(tmp_path, "rapidocr", "raise ImportError('no')"))
    assert tesseract.startswith("good: ")
    assert "pip install --force-reinstall rapidocr onnxruntime" in rapid

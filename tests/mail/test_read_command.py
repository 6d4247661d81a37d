"""`mailproc read` as a person types it: tables, JSON, pictures of what was read; several files; Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from mailproc.seen.folder import page_name
from tests.documents import copy, generate
from tests.mail.typed import ROOT, environment, mailproc, one_sentence, until

PDF, SHEET = generate(5, case="si_ours", layout="lines")


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a PDF, its photo, and a file of nothing."""
    folder = tmp_path_factory.mktemp("papers")
    (folder / SHEET.filename).write_bytes(PDF)
    (folder / "foto.jpg").write_bytes(copy(PDF, "chat_1280", 5)[0])
    (folder / "vacio.pdf").touch()
    return folder


def running(*words: str, folder: Path) -> "subprocess.Popen[str]":
    """The command as a terminal runs it: the leader of a process group that Ctrl-C goes to."""
    return subprocess.Popen(
        [sys.executable, "-m", "mailproc", *words],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def children(pid: int) -> Sequence[str]:
    found = (path.read_text(encoding="ascii").split() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    return [child for some in found for child in some]


def test_one_object_for_each_sheet(papers: Path) -> None:
    done = mailproc("read", SHEET.filename, "vacio.pdf", "--json", folder=papers)
    assert done.returncode == 0, done.stderr
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["file"], first["document"], first["pages"]) == (SHEET.filename, "constancia_vigencia", [1])
    assert {"value", "trusted", "confidence", "witnesses", "page", "box"} <= set(first["fields"]["nss"])
    assert first["fields"]["nss"]["value"] == SHEET.nss
    assert first["fields"]["vigente"]["value"] is True
    assert first["fields"]["issued"]["value"] == SHEET.issued.isoformat()
    assert first["people"][0]["role"] == "titular"
    assert (second["document"], second["problems"][0]["code"]) == ("desconocido", "empty")


def test_a_table_for_people(papers: Path) -> None:
    done = mailproc("read", SHEET.filename, "vacio.pdf", folder=papers, env=environment(COLUMNS="80"))
    assert done.returncode == 0, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert SHEET.nss in done.stdout
    assert "Documento desconocido" in done.stdout
    assert done.stderr == ""


def test_a_file_that_is_not_there_is_told_before_any_work(papers: Path) -> None:
    done = mailproc("read", SHEET.filename, "nada.pdf", "--debug", "ninguna", folder=papers)
    assert done.returncode == 2
    one_sentence(done, "nada.pdf")
    assert done.stdout == ""
    assert not (papers / "ninguna").exists()


def test_a_folder_is_no_file(papers: Path) -> None:
    done = mailproc("read", ".", folder=papers)
    assert done.returncode == 2
    one_sentence(done, "folder")


def test_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    name = b"hoja-\xff.pdf"
    (tmp_path / os.fsdecode(name)).write_bytes(PDF)
    done = subprocess.run(
        [sys.executable, "-m", "mailproc", "read", name, "--json", "--debug", "debug"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    line = json.loads(done.stdout)
    assert (line["file"], line["fields"]["nss"]["value"]) == ("hoja-\ufffd.pdf", SHEET.nss)
    assert (tmp_path / "debug" / "001-hoja-p1.png").exists()


def test_debug_draws_every_page_and_leaves_json_to_programs(papers: Path, tmp_path: Path) -> None:
    folder = tmp_path / "debug"
    words = ("read", SHEET.filename, "foto.jpg", "vacio.pdf", "--json", "--debug", folder)
    for _again in range(2):
        done = mailproc(*words, folder=papers)
        assert done.returncode == 0, done.stderr
        assert len([json.loads(line) for line in done.stdout.splitlines()]) == 3
        assert done.stderr == f"Páginas con lo que se leyó: {folder / 'index.html'}\n"
    names = sorted(path.name for path in folder.iterdir())
    assert names == [page_name(1, SHEET.filename, 1), "002-foto-p1.png", "index.html"]
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert all(name in page for name in names[:2])
    assert "vacio.pdf" in page


def test_debug_tells_where_to_look(papers: Path, tmp_path: Path) -> None:
    done = mailproc("read", SHEET.filename, "--debug", tmp_path, folder=papers)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith(f"{tmp_path / 'index.html'}\n")


@pytest.mark.parametrize("place", ["foto.jpg", "foto.jpg/debug", "."])
def test_a_folder_that_cannot_take_the_pictures(place: str, papers: Path) -> None:
    (papers / "index.html").write_text("somebody's", encoding="utf-8")
    done = mailproc("read", SHEET.filename, "--debug", place, folder=papers)
    assert done.returncode == 2
    one_sentence(done, place if place != "." else "index.html")
    assert done.stdout == ""
    assert (papers / "index.html").read_text(encoding="utf-8") == "somebody's"


def test_lines_come_as_they_are_ready_and_ctrl_c_ends_it_cleanly(papers: Path) -> None:
    process = running("read", SHEET.filename, *["foto.jpg"] * 12, "--json", folder=papers)
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["file"] == SHEET.filename
    workers = children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    rest, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (130, "")
    assert len(rest.splitlines()) < 12
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


def test_ctrl_c_while_the_workers_are_being_started(papers: Path) -> None:
    process = running("read", *["foto.jpg"] * 4, folder=papers)
    until(lambda: len(children(process.pid)) >= 2, pause=0.005)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (130, "")


def test_help_imports_nothing_heavy() -> None:
    """Held to modules, for seconds are the machine's."""
    heavy = (
        "alembic cv2 imapclient jinja2 multiprocessing numpy onnxruntime pdfplumber pebble PIL "
        "pydantic pypdf pypdfium2 pytesseract rapidocr rich.console sqlalchemy structlog "
        "mailproc.config mailproc.pipeline"
    )
    code = (
        "import sys; sys.argv = ['mailproc', '--help']\n"
        "from mailproc.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        f"print(sorted(set('{heavy}'.split()) & set(sys.modules)), len(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
    )
    assert "read" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("[] ")


def test_reading_imports_neither_mail_nor_store(papers: Path) -> None:
    foreign = "mailproc.mailbox.imap mailproc.store.opening mailproc.daemon sqlalchemy imapclient"
    code = (
        "import sys\n"
        f"sys.argv = ['mailproc', 'read', {SHEET.filename!r}]\n"
        "from mailproc.cli import main\n"
        "if __name__ == '__main__':\n"
        "    try: main()\n"
        "    except SystemExit as end: assert not end.code\n"
        f"    print(sorted(set('{foreign}'.split()) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=papers, env=environment(), capture_output=True, text=True, check=True
    )
    assert SHEET.nss in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"

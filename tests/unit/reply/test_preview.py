"""`mailproc letters --preview DIR`: what it writes, and where it does not."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailproc.cases.kinds import LETTERS
from mailproc.cli import app
from mailproc.errors import ConfigurationError, UsageError
from mailproc.reply.preview import INDEX, write_letters
from tests.unit.reply.institute import GOLDEN, institute


def test_every_letter_lies_there_as_html_and_text_and_the_index_names_its_subject(tmp_path: Path) -> None:
    folder = tmp_path / "nueva" / "cartas"
    told = CliRunner().invoke(app, ["letters", "-c", str(GOLDEN / "institute.toml"), "--preview", str(folder)])
    assert told.exit_code == 0, told.output
    names = {file.stem for file in folder.glob("*.txt")}
    assert {name for letter in LETTERS for name in (letter, f"{letter}--sin-datos")} <= names
    assert {file.name for file in folder.iterdir()} == {INDEX} | {
        f"{n}.{e}" for n in names for e in ("html", "txt")
    }
    assert str(folder / INDEX) in told.output.replace("\n", "") and str(len(names)) in told.output
    index = (folder / INDEX).read_text(encoding="utf-8")
    assert set(re.findall(r'href="([^"]+)"', index)) == {file.name for file in folder.iterdir()} - {INDEX}
    for name in names:
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        subject = text.splitlines()[0].removeprefix("Asunto: ")
        assert f'href="{name}.html" target="carta">{subject}</a>' in unescape(index)
        assert f"<title>{subject}</title>" in unescape((folder / f"{name}.html").read_text(encoding="utf-8"))
    written = (folder / "alta.txt").read_text(encoding="utf-8")
    assert written == (GOLDEN / "alta--faltan-clinica-y-control.txt").read_text(encoding="utf-8")


def test_an_earlier_preview_is_written_over(tmp_path: Path) -> None:
    count = write_letters(institute(), tmp_path)
    (tmp_path / "alta.txt").write_text("de antes", encoding="utf-8")
    assert write_letters(institute(), tmp_path) == count
    assert "de antes" not in (tmp_path / "alta.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["apuntes.txt", INDEX])
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mío", encoding="utf-8")
    with pytest.raises(UsageError, match="other files in it"):
        write_letters(institute(), tmp_path)
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [(name, "mío")]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "archivo"
    file.touch()
    for place in (file, file / "dentro"):
        with pytest.raises(UsageError, match="this is no folder"):
            write_letters(institute(), place)


def test_a_folder_that_cannot_be_made_is_told() -> None:
    # The one place where not even root may make a folder.
    with pytest.raises(UsageError, match="name another folder"):
        write_letters(institute(), Path("/proc/cartas"))


def test_a_mistake_in_a_template_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    own, folder = tmp_path / "plantillas" / "replies", tmp_path / "cartas"
    own.mkdir(parents=True)
    write_letters(institute(), folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    (own / "vencida.txt.j2").write_text("Asunto: a\n\n{{ matricula }}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="matricula"):
        write_letters(institute(templates_dir=own.parent), folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    shutil.rmtree(folder)
    with pytest.raises(ConfigurationError):
        write_letters(institute(templates_dir=own.parent), folder)
    assert not folder.exists()


def test_without_a_configuration_it_says_where_one_comes_from(tmp_path: Path) -> None:
    told = CliRunner().invoke(
        app, ["letters", "-c", str(tmp_path / "nada.toml"), "--preview", str(tmp_path / "x")]
    )
    assert isinstance(told.exception, ConfigurationError) and "mailproc init" in str(told.exception)

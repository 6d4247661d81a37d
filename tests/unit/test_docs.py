"""The documents keep up with the code, and nothing in the repository speaks of the machine it was made on.

Configuration keys are held in test_example_config.py.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from mailproc import __version__
from mailproc.cases.kinds import COURSES
from mailproc.cli import app
from mailproc.errors import ExitCode

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
README = DOCUMENTS[0].read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group, as there are several


def files() -> Iterator[Path]:
    """The files of the repository: all but what .gitignore names (git itself may not be at hand)."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    ignored = [line.rstrip("/") for line in lines] + [".git"]

    def below(folder: Path) -> Iterator[Path]:
        for path in folder.iterdir():
            inside = path.relative_to(ROOT)
            if any(path.match(name) or inside.match(name) for name in ignored):
                continue
            if path.is_dir():
                yield from below(path)
            else:
                yield path

    return below(ROOT)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert re.search(rf"mailproc {name}\b", README)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    assert COMMANDS[name].help


def test_no_command_is_documented_that_does_not_exist() -> None:
    for document in DOCUMENTS:
        told = set(
            re.findall(r"`(?:sudo )?(?:-u mailproc )?mailproc ([a-z-]+)", document.read_text(encoding="utf-8"))
        )
        assert told <= COMMANDS.keys(), document.name


def test_every_exit_code_is_documented() -> None:
    for code in ExitCode:
        assert re.search(rf"^\|? *`?{int(code)}`? *\|", README, re.MULTILINE), code


def test_every_make_word_is_documented_where_it_is_looked_for() -> None:
    for word in ("make demo", "make test"):
        assert word in README


@pytest.mark.parametrize("kind", COURSES)
def test_every_kind_of_case_is_documented(kind: str) -> None:
    assert any(f"`{kind}`" in document.read_text(encoding="utf-8") for document in DOCUMENTS)


def test_links_between_documents_lead_somewhere() -> None:
    for document in [*DOCUMENTS, *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_version_is_the_same_everywhere() -> None:
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


# Paths of one machine, and package hosts; the brackets keep this file from finding itself.
ELSEWHERE = re.compile(
    r"/wor[k]/|/roo[t]/|/home/[a-z]+/|/tmp/[a-z]+/"
    r"|pypi\.or[g]|pythonhoste[d]\.org|deb\.debia[n]\.org|snapshot\.debia[n]\.org|npmj[s]\.(com|org)"
)


def test_nothing_speaks_of_one_machine_or_of_package_hosts() -> None:
    for path in files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found = ELSEWHERE.search(text)
        assert not found, f"{path.relative_to(ROOT)}: {found and found[0]}"

"""What the code imports is declared, and what is declared is pinned, with all that it pulls in."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
TOLD = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DEPENDENCIES = [Requirement(text) for text in TOLD["project"]["dependencies"]]
DEV = [Requirement(text) for text in TOLD["dependency-groups"]["dev"]]
BENCH = [Requirement(text) for text in TOLD["dependency-groups"]["bench"]]
FUZZ = [Requirement(text) for text in TOLD["dependency-groups"]["fuzz"]]
PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


def imported(folder: Path) -> set[str]:
    """Top-level modules that the Python files below the folder import, wherever they do it."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found


def distributions(modules: set[str]) -> set[str]:
    """The distributions that these modules belong to; those of Python and of this repository left out. A module
    that is not installed (the benchmark does without some) is taken to be called like its distribution."""
    known = metadata.packages_distributions()
    foreign = modules - sys.stdlib_module_names - {"mailproc", "tests", "bench"}
    return {canonicalize_name(known.get(module, [module])[0]) for module in foreign}


def closure(requirements: list[Requirement]) -> dict[str, str]:
    """All that these requirements install here, with the versions that are installed."""
    found: dict[str, str] = {}
    waiting = list(requirements)
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        seen = name in found
        found[name] = metadata.version(name)
        for text in metadata.requires(name) or []:
            further = Requirement(text)
            extras = [{"extra": extra} for extra in wanted.extras] or [{"extra": ""}]
            if further.marker and not any(further.marker.evaluate(extra) for extra in extras):
                continue
            if not seen or (further.marker and "extra" in str(further.marker)):
                waiting.append(further)
    return found


def test_what_the_program_imports_is_declared() -> None:
    declared = {canonicalize_name(wanted.name) for wanted in DEPENDENCIES}
    assert distributions(imported(ROOT / "mailproc")) <= declared


def test_what_the_program_declares_is_imported() -> None:
    """onnxruntime is what RapidOCR runs its models with: RapidOCR leaves that choice to us."""
    declared = {canonicalize_name(wanted.name) for wanted in DEPENDENCIES} - {"onnxruntime"}
    assert declared <= distributions(imported(ROOT / "mailproc"))


def test_what_tests_and_bench_import_is_declared() -> None:
    declared = {canonicalize_name(wanted.name) for wanted in DEPENDENCIES + DEV + BENCH + FUZZ}
    assert distributions(imported(ROOT / "tests") | imported(ROOT / "bench")) <= declared


def test_constraints_pin_all_of_it_and_nothing_else() -> None:
    pins = {canonicalize_name(name): pinned for name, _, pinned in (pin.partition("==") for pin in PINS)}
    # The third engine comes without what it asks for: see the Makefile.
    third = {"rapidocr-onnxruntime": metadata.version("rapidocr-onnxruntime")}
    assert pins == closure(DEPENDENCIES + DEV) | third


def test_constraints_are_plain_pins_in_order() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", pin) for pin in PINS)
    assert sorted(PINS, key=lambda pin: pin.partition("==")[0].lower()) == PINS

"""The built wheel works by itself: installed in a fresh environment, from an empty folder."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that succeeds, run with nothing of the checkout on its path."""
    clean = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_templates_migrations_and_the_example(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if name.startswith("mailproc/")}
    templates = {f"mailproc/{path.relative_to(ROOT)}" for path in (ROOT / "templates").rglob("*.j2")}
    sources = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "mailproc").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert carried == templates | sources | {"mailproc/config.example.toml"}
    assert "mailproc/templates/replies/alta.txt.j2" in carried
    assert any(name.startswith("mailproc/store/migrations/versions/0001") for name in carried)


def test_the_wheel_works_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    """Its dependencies are those of the tests' environment, lent by a path file, so that nothing is downloaded."""
    fresh = tmp_path / "fresh"
    run(sys.executable, "-m", "venv", "--without-pip", fresh, cwd=tmp_path)
    python = fresh / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=tmp_path)
    (site,) = fresh.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    empty = tmp_path / "empty"
    empty.mkdir()
    assert "Usage: mailproc" in run(fresh / "bin" / "mailproc", "--help", cwd=empty)
    assert run(python, "-c", "import mailproc; print(mailproc.__file__)", cwd=empty).startswith(str(site))

    run(fresh / "bin" / "mailproc", "init", cwd=empty)
    assert (empty / "config.toml").read_bytes() == (ROOT / "config.example.toml").read_bytes()
    run(python, "-c", SECOND_STEPS, cwd=empty)


SECOND_STEPS = """
from pathlib import Path
from mailproc.config import load
from mailproc.reply.samples import render_all
from mailproc.store.opening import open_store
settings = load(Path("config.toml"))
assert render_all(settings)
open_store(settings.store_url, account=settings.account).close()
"""
"""Letters from the wheel's own templates, and a store made by the wheel's own migrations."""

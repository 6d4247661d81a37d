"""What `mailproc check` tells of the machine, where it says no server."""

from pathlib import Path

import pytest

from mailproc.checks import run_checks
from mailproc.errors import ExitCode
from tests.unit.store.house import settings


def test_a_machine_that_cannot_cut_documents_off_the_network_is_told_and_fails_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyseccomp.py").write_text('raise RuntimeError("no libseccomp")', encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    boxes = {"mailbox": {"url": f"maildir:{tmp_path}/none"}, "smtp": {"url": f"maildir:{tmp_path}/letters"}}
    config = settings(tmp_path / "config.toml", store={"url": f"sqlite:///{tmp_path}/store.sqlite3"}, **boxes)
    check = next(one for one in run_checks(config) if one.name == "Lectura: sin red")
    assert check.good
    assert check.code is ExitCode.DONE
    assert check.told.startswith("AVISO: los documentos se abren en un proceso que sí tiene red")

"""Which configuration is used when none is named."""

from pathlib import Path

import pytest

from mailproc.config import loading as config
from mailproc.errors import ConfigurationError


@pytest.fixture(autouse=True)
def _places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "DEFAULT_PATHS", (Path("config.toml"), Path("etc/config.toml")))


def close(monkeypatch: pytest.MonkeyPatch, *closed: Path) -> None:
    """As in a folder that this user may not enter (a chmod would not stop root, which the tests may run as)."""
    really = Path.is_file

    def is_file(path: Path) -> bool:
        if path in closed:
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(Path, "is_file", is_file)


def write(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.touch()
    return path


def test_the_one_named_wins_even_if_it_is_not_there() -> None:
    write(config.DEFAULT_PATHS[0])
    assert config.find(Path("other.toml")) == Path("other.toml")


def test_the_one_here_comes_before_the_system_s() -> None:
    here, system = map(write, config.DEFAULT_PATHS)
    assert config.find(None) == here
    here.unlink()
    assert config.find(None) == system


def test_no_configuration_at_all_names_the_places_and_the_mend() -> None:
    with pytest.raises(ConfigurationError, match=r"neither config\.toml nor etc/config\.toml.*mailproc init"):
        config.find(None)


def test_a_command_run_in_a_folder_of_somebody_else_s_uses_the_system_s(monkeypatch: pytest.MonkeyPatch) -> None:
    here, system = config.DEFAULT_PATHS
    write(system)
    close(monkeypatch, here)
    assert config.find(None) == system


def test_one_that_may_not_be_read_is_named_and_not_called_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    close(monkeypatch, *config.DEFAULT_PATHS)
    assert config.find(None) == config.DEFAULT_PATHS[-1]

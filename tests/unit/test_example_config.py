"""config.example.toml and docs/configuracion.md hold every key of mailproc/config, and no other."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter

from mailproc import config
from mailproc.config.oauth import OAuth
from mailproc.config.values import Duration

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "config.example.toml"
REFERENCE = ROOT / "docs" / "configuracion.md"

EDITED = {"institution", "officer", "mailbox", "smtp"}
"""The tables a person fills in: the example shows values there, not defaults."""

REQUIRED = object()
"""Stands for the default of what has none."""

PLAIN = {"idse.registro_by_programme"}
"""Keys whose value is a small table of the person's own words."""

SWITCHED_OFF = re.compile(r"^#(?=[a-z_]+ = |\[)", re.MULTILINE)
"""A setting that is off, against a comment, which begins with "# "."""


def model_keys(model: type[BaseModel] = config.Settings, table: str = "") -> dict[str, Any]:
    """Every key of the settings as "table.key", with its default; a table named by the person is "*"."""
    keys: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if field.exclude:
            continue
        path, kind = f"{table}.{name}".lstrip("."), field.annotation
        kind = next((one for one in get_args(kind) if one is OAuth), kind)
        if get_origin(kind) is dict and path not in PLAIN:
            path, kind = f"{path}.*", get_args(kind)[1]
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            keys |= model_keys(kind, path)
        else:
            keys[path] = REQUIRED if field.is_required() else field.default
    return keys


def file_keys(tree: dict[str, Any], table: str = "") -> dict[str, Any]:
    """The same of a TOML file."""
    keys: dict[str, Any] = {}
    for name, value in tree.items():
        path = f"{table}.{name}".lstrip(".")
        if table == "institution.clinic":
            path = f"{table}.*"
        if isinstance(value, dict) and path not in PLAIN:
            keys |= file_keys(value, path)
        else:
            keys[path] = value
    return keys


def with_all_switched_on() -> str:
    return SWITCHED_OFF.sub("", EXAMPLE.read_text(encoding="utf-8"))


def test_the_example_is_a_configuration_as_it_stands() -> None:
    settings = config.load(EXAMPLE)
    assert settings.policy.mode == "observe"


def test_the_example_with_everything_switched_on_is_a_configuration_too(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    # There is one way to log in: with OAuth there is no password.
    path.write_text(re.sub(r"^password_.*\n", "", with_all_switched_on(), flags=re.MULTILINE), encoding="utf-8")
    assert config.load(path).institution.clinic["013"] == config.Clinic()


def test_the_example_holds_every_key_and_no_other() -> None:
    assert file_keys(tomllib.loads(with_all_switched_on())).keys() == model_keys().keys()


def test_what_nobody_has_to_edit_shows_its_default() -> None:
    loaded = config.load(EXAMPLE)
    bare = config.Settings.model_validate({name: getattr(loaded, name) for name in EDITED})
    for name in config.Settings.model_fields.keys() - EDITED - {"path"}:
        assert getattr(loaded, name) == getattr(bare, name), name


def test_what_has_no_default_is_off() -> None:
    """TOML has no null. The password is the exception: most need one, and in a file."""
    shown = file_keys(tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))).keys()
    off = {key for key, default in model_keys().items() if default is None or ".*." in key or ".oauth." in key}
    assert shown == model_keys().keys() - off | {"mailbox.password_file", "smtp.password_file"}


def test_each_key_has_its_reason() -> None:
    """The line above a key is a comment, another key of the same thought, or the head of its table."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for above, line in zip(["", *lines], lines, strict=False)
        if re.match(r"#?[a-z_]+ = ", line) and not above.strip()
    ]
    assert bare == []


def documented() -> dict[str, str]:
    """Keys of the tables of docs/configuracion.md with the default they tell."""
    keys, table = {}, ""
    for line in REFERENCE.read_text(encoding="utf-8").splitlines():
        if head := re.fullmatch(r"#+ \[(.+)\]", line):
            table = head[1].replace("institution.clinic.013", "institution.clinic.*")
        elif row := re.match(r"\| `([a-z_]+)` \| (.+?) \|", line):
            keys[f"{table}.{row[1]}"] = row[2]
    return keys


def test_the_reference_documents_every_key_and_no_other() -> None:
    assert documented().keys() == model_keys().keys()


@pytest.mark.parametrize(("key", "default"), model_keys().items())
def test_the_reference_tells_the_default(key: str, default: Any) -> None:
    if default is REQUIRED:
        assert documented()[key] == "*obligatoria*"
    elif default is None:
        assert documented()[key] == "*nada*"
    else:
        shown = tomllib.loads(f"value = {documented()[key].strip('`')}")["value"]
        if isinstance(default, timedelta):
            shown = TypeAdapter(Duration).validate_python(shown)
        elif isinstance(default, Path):
            shown = Path(shown)
        assert shown == (list(default) if isinstance(default, tuple) else default)

"""A mistake in the file as one sentence for the installer: file, key, what was expected, the mend."""

import difflib
from pathlib import Path
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel

_EXPECTED = {
    "missing": "is missing: add it",
    "string_type": "must be text in quotation marks",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": 'must be a list such as ["one", "two"]',
    "dict_type": "must be a table",
    "model_type": "must be a table such as [name]",
    "too_short": "must not be empty",
    "string_too_short": "must not be empty",
}


def sentence(path: Path, mistake: Any, settings: type[BaseModel]) -> str:
    """One mistake of pydantic's, found by `settings`, as a sentence."""
    where = ".".join(str(part) for part in mistake["loc"])
    code, context = mistake["type"], mistake.get("ctx") or {}
    if code == "extra_forbidden":
        known = _known_keys(settings, tuple(str(part) for part in mistake["loc"][:-1]))
        near = difflib.get_close_matches(str(mistake["loc"][-1]), known, n=1, cutoff=0.0)
        return (
            f"{path}: {where}: unknown key; did you mean {near[0]}?" if near else f"{path}: {where}: unknown key."
        )
    if code in _EXPECTED:
        return f"{path}: {where}: {_EXPECTED[code]} (see config.example.toml)."
    if code in {"literal_error", "enum"}:
        return f"{path}: {where}: must be one of {context.get('expected')}, not {mistake['input']!r}."
    if code == "value_error":
        return f"{path}: {where}: must be {context['error']}."
    return f"{path}: {where}: {mistake['msg']} (got {mistake['input']!r})."


def unreadable(error: OSError | UnicodeDecodeError) -> str:
    """Why a file cannot be read, in two or three words."""
    return (error.strerror or "unreadable") if isinstance(error, OSError) else "not UTF-8 text"


def _known_keys(settings: type[BaseModel], table: tuple[str, ...]) -> list[str]:
    """The keys that may stand in a table of the file ("" path: the tables themselves)."""
    model: Any = settings
    for part in table:
        if not _is_table(model) or part not in model.model_fields:
            return []
        model = _without_none(model.model_fields[part].annotation)
    return [name for name, field in model.model_fields.items() if not field.exclude] if _is_table(model) else []


def _without_none(model: Any) -> Any:
    """The table that may be absent: `OAuth | None` gives OAuth."""
    inner = [one for one in get_args(model) if one is not NoneType]
    return inner[0] if NoneType in get_args(model) and len(inner) == 1 else model


def _is_table(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, BaseModel)

"""Finds and renders templates: an institute's own files first, then ours.

Ours lie in the wheel at mailproc/templates, in a checkout at ../templates beside the package. A file in
`[policy] templates_dir` replaces ours of the same name ("replies/alta.txt.j2"); it may also keep most of ours:
`{% extends "originales/replies/alta.txt.j2" %}` and one block of its own. The environment is sandboxed and
strict: a variable that does not exist is an error, never an empty place in a letter.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

import mailproc
from mailproc.errors import ConfigurationError


def root(package: Path | None = None) -> Path:
    """The folder of our own templates. Raises ConfigurationError where the installation lacks them."""
    package = package or Path(mailproc.__file__).parent
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "replies").is_dir():
            return folder
    raise ConfigurationError(
        f"No templates beside {package}: this installation is incomplete; install mailproc again."
    )


@cache
def environment(templates_dir: Path | None = None) -> Environment:
    """The engine for one set of templates; a changed file counts from the next letter on.

    Raises ConfigurationError where `templates_dir` is no folder.
    """
    if templates_dir is not None and not templates_dir.is_dir():
        raise ConfigurationError(
            f"policy.templates_dir: {templates_dir} is no folder; create it, or remove the key."
        )
    ours = FileSystemLoader(root())
    own = [FileSystemLoader(templates_dir)] if templates_dir else []
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*own, ours, PrefixLoader({"originales": ours})]),
        undefined=StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith(".html.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(name: str, values: Mapping[str, object], *, templates_dir: Path | None) -> str:
    """One template with these values. A mistake in a template is a ConfigurationError that names it."""
    try:
        return environment(templates_dir).get_template(name).render(values)
    except TemplateSyntaxError as error:
        place = error.filename or error.name or name
        raise ConfigurationError(f"{place}, line {error.lineno}: {error.message}. Correct the template.") from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError) as error:
        # Besides the engine's own: an operator that does not suit its value, a template that includes itself.
        reason = str(error) or type(error).__name__
        raise ConfigurationError(
            f"Template {name}: {reason}. Correct it; docs/plantillas.md lists the variables."
        ) from None

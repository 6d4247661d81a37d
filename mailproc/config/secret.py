"""Secrets that lie outside the configuration: a file, a systemd credential of that name, the environment."""

import os
from pathlib import Path

from mailproc.config.mistakes import unreadable
from mailproc.errors import ConfigurationError


def fetched(file: Path | None, variable: str | None, *, what: str) -> str | None:
    """The secret, None where neither is named. `what` is the key's stem: "password" for `password_file` and
    `password_env`. Raises ConfigurationError."""
    word = what.replace("_", " ")
    if variable:
        secret = os.environ.get(variable)
        if not secret:
            raise ConfigurationError(
                f"The environment variable {variable} ({what}_env) is not set: set it, or use {what}_file."
            )
        return secret
    if file is None:
        return None
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    if credentials and (Path(credentials) / file.name).is_file():
        file = Path(credentials) / file.name
    try:
        secret = file.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"The {word} file {file} cannot be read ({unreadable(error)}): write the {word} into it and let this "
            "user read it."
        ) from None
    if not secret:
        raise ConfigurationError(f"The {word} file {file} is empty: write the {word} into it.")
    return secret

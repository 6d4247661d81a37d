"""Which file is used, and from its text to settings."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mailproc.config.mistakes import sentence, unreadable
from mailproc.config.oauth import TOKEN_FILE
from mailproc.config.settings import Settings
from mailproc.errors import ConfigurationError

EXAMPLE = "config.example.toml"
DEFAULT_PATHS = (Path("config.toml"), Path("/etc/mailproc/config.toml"))


def find(path: Path | None) -> Path:
    """The file to use: the one asked for, else the first of DEFAULT_PATHS. Raises ConfigurationError."""
    if path is not None:
        return path
    closed = None
    for candidate in DEFAULT_PATHS:
        try:
            if candidate.is_file():
                return candidate
        except PermissionError:  # `sudo -u mailproc mailproc status` in a folder of somebody else's
            closed = candidate
    if closed is not None:
        return closed  # load() tells that it cannot be read
    places = " nor ".join(str(candidate) for candidate in DEFAULT_PATHS)
    raise ConfigurationError(
        f"There is neither {places}: write one with `mailproc init`, or name yours with -c FILE."
    )


def example() -> str:
    """The text of config.example.toml: in a wheel it lies in the package, in a checkout beside it."""
    package = Path(__file__).parents[1]
    beside = (package / EXAMPLE, package.parent / EXAMPLE)
    return next(path for path in beside if path.is_file()).read_text(encoding="utf-8")


def load(path: Path) -> Settings:
    """Read and check the file; relative paths in it are relative to it. Raises ConfigurationError."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigurationError(
            f"{path}: no such file: write one with `mailproc init`, or name yours with -c FILE."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read ({unreadable(error)}).") from None
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(
            f"{path}: this is not valid TOML: {error}. Text values need quotation marks; see config.example.toml."
        ) from None
    if "path" in tree:
        raise ConfigurationError(f"{path}: path: unknown key; remove it.")
    try:
        settings = Settings.model_validate({**_rebased(tree, path.resolve().parent), "path": path})
    except ValidationError as error:
        mistakes = [sentence(path, mistake, Settings) for mistake in error.errors()]
        raise ConfigurationError("\n".join(mistakes)) from None
    return settings


def _rebased(tree: dict[str, Any], base: Path) -> dict[str, Any]:
    """Relative file names (and `maildir:` folders) made relative to the configuration's folder."""
    rebased = {name: dict(table) if isinstance(table, dict) else table for name, table in tree.items()}
    for table in rebased.values():
        if not isinstance(table, dict):
            continue
        if isinstance(table.get("oauth"), dict):
            table["oauth"] = _rebased_oauth(table["oauth"], base)
        for key in ("ca_file", "password_file", "templates_dir"):
            if isinstance(table.get(key), str):
                table[key] = str(base / table[key])
        url = table.get("url")
        if isinstance(url, str) and url.startswith("maildir:") and url != "maildir:":
            table["url"] = f"maildir:{base / url.removeprefix('maildir:')}"
        elif isinstance(url, str) and url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
            table["url"] = f"sqlite:///{base / url.removeprefix('sqlite:///')}"
    smtp, mailbox = rebased.get("smtp"), rebased.get("mailbox")
    if isinstance(smtp, dict) and isinstance(mailbox, dict) and smtp.get("oauth") == "mailbox":
        smtp["oauth"] = mailbox.get("oauth")  # the same account
    return rebased


def _rebased_oauth(table: dict[str, Any], base: Path) -> dict[str, Any]:
    """The same of an `oauth` table; its token file lies beside the configuration where it names none."""
    named = {"token_file": TOKEN_FILE, **table}
    for key in ("token_file", "client_secret_file"):
        if isinstance(named.get(key), str):
            named[key] = str(base / named[key])
    return named

"""The configuration file (TOML) as typed settings.

`load(path)` gives Settings or raises ConfigurationError with one sentence per mistake: file, key, what was
expected, the mend. Secrets are never in the file: they come from a file, an environment variable or a systemd
credential. config.example.toml shows every key with its default; a test holds it to this module.
"""

import difflib
import os
import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from mailproc.cases.kinds import Folder, Kind
from mailproc.errors import ConfigurationError
from mailproc.reading import identifiers

EXAMPLE = "config.example.toml"
DEFAULT_PATHS = (Path("config.toml"), Path("/etc/mailproc/config.toml"))

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _duration(value: object) -> object:
    """ "60s", "5m", "8h", "2d" to a timedelta."""
    if isinstance(value, timedelta):
        return value
    match = re.fullmatch(r"(\d+)\s*([smhd])", value) if isinstance(value, str) else None
    if not match:
        raise ValueError('a duration such as "60s", "5m" or "8h"')
    return timedelta(seconds=int(match[1]) * _UNITS[match[2]])


def _clock(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value):
        raise ValueError('a time of day such as "08:00"')
    return value


def _address(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+", value):
        raise ValueError('an e-mail address such as "afiliacion@tecnologico.example"')
    return value.lower()


Whole = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
Clock = Annotated[str, BeforeValidator(_clock)]
MailAddress = Annotated[str, BeforeValidator(_address)]


class Section(BaseModel):
    """A table of the file: unknown keys are errors; numbers and true/false are not taken from other types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Clinic(Section):
    """A clinic as the letters show it."""

    address: str = ""
    hours: str = ""


class Institution(Section):
    """Who affiliates: names and registros patronales decide what is ours."""

    name: str = Field(min_length=1)
    short_name: str = ""
    registrations: tuple[str, ...] = Field(min_length=1)
    employer_names: tuple[str, ...] = ()
    student_domains: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    clinic: dict[str, Clinic] = {}
    contact: str = ""
    privacy_url: str = ""
    hoja_pickup: str = ""

    @field_validator("clinics")
    @classmethod
    def _clinics(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r"\d{1,3}", code) for code in value):
            raise ValueError('numbers of clinics in quotation marks, such as ["013", "025"]')
        return tuple(code.zfill(3) for code in value)

    @field_validator("clinic")
    @classmethod
    def _clinic(cls, value: dict[str, Clinic]) -> dict[str, Clinic]:
        return {code.zfill(3): clinic for code, clinic in value.items()}

    @field_validator("registrations")
    @classmethod
    def _registros(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        registros = []
        for text in value:
            registro = re.sub(r"[\s-]", "", text).upper()
            short = re.fullmatch(r"[A-Z0-9]\d{7}(\d\d)?", registro) is not None
            if not short and not identifiers.is_registro(registro):
                raise ValueError(
                    f'a registro patronal of 8, 10 or 11 characters with a right check digit; "{text}" is none'
                )
            registros.append(registro)
        return tuple(registros)


class Officer(Section):
    """The affiliation officer: digests and alarms go to her address alone."""

    name: str = Field(min_length=1)
    address: MailAddress
    aliases: tuple[MailAddress, ...] = ()
    timezone: str = "America/Mexico_City"

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError('a time zone of the IANA list such as "America/Mexico_City"') from None
        return value


class Server(Section):
    """What `[mailbox]` and `[smtp]` share: a URL, a CA file, a password kept elsewhere."""

    url: str
    ca_file: Path | None = None
    password_file: Path | None = None
    password_env: str | None = None

    @property
    def parts(self) -> SplitResult:
        """The URL, split."""
        return urlsplit(self.url)

    @property
    def user(self) -> str:
        """The user's name of the URL, percent-decoded."""
        return unquote(self.parts.username or "")

    @property
    def maildir(self) -> Path | None:
        """The folder of a `maildir:` URL, None for a server."""
        return Path(self.url.removeprefix("maildir:")) if self.url.startswith("maildir:") else None

    def password(self) -> str:
        """The secret, from where the file says it is. Raises ConfigurationError."""
        if self.password_env:
            secret = os.environ.get(self.password_env)
            if not secret:
                raise ConfigurationError(
                    f"The environment variable {self.password_env} (password_env) is not set: set it, "
                    "or use password_file."
                )
            return secret
        if self.password_file is None:
            raise ConfigurationError(
                f"No password for {self.parts.hostname}: set password_file or password_env in its table."
            )
        path = self.password_file
        credentials = os.environ.get("CREDENTIALS_DIRECTORY")
        if credentials and (Path(credentials) / path.name).is_file():
            path = Path(credentials) / path.name
        try:
            secret = path.read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"The password file {path} cannot be read ({_reason(error)}): write the password into it and "
                "let this user read it."
            ) from None
        if not secret:
            raise ConfigurationError(f"The password file {path} is empty: write the password into it.")
        return secret


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or "unreadable") if isinstance(error, OSError) else "not UTF-8 text"


class MailboxServer(Server):
    """Where the mail is."""

    folder: str = "INBOX"
    sent: Literal["append", "server"] = "append"
    authserv_id: str = ""

    @field_validator("url")
    @classmethod
    def _url(cls, value: str) -> str:
        return _server_url(value, ("imaps",), "imaps://user%40host@imap.host[:993]")


class SmtpServer(Server):
    """Where letters go out."""

    per_minute: Whole = Field(default=20, ge=1, le=1000)

    @field_validator("url")
    @classmethod
    def _url(cls, value: str) -> str:
        return _server_url(value, ("smtps", "smtp+starttls"), "smtp+starttls://user%40host@smtp.host:587")


def _server_url(value: str, schemes: tuple[str, ...], example: str) -> str:
    wish = f'"{example}" or "maildir:/path" (encrypted connections only)'
    if value.startswith("maildir:"):
        if len(value) == len("maildir:"):
            raise ValueError(wish)
        return value
    try:
        parts = urlsplit(value)
        bad = parts.scheme not in schemes or not parts.hostname or parts.port == 0
    except ValueError:
        bad = True
    if bad:
        raise ValueError(wish)
    if parts.password:
        raise ValueError(f"{wish}, and no password in it: use password_file or password_env")
    return value


class Folders(Section):
    """Names of the case folders below `parent`, as the officer sees them."""

    parent: str = "Afiliación"
    revisar: str = "Revisar"
    altas: str = "Altas por tramitar"
    bajas: str = "Bajas por tramitar"
    hojas: str = "Hojas por emitir"
    esperan_baja: str = "Esperan baja"
    esperan_alumno: str = "Esperan al alumno"
    informados: str = "Informados"
    automaticos: str = "Automáticos"
    hecho: str = "Hecho"

    @field_validator("*")
    @classmethod
    def _name(cls, value: str) -> str:
        if not value.strip() or re.search(r"[/\\.\x00-\x1f*%]", value):
            raise ValueError("a folder name without / \\ . * % or control characters")
        return value.strip()

    def path(self, folder: Folder) -> tuple[str, str]:
        """The folder's path below the parent."""
        return self.parent, getattr(self, folder.value)


class Schedule(Section):
    """When things happen, in the officer's time zone."""

    poll: Duration = timedelta(seconds=60)
    idle: Flag = True
    digest: Clock = "08:00"
    digest_days: str = "mon-fri"
    holidays: tuple[date, ...] = ()
    quiet_hours: str = ""

    @field_validator("digest_days")
    @classmethod
    def _days(cls, value: str) -> str:
        day = "(mon|tue|wed|thu|fri|sat|sun)"
        week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        spans = [part.split("-") for part in value.split(",")]
        known = re.fullmatch(rf"{day}(-{day})?(,{day}(-{day})?)*", value)
        if not known or any(week.index(span[0]) > week.index(span[-1]) for span in spans):
            raise ValueError('days such as "mon-fri" or "mon,wed,fri", the earlier day of the week first')
        return value

    @field_validator("quiet_hours")
    @classmethod
    def _quiet(cls, value: str) -> str:
        if value and not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d-([01]?\d|2[0-3]):[0-5]\d", value):
            raise ValueError('hours such as "21:00-07:00", or ""')
        return value

    @field_validator("poll")
    @classmethod
    def _poll(cls, value: timedelta) -> timedelta:
        if not timedelta(seconds=1) <= value <= timedelta(days=1):
            raise ValueError('between "1s" and "1d"')
        return value


class Policy(Section):
    """What the institute wants done."""

    mode: Literal["observe", "draft", "send"] = "observe"
    draft_kinds: tuple[Kind, ...] = ()
    answer_newer_than_days: Whole = Field(default=7, ge=1)
    max_age_days: Whole = Field(default=30, ge=1)
    hoja: Literal["reissue", "ask"] = "reissue"
    employment: Literal["inform", "review"] = "inform"
    family: Literal["review"] = "review"
    conservacion: Literal["review"] = "review"
    strangers: Literal["answer", "review"] = "answer"
    alta_requirements: tuple[str, ...] = ()
    alta_days: Whole | None = Field(default=None, ge=1)
    hoja_days: Whole | None = Field(default=None, ge=1)
    remind_after_days: Whole = Field(default=14, ge=1)
    close_after_days: Whole = Field(default=60, ge=1)
    grace: Duration = timedelta(minutes=5)
    replies_per_day: Whole = Field(default=5, ge=1)
    letters_per_hour: Whole = Field(default=200, ge=1)
    templates_dir: Path | None = None


class Limits(Section):
    """Bounds for one message and its documents."""

    message_mb: Whole = Field(default=40, ge=1)
    attachments: Whole = Field(default=20, ge=1)
    pages: Whole = Field(default=10, ge=1)
    megapixels: Whole = Field(default=60, ge=1)
    seconds: Whole = Field(default=60, ge=1)
    memory_mb: Whole = Field(default=2048, ge=256)


class Reading(Section):
    """How documents are read."""

    engines: tuple[Literal["rapid", "tesseract"], ...] = ("rapid", "tesseract")
    workers: Whole = Field(default=2, ge=1, le=64)
    limits: Limits = Limits()


class Store(Section):
    """Where the ledger lives. "" means `mailproc.sqlite3` beside the configuration."""

    url: str = ""
    keep_days: Whole = Field(default=400, ge=1)


class Idse(Section):
    """Fields of the batch file that are not the student's."""

    date: str = "today"
    default_umf: str = ""


class Settings(Section):
    """The whole file. `path` is where it was read from."""

    institution: Institution
    officer: Officer
    mailbox: MailboxServer
    smtp: SmtpServer
    folders: Folders = Folders()
    schedule: Schedule = Schedule()
    policy: Policy = Policy()
    reading: Reading = Reading()
    store: Store = Store()
    idse: Idse = Idse()
    path: Path = Field(default=Path("config.toml"), exclude=True)

    @property
    def zone(self) -> ZoneInfo:
        """The institute's time zone."""
        return ZoneInfo(self.officer.timezone)

    @property
    def account(self) -> str:
        """The mailbox's name on every row that comes from mail: its user, or the Maildir's folder name."""
        maildir = self.mailbox.maildir
        return maildir.resolve().name if maildir else self.mailbox.user.lower()

    @property
    def address(self) -> str:
        """The address that letters come from: the mailbox's user where it is one, else the officer's."""
        return self.mailbox.user.lower() if "@" in self.mailbox.user else self.officer.address

    @property
    def own_addresses(self) -> frozenset[str]:
        """Addresses that are ours: mailbox, officer, aliases, the SMTP user."""
        every = (self.address, self.officer.address, *self.officer.aliases, self.smtp.user.lower())
        return frozenset(address for address in every if "@" in address)

    @property
    def store_url(self) -> str:
        """The SQLAlchemy URL of the store."""
        return self.store.url or f"sqlite:///{self.path.resolve().parent / 'mailproc.sqlite3'}"


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
    package = Path(__file__).parent
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
        raise ConfigurationError(f"{path}: cannot be read ({_reason(error)}).") from None
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
        mistakes = [_sentence(path, mistake) for mistake in error.errors()]
        raise ConfigurationError("\n".join(mistakes)) from None
    return settings


def _rebased(tree: dict[str, Any], base: Path) -> dict[str, Any]:
    """Relative file names (and `maildir:` folders) made relative to the configuration's folder."""
    rebased = {name: dict(table) if isinstance(table, dict) else table for name, table in tree.items()}
    for table in rebased.values():
        if not isinstance(table, dict):
            continue
        for key in ("ca_file", "password_file", "templates_dir"):
            if isinstance(table.get(key), str):
                table[key] = str(base / table[key])
        url = table.get("url")
        if isinstance(url, str) and url.startswith("maildir:") and url != "maildir:":
            table["url"] = f"maildir:{base / url.removeprefix('maildir:')}"
        elif isinstance(url, str) and url.startswith("sqlite:///") and not url.startswith("sqlite:////"):
            table["url"] = f"sqlite:///{base / url.removeprefix('sqlite:///')}"
    return rebased


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


def _sentence(path: Path, mistake: Any) -> str:
    """One mistake of pydantic's as a sentence for the installer."""
    where = ".".join(str(part) for part in mistake["loc"])
    code, context = mistake["type"], mistake.get("ctx") or {}
    if code == "extra_forbidden":
        known = known_keys(tuple(str(part) for part in mistake["loc"][:-1]))
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


def known_keys(table: tuple[str, ...]) -> list[str]:
    """The keys that may stand in a table of the file ("" path: the tables themselves)."""
    model: Any = Settings
    for part in table:
        if not (isinstance(model, type) and issubclass(model, BaseModel)) or part not in model.model_fields:
            return []
        model = model.model_fields[part].annotation
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    return [name for name in model.model_fields if name != "path"]

"""`mailproc check`: does all that the daemon needs work? Each finding with its mend. Sends and moves nothing."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from mailproc.cases.kinds import Folder
from mailproc.config import Settings
from mailproc.errors import ExitCode, MailprocError
from mailproc.mailbox.opening import open_mailbox, open_transport, watched
from mailproc.officer import samples as officer_samples
from mailproc.reply import samples as reply_samples
from mailproc.store.opening import open_store

RELEASED = datetime(2026, 11, 1, tzinfo=UTC)
"""A clock before this day is wrong."""

_UNUSED = "no se usa ([reading] engines): los datos de las imágenes no pueden confirmarse sin él"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: Spanish name, whether it works, what was found or how to mend it."""

    name: str
    good: bool
    told: str
    code: ExitCode = ExitCode.DONE


def run_checks(settings: Settings) -> Iterator[Check]:
    """Each check as it is done. Exit code: that of the first that failed."""
    steps: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("Configuración", _configuration),
        ("Reloj", _clock),
        ("Almacén", _store),
        ("Buzón", _mailbox),
        ("Salida de cartas", _transport),
        ("Lectura: sin red", _offline),
        ("Lectura: Tesseract", _tesseract),
        ("Lectura: RapidOCR", _rapid),
        ("Lectura: tercer motor", _third),
        ("Plantillas", _templates),
    )
    for name, step in steps:
        try:
            yield Check(name, True, step(settings))
        except MailprocError as error:
            yield Check(name, False, str(error), error.exit_code)


def _configuration(settings: Settings) -> str:
    return f"{settings.path} (modo {settings.policy.mode})"


def _clock(settings: Settings) -> str:
    now = datetime.now(UTC)
    if now < RELEASED:
        raise MailprocError(f"El reloj dice {now:%d/%m/%Y}: ponlo en hora (timedatectl set-ntp true).")
    return f"{now.astimezone(settings.zone):%d/%m/%Y %H:%M} ({settings.officer.timezone})"


def _store(settings: Settings) -> str:
    open_store(settings.store_url, account=settings.account).close()
    return settings.store_url.partition("://")[0]


def _mailbox(settings: Settings) -> str:
    with open_mailbox(settings.mailbox) as mailbox:
        waiting = sum(1 for _ in mailbox.waiting(watched(settings.mailbox), known=frozenset()))
    names = ", ".join(settings.folders.path(folder)[1] for folder in Folder)
    return f"{waiting} mensajes en {settings.mailbox.folder}; carpetas bajo «{settings.folders.parent}»: {names}"


def _transport(settings: Settings) -> str:
    transport = open_transport(settings.smtp)
    try:
        transport.prove()
    finally:
        transport.close()
    return f"{settings.smtp.parts.scheme} {settings.smtp.parts.hostname or settings.smtp.maildir}"


def _offline(_settings: Settings) -> str:
    """Only told: documents are read all the same."""
    # In a process of its own, since it is for good.
    trial = "from mailproc.documents.offline import go_offline; raise SystemExit(0 if go_offline() else 1)"
    done = subprocess.run([sys.executable, "-c", trial], capture_output=True, timeout=60, check=False)
    if done.returncode == 0:
        return "los documentos se abren en un proceso sin red"
    return "AVISO: los documentos se abren en un proceso que sí tiene red: apt install libseccomp2"


def _tesseract(settings: Settings) -> str:
    if "tesseract" not in settings.reading.engines:
        return _UNUSED
    from mailproc.engine_proof import prove_tesseract

    return prove_tesseract()


def _rapid(settings: Settings) -> str:
    if "rapid" not in settings.reading.engines:
        return _UNUSED
    from mailproc.engine_proof import prove_rapid

    return prove_rapid()


def _third(settings: Settings) -> str:
    if len(settings.reading.engines) < 2:
        return _UNUSED
    from mailproc.engine_proof import of_the_third

    return of_the_third()


def _templates(settings: Settings) -> str:
    letters = [*reply_samples.render_all(settings), *officer_samples.render_all(settings)]
    return f"{len(letters)} cartas de prueba escritas sin error"

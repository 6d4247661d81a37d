"""Deletion on a real mail server, and what the logs tell, with the real program."""

import logging
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
import structlog
from sqlalchemy import delete, select, update

from mailproc import logs
from mailproc.cases.kinds import Folder, State
from mailproc.mailbox.deleting import delete_mail
from mailproc.mailbox.opening import open_mailbox
from mailproc.reply.model import LetterState
from mailproc.store import schema
from mailproc.store.forgetting import forget, plan
from mailproc.store.opening import open_store
from tests.mail.bureau import SENT, Bureau
from tests.mail.house import FOLDERS, INBOX, parsed
from tests.mail.semester.students import Paper, Student
from tests.mail.servers import DovecotOf
from tests.mail.typed import environment, mailproc, one_sentence, until


@pytest.fixture
def bureau(dovecot_of: DovecotOf, tmp_path) -> Iterator[Bureau]:
    office = Bureau(tmp_path, dovecot_of("full").account())
    yield office
    office.store.close()


def subjects(bureau: Bureau) -> list[str]:
    """The senders of all mail in the inbox and our folders, and whom the letters in Sent went to."""
    found = []
    present = bureau.account.folders()
    for folder in (INBOX, *(FOLDERS.path(one) for one in Folder)):
        if folder in present or folder == INBOX:
            found += [str(parsed(one.raw)["From"]) for one in bureau.account.messages(folder)]
    return found + [str(parsed(one.raw)["To"]) for one in bureau.account.messages(SENT)]


def about(bureau: Bureau, who: Student) -> int:
    """How much mail is from or to somebody."""
    return sum(who.address in line for line in subjects(bureau))


def test_what_was_forgotten_is_never_answered_again(bureau: Bureau) -> None:
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no", text="Le envío mi constancia. Quiero la clínica 25.")
    bureau.turn()
    assert bureau.stands(mail) == ("alta", "por_hacer")
    sent = len(bureau.letters)
    forget(bureau.store, plan(bureau.store, ana.curp).person, now=bureau.now, who="encargada")
    bureau.turns(3)
    # The server numbers its folders anew: all that is known of where mail lies is worth nothing.
    with bureau.store.writing() as session:
        session.execute(update(schema.Filing).values(place_id=None))
        session.execute(delete(schema.Place))
    assert bureau.turn().handled == 0
    bureau.turns(3)
    bureau.drags(mail, Folder.BAJAS)
    bureau.turns(6)
    bureau.drags(mail, None)
    bureau.turns(6)
    with bureau.store.reading() as session:
        assert session.scalars(select(schema.Case)).all() == []
    assert len(bureau.letters) == sent
    assert bureau.lies(mail) == [None]


def test_mail_is_deleted_and_no_other(bureau: Bureau) -> None:
    ana, luis = bureau.cast.student(), bureau.cast.student()
    bureau.writes(ana, "no", text="Le envío mi constancia. Quiero la clínica 25.")
    his = bureau.writes(luis, "no", text="Le envío mi constancia. Quiero la clínica 25.")
    bureau.turns(2)
    second = bureau.writes(ana, text="¿Cómo va mi trámite?")
    bureau.turns(2)
    # She marked one of Luis's as deleted; another message bears the Message-ID of Ana's.
    altas = FOLDERS.path(Folder.ALTAS)
    (uid,) = (one.uid for one in bureau.account.messages(altas) if parsed(one.raw)["Message-ID"] == his)
    bureau.account.command(altas, "STORE", uid, "+FLAGS", r"(\Deleted)")
    forged = f"From: {luis.address}\r\nMessage-ID: {second}\r\nSubject: Otra cosa\r\n\r\nHola.\r\n".encode()
    bureau.account.put(forged, FOLDERS.path(Folder.HECHO))
    assert about(bureau, ana) > 3
    before = about(bureau, luis)
    done = mailproc("forget", ana.curp, "--mail", "--yes", folder=bureau.folder)
    assert done.returncode == 0, done.stderr
    assert "En el buzón se borraron 2 mensajes y" in " ".join(done.stdout.split())
    assert about(bureau, ana) == 0
    assert about(bureau, luis) == before
    bureau.turns(3)
    assert about(bureau, luis) == before


def test_a_message_of_two_students_stays(bureau: Bureau) -> None:
    ana, luis = bureau.cast.student(), bureau.cast.student()
    mail = bureau.writes(ana, "ours", also=(Paper(luis, "ours"),))
    bureau.turns(2)
    found = plan(bureau.store, luis.curp)
    assert (found.tally.shared, found.mails) == (1, ())
    with open_mailbox(bureau.settings.mailbox) as mailbox:
        delete_mail(mailbox, found, bureau.settings)
    assert len(bureau.lies(mail)) == 1


def test_without_uidplus_nothing_is_deleted_and_the_messages_are_named(dovecot_of: DovecotOf, tmp_path) -> None:
    bureau = Bureau(tmp_path, dovecot_of("bare").account())
    ana = bureau.cast.student()
    bureau.writes(ana, "prepa", subject="Mi constancia de vigencia")
    bureau.turns(2)
    before = subjects(bureau)
    done = mailproc("forget", ana.curp, "--mail", "--yes", folder=bureau.folder)
    assert done.returncode == 1
    one_sentence(
        done, "UIDPLUS", "Nothing was deleted", "Esperan baja", "«Mi constancia de vigencia»", "a letter of ours"
    )
    assert subjects(bureau) == before
    assert plan(bureau.store, ana.curp).tally.cases == 1
    bureau.store.close()


def typed(bureau: Bureau, answer: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """The command at a terminal, where somebody types an answer."""
    ours, its = pty.openpty()
    try:
        os.write(ours, f"{answer}\n".encode())
        return subprocess.run(
            [sys.executable, "-m", "mailproc", *words],
            cwd=bureau.folder,
            env=environment(),
            stdin=its,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(its)


def test_it_shows_what_goes_and_asks_for_the_folio(bureau: Bureau) -> None:
    ana = bureau.cast.student()
    bureau.writes(ana, "prepa")
    bureau.turn()
    alone = mailproc("forget", ana.curp, folder=bureau.folder)
    assert alone.returncode == 2
    one_sentence(alone, "--yes")
    refused = typed(bureau, "no", "forget", ana.curp)
    assert refused.returncode == 2
    one_sentence(refused, "AF-26-00001", "nothing was deleted")
    assert "Lecturas de documentos" in refused.stdout and "escribe AF-26-00001" in refused.stdout
    assert not any(value in refused.stdout + refused.stderr for value in (ana.curp, ana.nss, ana.name))
    assert plan(bureau.store, ana.curp).tally.cases == 1
    done = typed(bureau, "af-26-00001", "forget", ana.curp)
    assert done.returncode == 0, done.stderr
    assert "--mail" in done.stdout
    gone = mailproc("forget", ana.curp, folder=bureau.folder)
    assert gone.returncode == 2
    one_sentence(gone, "no such student")


def test_purge_counts_first_and_the_daemon_does_it(bureau: Bureau) -> None:
    bureau.writes(bureau.cast.student(), "prepa")
    bureau.turn()
    with bureau.store.writing() as session:
        session.execute(update(schema.Case).values(state=State.HECHO))
        session.execute(update(schema.Letter).values(state=LetterState.SENT, copy_due=False))
    config = bureau.folder / "config.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(f'{text}\n[store]\nkeep_days = 1\n[schedule]\npoll = "1h"\n', encoding="utf-8")
    told = mailproc("purge", "--dry-run", folder=bureau.folder)
    assert told.returncode == 0, told.stderr
    assert "no se borró nada" in told.stdout and "Casos, con su historia" in told.stdout
    daemon = subprocess.Popen(
        [sys.executable, "-m", "mailproc", "run"], cwd=bureau.folder, env=environment(), stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: _cases(bureau) == 0)
    finally:
        daemon.terminate()
        assert daemon.wait(timeout=60) == 0
    nothing = mailproc("purge", folder=bureau.folder)
    assert "No hay nada con más de 1 días" in nothing.stdout


def _cases(bureau: Bureau) -> int:
    with bureau.store.reading() as session:
        return len(session.scalars(select(schema.Case)).all())


@pytest.fixture
def heard() -> Iterator[StringIO]:
    """All that is logged at any level, by us and by every library."""
    out = StringIO()
    root = logging.getLogger()
    handler = logging.StreamHandler(out)
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    # SQLAlchemy keeps its rows to itself unless it is asked, as somebody may have done.
    rows = logging.getLogger("sqlalchemy")
    rows.setLevel(logging.DEBUG)
    logs.configure()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG),
        logger_factory=structlog.PrintLoggerFactory(out),
    )
    yield out
    root.removeHandler(handler)
    root.setLevel(level)
    structlog.reset_defaults()


def test_no_log_line_names_anybody(heard: StringIO, dovecot_of: DovecotOf, tmp_path) -> None:
    bureau = Bureau(tmp_path, dovecot_of("full").account())
    # Opened again, so that the engine is one that was made while somebody listened.
    bureau.store.close()
    bureau.store = open_store(bureau.settings.store_url, account=bureau.settings.account)
    cast = [bureau.cast.student(private=number % 2 == 1) for number in range(9)]
    papers = ("no", "prepa", "ours", "parent", "edited", "blurred", "locked", "job", "")
    mails = [bureau.writes(who, paper, subject=f"Soy {who.name}") for who, paper in zip(cast, papers, strict=True)]
    bureau.writes(cast[0], "curp", also=(Paper(cast[1], "no"),))
    bureau.turn()
    bureau.drags(mails[0], Folder.HECHO)
    bureau.answers(mails[4], cast[4].address, text=f"Hola, {cast[4].name}")
    bureau.writes(cast[1], "no", thread=mails[1])
    # One breaks the program itself, and is set aside.
    broken = bureau.writes(cast[2], "prepa", subject=f"Otra vez {cast[2].name}")
    bureau.papers.submit = _breaks(cast[2])  # type: ignore[method-assign]
    for _ in range(6):
        bureau.turn(minutes=5)
    del bureau.papers.submit
    with bureau.store.reading() as session:
        row = session.scalars(select(schema.Message).where(schema.Message.message_id == broken)).one()
        assert row.outcome is schema.Outcome.SET_ASIDE
    bureau.now += timedelta(days=30)
    bureau.turns(2)
    forget(bureau.store, plan(bureau.store, cast[3].address).person, now=bureau.now, who="encargada")
    bureau.store.close()
    text = heard.getvalue()
    assert text.count("message handled") >= 10
    assert "message failed" in text
    low = text.lower()
    for who in cast:
        values = (who.name, who.shown, who.curp, who.nss, who.address, who.control, who.address.partition("@")[0])
        assert [value for value in values if value.lower() in low] == []
    assert [word for word in ("roberto", "constancia de vigencia", ".pdf", "gracias") if word in low] == []


def _breaks(who: Student):
    def submit(content: bytes, *, name: str, hints: object) -> object:
        raise ValueError(f"no puedo con {who.name} {who.curp} {who.nss} de {who.address}")

    return submit

"""A backup made while the program works, put in the place of a damaged store: nothing lost, no letter twice."""

import re
import shutil
import sqlite3
import stat
from collections import Counter
from contextlib import closing

import pytest

from mailproc.cases.kinds import Folder
from mailproc.errors import StoreError, UsageError
from mailproc.mailbox.smtp import MaildirTransport
from mailproc.officer.daily import digest_of
from mailproc.officer.outbox_command import OutboxCommand
from mailproc.store.backup import back_up
from mailproc.store.opening import open_store
from tests.mail.bureau import Bureau
from tests.mail.house import parsed
from tests.mail.servers import DovecotOf


@pytest.fixture
def bureau(dovecot_of: DovecotOf, tmp_path):
    return Bureau(tmp_path, dovecot_of("full").account())


@pytest.fixture
def handed_over(monkeypatch):
    """Every letter handed over, as (recipient, subject without its folio): by a way out like any server, not by one
    that knows a letter again by its name."""
    went, send = [], MaildirTransport.send

    def sending(transport, raw, **named):
        send(transport, raw, **named)
        mail = parsed(raw)
        went.append((str(mail["To"]), re.sub(r" \(AF-.*", "", str(mail["Subject"]))))

    monkeypatch.setattr(MaildirTransport, "send", sending)
    return went


def damaged(bureau: Bureau) -> None:
    """The disk has written over the middle of the store; the program cannot open it any more."""
    bureau.store.close()
    path = bureau.folder / "mailproc.sqlite3"
    for rest in bureau.folder.glob("mailproc.sqlite3-*"):
        rest.unlink()
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])
    with pytest.raises(StoreError, match="put a backup in its place"):
        open_store(bureau.settings.store_url, account=bureau.settings.account)


def restored(bureau: Bureau) -> None:
    shutil.copy(bureau.folder / "respaldo", bureau.folder / "mailproc.sqlite3")
    bureau.store = open_store(bureau.settings.store_url, account=bureau.settings.account)


def resumed(bureau: Bureau) -> None:
    OutboxCommand(bureau.store, bureau.settings, now=bureau.now, who="encargada").resume()


WISH = "Le envío mi constancia. Quiero la clínica 25."


def test_after_a_restore_no_letter_goes_twice_and_none_is_lost(bureau, handed_over):
    before, after, kept, words, late = (bureau.cast.student() for _ in range(5))
    first = bureau.writes(before, "no", text=WISH)
    bureau.turn()
    back_up(bureau.store, bureau.folder / "respaldo")
    # What the backup does not know: three students were answered, and the officer's word.
    second = bureau.writes(after, "no", text=WISH)
    third = bureau.writes(kept, "prepa")
    fourth = bureau.writes(words, text="Le adjunto mi constancia de vigencia del IMSS")
    bureau.turn()
    bureau.drags(first, Folder.HECHO)
    bureau.turns(4)
    went = Counter(handed_over)
    assert (len(went), set(went.values())) == (5, {1})
    damaged(bureau)
    restored(bureau)
    new = bureau.writes(late, "prepa")
    bureau.turns(5)
    assert Counter(handed_over) == went
    assert bureau.stands(first) == ("alta", "hecho")
    assert bureau.stands(second) == ("alta", "por_hacer")
    assert bureau.stands(fourth) == ("sin_adjunto", "espera_alumno")
    assert [bureau.letters_to(who) for who in (before, after, words)] == [
        ["alta", "alta_hecha"],
        ["alta"],
        ["sin_adjunto"],
    ]
    assert (bureau.lies(third), bureau.lies(fourth)) == ([Folder.ESPERAN_BAJA], [Folder.ESPERAN_ALUMNO])
    assert bureau.states_to(late) == [("baja_previa", "queued")]
    assert "volvió a un respaldo" in digest_of(bureau.store, bureau.settings, now=bureau.now).text
    resumed(bureau)
    bureau.turns(3)
    assert bureau.letters_to(late) == ["baja_previa"]
    assert bureau.lies(new) == [Folder.ESPERAN_BAJA]
    assert set(Counter(handed_over).values()) == {1}
    assert len(handed_over) == len(went) + 1


def test_a_letter_that_waited_in_the_backup_and_went_since_does_not_go_again(bureau, handed_over):
    ana, beto = (bureau.cast.student() for _ in range(2))
    OutboxCommand(bureau.store, bureau.settings, now=bureau.now, who="encargada").pause()
    bureau.writes(ana, "prepa")
    bureau.turn()
    back_up(bureau.store, bureau.folder / "respaldo")
    resumed(bureau)
    # The next folio is given once more after the restore, to the same message.
    bureau.writes(beto, "no", text=WISH)
    bureau.turns(2)
    assert len(handed_over) == 2
    damaged(bureau)
    restored(bureau)
    bureau.turns(3)
    assert [bureau.states_to(who) for who in (ana, beto)] == [[("baja_previa", "sent")], [("alta", "sent")]]
    resumed(bureau)
    bureau.turns(3)
    assert len(handed_over) == 2


def test_it_is_whole_private_and_of_one_moment_though_others_write(bureau):
    ana = bureau.cast.student()
    bureau.writes(ana, "prepa")
    bureau.turn()
    path = bureau.folder / "respaldo"
    path.write_text("el de ayer", encoding="utf-8")
    with bureau.store.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM letters")
        size = back_up(bureau.store, path)
        session.rollback()
    assert size == path.stat().st_size
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT recipient FROM letters").fetchall() == [(ana.address,)]
    assert sorted(one.name for one in bureau.folder.glob(".mailproc-*")) == []


def test_what_cannot_be_written_is_told_and_leaves_the_old_one(bureau):
    (bureau.folder / "carpeta").mkdir()
    for path, told in (
        (bureau.folder / "carpeta", "is a folder"),
        (bureau.folder / "nada" / "respaldo", "cannot be written"),
        (bureau.folder / "mailproc.sqlite3", "the store itself"),
    ):
        with pytest.raises(UsageError, match=told):
            back_up(bureau.store, path)
    again = open_store(bureau.settings.store_url, account=bureau.settings.account)
    assert again.account_id == bureau.store.account_id
    again.close()

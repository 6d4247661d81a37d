"""A backup made while the program works, put in the place of a damaged store: nothing lost, no letter twice."""

import shutil
import sqlite3
import stat
from contextlib import closing

import pytest

from mailproc.cases.kinds import Folder
from mailproc.errors import StoreError, UsageError
from mailproc.officer.daily import digest_of
from mailproc.officer.outbox_command import OutboxCommand
from mailproc.store.backup import back_up
from mailproc.store.opening import open_store
from tests.mail.bureau import Bureau
from tests.mail.servers import DovecotOf


@pytest.fixture
def bureau(dovecot_of: DovecotOf, tmp_path):
    return Bureau(tmp_path, dovecot_of("full").account())


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


def test_after_a_restore_no_letter_goes_twice_and_none_is_lost(bureau):
    before, after, kept, late = (bureau.cast.student() for _ in range(4))
    first = bureau.writes(before, "no", text="Le envío mi constancia. Quiero la clínica 25.")
    bureau.turn()
    back_up(bureau.store, bureau.folder / "respaldo")
    # What the backup does not know: two students answered, and the officer's word.
    second = bureau.writes(after, "no", text="Le envío mi constancia. Quiero la clínica 25.")
    third = bureau.writes(kept, "prepa")
    bureau.turn()
    bureau.drags(first, Folder.HECHO)
    bureau.turns(4)
    went = [str(one["Message-ID"]) for one in bureau.letters]
    assert [bureau.letters_to(who) for who in (before, after, kept)] == [
        ["alta", "alta_hecha"],
        ["alta"],
        ["baja_previa"],
    ]
    damaged(bureau)
    restored(bureau)
    new = bureau.writes(late, "prepa")
    bureau.turns(5)
    assert [str(one["Message-ID"]) for one in bureau.letters] == went
    assert bureau.stands(first) == ("alta", "hecho")
    assert bureau.stands(second) == ("alta", "por_hacer")
    assert [bureau.letters_to(who) for who in (before, after)] == [["alta", "alta_hecha"], ["alta"]]
    assert bureau.lies(third) == [Folder.ESPERAN_BAJA]
    assert bureau.states_to(late) == [("baja_previa", "queued")]
    assert "volvió a un respaldo" in digest_of(bureau.store, bureau.settings, now=bureau.now).text
    resumed(bureau)
    bureau.turns(3)
    assert bureau.letters_to(late) == ["baja_previa"]
    assert bureau.lies(new) == [Folder.ESPERAN_BAJA]
    assert len(bureau.letters) == len(went) + 1
    assert len({str(one["Message-ID"]) for one in bureau.letters}) == len(bureau.letters)


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

"""UIDs that begin anew: Dovecot's own list of them is changed under it, as by a restored backup or a moved mailbox."""

import re

import pytest

from mailproc.cases.kinds import Folder
from tests.mail.bureau import Bureau
from tests.mail.house import FOLDERS, INBOX
from tests.mail.servers import DovecotOf


@pytest.fixture
def bureau(dovecot_of: DovecotOf, tmp_path):
    return Bureau(tmp_path, dovecot_of("full").account())


def renumber(bureau: Bureau, folder: tuple[str, ...], *, validity: int = 0, following: int | None = None) -> None:
    """Raise UIDVALIDITY by so much, or set the next UID back."""
    name = bureau.account.name(folder).strip('"').replace("/", ".")
    root = bureau.account.maildir if folder == INBOX else bureau.account.maildir / f".{name}"
    for index in root.glob("dovecot.index*"):
        index.unlink()
    uids = root / "dovecot-uidlist"
    head, *lines = uids.read_text(encoding="utf-8").splitlines(keepends=True)
    head = re.sub(r"V(\d+)", lambda found: f"V{int(found[1]) + validity}", head)
    if following is not None:
        head = re.sub(r"N\d+", f"N{following}", head)
    uids.write_text(head + "".join(lines), encoding="utf-8")


def test_after_uidvalidity_has_changed_nothing_is_answered_twice_and_all_goes_on(bureau):
    ana, bea, carlos = (bureau.cast.student() for _ in range(3))
    mail, asks = bureau.writes(ana, "no"), bureau.writes(bea, "edited")
    hers = bureau.writes(carlos, text="¿A qué hora es la junta?", subject="Junta de academia")
    bureau.turns(2)
    before = len(bureau.letters)
    for folder in (INBOX, FOLDERS.path(Folder.ALTAS), FOLDERS.path(Folder.REVISAR)):
        renumber(bureau, folder, validity=1)
    bureau.turns(3)
    assert len(bureau.letters) == before
    assert (bureau.lies(mail), bureau.lies(asks)) == ([Folder.ALTAS], [Folder.REVISAR])
    assert bureau.lies(hers) == [None]
    bureau.drags(mail, Folder.HECHO)
    new = bureau.writes(bureau.cast.student(), "no")
    bureau.turns(4)
    assert bureau.letters_to(ana) == ["alta", "alta_hecha"]
    assert bureau.lies(new) == [Folder.ALTAS]


def test_a_uid_that_is_given_again_under_the_same_validity_hides_no_message(bureau):
    ana, bea = bureau.cast.student(), bureau.cast.student()
    first = bureau.writes(ana, "no")
    bureau.turns(2)
    assert bureau.lies(first) == [Folder.ALTAS]
    renumber(bureau, INBOX, following=1)
    second = bureau.writes(bea, "no")
    assert [stored.uid for stored in bureau.account.messages()] == ["1"]
    bureau.turns(2)
    assert bureau.letters_to(bea) == ["alta"]
    assert bureau.lies(second) == [Folder.ALTAS]
    assert bureau.letters_to(ana) == ["alta"]

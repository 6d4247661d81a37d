"""What only a Maildir has: other programs at the same files, boxes, names on the disk."""

import os
import stat
from pathlib import Path

import pytest

from mailproc.config import MailboxServer
from mailproc.errors import ConfigurationError, MailboxError, MessageGone
from mailproc.mailbox.maildir import MaildirMailbox
from mailproc.mailbox.opening import open_mailbox
from tests.mail.kinds import AUTOMATICOS, INBOX, Disk, letter

NOTHING: frozenset[str] = frozenset()


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path / "Maildir")


def test_a_missing_maildir_is_named_with_its_mend_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "nada"
    with pytest.raises(ConfigurationError, match=r"no Maildir at .*nada: mend url in \[mailbox\].*mkdir"):
        open_mailbox(MailboxServer(url=f"maildir:{path}"))
    assert not path.exists()


def test_opening_and_looking_makes_no_folder(disk: Disk) -> None:
    before = sorted(disk.path.rglob("*"))
    with open_mailbox(disk.server()) as ours:
        assert ours.special("Drafts") == ("Drafts",)
        assert ours.find(AUTOMATICOS, "<x@y>") == ()
    assert sorted(disk.path.rglob("*")) == before


def test_folders_are_named_as_dovecot_names_them(disk: Disk) -> None:
    with open_mailbox(disk.server()) as ours:
        ours.ensure(AUTOMATICOS)
    folder = disk.path / ".Afiliaci&APM-n.Autom&AOE-ticos"
    assert {path.name for path in folder.iterdir()} == {"cur", "new", "tmp", "maildirfolder"}


def test_a_usual_name_serves_as_special_folder_in_any_case(disk: Disk) -> None:
    disk.create(("borradores",))
    with open_mailbox(disk.server()) as ours:
        assert ours.special("Drafts") == ("borradores",)


@pytest.mark.parametrize("name", ["a.b", "a/b", "..", "", "."])
def test_names_that_would_lead_elsewhere_are_refused(disk: Disk, name: str) -> None:
    with open_mailbox(disk.server()) as ours:
        for act in (ours.ensure, ours.validity, lambda path: ours.append(path, b"x\r\n\r\n")):
            with pytest.raises(ConfigurationError):
                act(("Afiliación", name))
    assert {path.name for path in disk.path.parent.iterdir()} == {"Maildir"}


def test_a_new_letter_stays_new_and_a_seen_one_stays_in_cur(disk: Disk) -> None:
    new, seen = disk.put(letter("nueva")), disk.put(letter("vista"), flags=r"\Seen")
    with open_mailbox(disk.server()) as ours:
        for envelope in list(ours.waiting(INBOX, known=NOTHING)):
            ours.move(envelope.place, AUTOMATICOS)
    folder = disk.path / ".Afiliaci&APM-n.Autom&AOE-ticos"
    assert [path.name for path in (folder / "new").iterdir()] == [new]
    assert [path.name for path in (folder / "cur").iterdir()] == [f"{seen}:2,S"]


def test_a_starred_new_letter_is_still_unseen(disk: Disk) -> None:
    uid = disk.put(letter("urgente"))
    with open_mailbox(disk.server()) as ours:
        (envelope,) = ours.waiting(INBOX, known=NOTHING)
        ours.flag(envelope.place)
    assert [path.name for path in (disk.path / "cur").iterdir()] == [f"{uid}:2,F"]


def test_keyword_letters_that_mean_something_only_in_their_folder_do_not_travel(disk: Disk) -> None:
    uid = disk.put(letter("una"), flags=r"\Seen")
    (disk.path / "cur" / f"{uid}:2,S").rename(disk.path / "cur" / f"{uid}:2,Sab")
    with open_mailbox(disk.server()) as ours:
        (envelope,) = ours.waiting(INBOX, known=NOTHING)
        ours.move(envelope.place, AUTOMATICOS)
    assert [path.name for path in (disk.path / ".Afiliaci&APM-n.Autom&AOE-ticos" / "cur").iterdir()] == [
        f"{uid}:2,S"
    ]


def test_another_program_takes_new_mail_into_cur_while_it_waits(disk: Disk) -> None:
    uids = [disk.put(letter(f"carta {number}")) for number in range(4)]
    with open_mailbox(disk.server()) as ours:
        waiting = ours.waiting(INBOX, known=NOTHING)
        first = next(waiting)
        for uid in uids:
            (disk.path / "new" / uid).rename(disk.path / "cur" / f"{uid}:2,")
        places = [first.place, *(envelope.place for envelope in waiting)]
        assert sorted(place.uid for place in places) == sorted(uids)
        assert len({ours.fetch(place) for place in places}) == 4
        (disk.path / "cur" / f"{uids[0]}:2,").rename(disk.path / "cur" / f"{uids[0]}:2,RS")
        ours.move(next(place for place in places if place.uid == uids[0]), AUTOMATICOS)
    assert disk.messages(AUTOMATICOS)[0].flags == {r"\Answered", r"\Seen"}


def test_a_letter_that_is_renamed_at_every_try_is_left_for_the_next_poll(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.put(letter("una"))
    with MaildirMailbox(disk.path) as ours:
        (envelope,) = ours.waiting(INBOX, known=NOTHING)
        monkeypatch.setattr(ours, "_locate", lambda place: disk.path / "cur" / "just-renamed")
        with pytest.raises(MailboxError, match="keeps renaming"):
            ours.fetch(envelope.place)


def test_a_folder_that_vanishes_takes_its_letters_along(disk: Disk) -> None:
    disk.create(("Altas",))
    disk.put(letter("una"), ("Altas",))
    with open_mailbox(disk.server()) as ours:
        (envelope,) = ours.waiting(("Altas",), known=NOTHING)
        (disk.path / ".Altas").rename(disk.path / ".Bajas")
        with pytest.raises(MessageGone):
            ours.fetch(envelope.place)


def test_a_file_of_the_same_name_is_never_written_over(disk: Disk) -> None:
    uid = disk.put(letter("una"))
    with open_mailbox(disk.server()) as ours:
        ours.ensure(AUTOMATICOS)
        other = disk.path / ".Afiliaci&APM-n.Autom&AOE-ticos" / "cur" / f"{uid}:2,S"
        other.write_bytes(letter("otra"))
        (envelope,) = ours.waiting(INBOX, known=NOTHING)
        with pytest.raises(MailboxError, match="same file name"):
            ours.move(envelope.place, AUTOMATICOS)
    assert other.read_bytes() == letter("otra")
    assert [stored.raw for stored in disk.messages()] == [letter("una")]


def test_new_folders_and_files_have_the_rights_of_the_maildir(disk: Disk) -> None:
    disk.path.chmod(0o770)
    with open_mailbox(disk.server()) as ours:
        ours.append(AUTOMATICOS, letter("una"))
    folder = disk.path / ".Afiliaci&APM-n.Autom&AOE-ticos"
    assert stat.S_IMODE((folder / "new").stat().st_mode) == 0o770
    (file,) = (folder / "new").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) & 0o007 == 0


def test_her_subscriptions_stay(disk: Disk) -> None:
    (disk.path / "subscriptions").write_text("V\t2\n\nAltas\nBuz&APM-n\tViejo", encoding="ascii")
    with open_mailbox(disk.server()) as ours:
        ours.ensure(AUTOMATICOS)
        ours.ensure(AUTOMATICOS)
    assert (disk.path / "subscriptions").read_text(encoding="ascii") == (
        "V\t2\n\nAltas\nBuz&APM-n\tViejo\nAfiliaci&APM-n\nAfiliaci&APM-n\tAutom&AOE-ticos\n"
    )


def test_a_full_disk_leaves_nothing_half_done(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with open_mailbox(disk.server()) as ours:
        ours.ensure(AUTOMATICOS)
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(MailboxError, match="No space left"):
            ours.append(AUTOMATICOS, letter("una"))
    assert disk.messages(AUTOMATICOS) == []


def test_hidden_files_are_no_letters(disk: Disk) -> None:
    (disk.path / "new" / ".nfs0001").write_bytes(b"x")
    with open_mailbox(disk.server()) as ours:
        assert list(ours.waiting(INBOX, known=NOTHING)) == []

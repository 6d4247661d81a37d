"""What only an IMAP server has: UIDVALIDITY, special uses, extensions that are missing, moves cut in two."""

import shutil
from pathlib import Path

import pytest

from mailproc.errors import ConfigurationError, MailboxError, MessageGone
from mailproc.mailbox.base import Place
from mailproc.mailbox.imap import ImapMailbox
from mailproc.mailbox.opening import open_mailbox, watched
from tests.mail.dovecot import Account
from tests.mail.kinds import AUTOMATICOS, FILED, INBOX, letter

NOTHING: frozenset[str] = frozenset()


def test_special_folders_are_those_that_the_server_marks(account: Account, bare_account: Account) -> None:
    for hers in (account, bare_account):
        with open_mailbox(hers.server()) as ours:
            assert ours.special("Drafts") == ("Borradores",)
            assert ours.special("Sent") == ("Enviados",)
            assert ours.special("Junk") == ("Junk",)
            ours.append(ours.special("Drafts"), letter("borrador"), draft=True)
        assert [stored.flags for stored in hers.messages(("Borradores",))] == [{r"\Draft"}]


def test_the_watched_folder_may_lie_deeper(account: Account) -> None:
    account.create(("Buzón",))
    account.create(("Buzón", "Entrada"))
    account.put(letter("una"), ("Buzón", "Entrada"))
    server = account.server(folder="Buzón/Entrada")
    with open_mailbox(server) as ours:
        (envelope,) = ours.waiting(watched(server), known=NOTHING)
        assert ours.fetch(envelope.place) == letter("una")


def test_a_folder_name_with_the_separator_in_it_is_refused(bare_account: Account) -> None:
    with open_mailbox(bare_account.server()) as ours, pytest.raises(ConfigurationError, match="separator"):
        ours.ensure(("Afiliación", "a.b"))
    assert ("Afiliación", "a", "b") not in bare_account.folders()


def test_a_place_of_another_uidvalidity_is_gone(account: Account) -> None:
    uid = account.put(letter("una"))
    with open_mailbox(account.server()) as ours:
        stale = Place(INBOX, "1", uid)
        for act in (ours.fetch, ours.flag, lambda place: ours.move(place, AUTOMATICOS)):
            with pytest.raises(MessageGone, match="UIDVALIDITY"):
                act(stale)
    assert account.messages()[0].flags == frozenset()


def test_a_folder_made_anew_has_another_validity_and_all_its_letters_wait(account: Account) -> None:
    account.create(("Altas",))
    account.put(letter("vieja"), ("Altas",))
    with open_mailbox(account.server()) as ours:
        before = ours.validity(("Altas",))
        (old,) = ours.waiting(("Altas",), known=NOTHING)
    with account.imap() as imap:
        imap.delete("Altas")
        imap.create("Altas")
    account.put(letter("nueva"), ("Altas",))
    with open_mailbox(account.server()) as ours:
        assert ours.validity(("Altas",)) != before
        (new,) = ours.waiting(("Altas",), known=NOTHING)
        with pytest.raises(MessageGone):
            ours.fetch(old.place)
        assert ours.fetch(new.place) == letter("nueva")


def test_looking_takes_no_recent_mark_from_her_mail_program(account: Account) -> None:
    account.put(letter("una"))
    with open_mailbox(account.server()) as ours:
        for envelope in ours.waiting(INBOX, known=NOTHING):
            ours.fetch(envelope.place)
    with account.imap() as imap:
        imap.select("INBOX")
        assert imap.response("RECENT")[1] == [b"1"]


@pytest.mark.parametrize("variant", ["uidplus_account", "bare_account"])
def test_a_move_cut_after_its_copy_makes_no_second_copy(variant: str, request: pytest.FixtureRequest) -> None:
    hers: Account = request.getfixturevalue(variant)
    raw = letter("Constancia", pad=3000)
    hers.create(AUTOMATICOS[:1])
    hers.create(AUTOMATICOS)
    uid = hers.put(raw)
    hers.command(INBOX, "COPY", uid, hers.name(AUTOMATICOS))
    with open_mailbox(hers.server()) as ours:
        (envelope,) = ours.waiting(INBOX, known=NOTHING)
        place = ours.move(envelope.place, AUTOMATICOS)
        assert list(ours.waiting(INBOX, known=NOTHING)) == []
    (copy,) = hers.messages(AUTOMATICOS)
    assert place is not None
    assert (copy.uid, copy.raw, copy.flags) == (place.uid, raw, frozenset())


@pytest.mark.parametrize("variant", ["uidplus_account", "bare_account"])
def test_another_letter_of_the_same_message_id_is_copied_all_the_same(
    variant: str, request: pytest.FixtureRequest
) -> None:
    hers: Account = request.getfixturevalue(variant)
    hers.create(AUTOMATICOS[:1])
    hers.create(AUTOMATICOS)
    hers.put(letter("Constancia", body="Otro texto."), AUTOMATICOS)
    hers.put(letter("Constancia"))
    with open_mailbox(hers.server()) as ours:
        (envelope,) = ours.waiting(INBOX, known=NOTHING)
        ours.move(envelope.place, AUTOMATICOS)
    assert {stored.raw for stored in hers.messages(AUTOMATICOS)} == {
        letter("Constancia"),
        letter("Constancia", body="Otro texto."),
    }


def test_without_uidplus_the_original_stays_and_is_marked(bare_account: Account) -> None:
    bare_account.put(letter("una"))
    bare_account.put(letter("borrada por ella"), flags=r"\Deleted")
    with open_mailbox(bare_account.server()) as ours:
        (envelope,) = ours.waiting(INBOX, known=NOTHING)
        ours.move(envelope.place, AUTOMATICOS)
    assert [stored.flags for stored in bare_account.messages()] == [{FILED}, {r"\Deleted"}]
    assert [stored.flags for stored in bare_account.messages(AUTOMATICOS)] == [frozenset()]


def test_a_full_mailbox_or_forbidden_name_is_an_error_of_the_mailbox(account: Account) -> None:
    with open_mailbox(account.server()) as ours:
        with pytest.raises(MailboxError, match="refuses"):
            ours.ensure(("A" * 300,))
        assert list(ours.waiting(INBOX, known=NOTHING)) == []


def test_two_programs_at_once(account: Account) -> None:
    uids = account.put_many([letter(f"carta {number}") for number in range(6)])
    with open_mailbox(account.server()) as ours, open_mailbox(account.server()) as theirs:
        waiting = list(ours.waiting(INBOX, known=NOTHING))
        for envelope in list(theirs.waiting(INBOX, known=frozenset(uids[:3]))):
            theirs.move(envelope.place, ("Afiliación", "Hecho"))
        for envelope in waiting[:3]:
            ours.move(envelope.place, AUTOMATICOS)
        for envelope in waiting[3:]:
            with pytest.raises(MessageGone):
                ours.move(envelope.place, AUTOMATICOS)
    assert len(account.messages(AUTOMATICOS)) == 3
    assert len(account.messages(("Afiliación", "Hecho"))) == 3


def test_a_mailbox_without_uidvalidity_gets_one_for_this_connection(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    account.put(letter("una"))
    with open_mailbox(account.server()) as ours:
        assert isinstance(ours, ImapMailbox)
        select = ours._client.select_folder

        def select_folder(*args: object, **options: object) -> dict[bytes, object]:
            answer: dict[bytes, object] = select(*args, **options)
            del answer[b"UIDVALIDITY"]
            return answer

        monkeypatch.setattr(ours._client, "select_folder", select_folder)
        (envelope,) = ours.waiting(INBOX, known=NOTHING)
        assert envelope.place.validity.startswith("none-")
        assert ours.fetch(envelope.place) == letter("una")


def test_our_maildir_and_dovecots_are_the_same(account: Account, tmp_path: Path) -> None:
    """What the Maildir adapter makes, Dovecot serves; what Dovecot makes, the adapter finds."""
    account.put(letter("de Dovecot"), flags=r"\Seen")
    account.put(letter("enviada"), ("Enviados",))
    account.create(("Buzón",))
    with account.imap() as imap:
        imap.subscribe(account.name(("Buzón",)))
    server = account.server(url=f"maildir:{account.maildir}", ca_file=None, password_file=None)
    with open_mailbox(server) as ours:
        (envelope,) = ours.waiting(INBOX, known=NOTHING)
        assert ours.fetch(envelope.place).replace(b"\r\n", b"\n") == letter("de Dovecot").replace(b"\r\n", b"\n")
        assert ours.special("Sent") == ("Enviados",)
        ours.move(envelope.place, AUTOMATICOS)
        ours.append(("Borradores",), letter("borrador"), draft=True)
    _give_back(account)
    assert account.subscribed() >= {("Buzón",), AUTOMATICOS}
    (moved,) = account.messages(AUTOMATICOS)
    assert moved.flags == {r"\Seen"}
    assert [stored.flags for stored in account.messages(("Borradores",))] == [{r"\Draft"}]
    assert account.messages() == []


def test_dovecot_reads_the_subscriptions_of_a_fresh_maildir(account: Account) -> None:
    for box in ("cur", "new", "tmp"):
        (account.maildir / box).mkdir(parents=True)
    with open_mailbox(account.server(url=f"maildir:{account.maildir}")) as ours:
        ours.ensure(AUTOMATICOS)
    _give_back(account)
    assert account.subscribed() >= {AUTOMATICOS[:1], AUTOMATICOS}


def _give_back(account: Account) -> None:
    """Files that these tests made as root belong to the mailbox's owner."""
    owner = account.dovecot.base / "homes"
    for path in (account.maildir.parent, *account.maildir.parent.rglob("*")):
        shutil.chown(path, owner.stat().st_uid, owner.stat().st_gid)

"""Twenty letters through a real IMAP server, the real readers and a real SMTP server: cases, folders, answers."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailproc.cases.kinds import COURSES, Kind
from tests.mail.dovecot import Account
from tests.mail.house import FOLDERS, INBOX, House, has_identifier, parsed, text_of
from tests.mail.servers import DovecotOf
from tests.mail.smtp_server import SmtpPost, posting
from tests.students import Sent, letters

WITHOUT_CASE = {Kind.AUTOMATICO, Kind.AJENO}


@pytest.fixture(scope="module")
def written() -> list[Sent]:
    return list(letters(datetime.now(UTC)))


@pytest.fixture(scope="module")
def house(authority, dovecot_of: DovecotOf, tmp_path_factory, written):
    """All twenty letters handled once; the tests below look at what became of them."""
    with posting(authority, tmp_path_factory.mktemp("post")) as post:
        home = House(tmp_path_factory.mktemp("house"), dovecot_of("full").account(), post)
        home.configure()
        home.account.put_many([letter.raw for letter in written])
        home.once()
        yield home


def test_every_letter_becomes_the_right_case(house, written):
    found = {message: case["kind"] for case in house.cases() for message in case["messages"]}
    expected = {letter.message_id: letter.kind.value for letter in written if letter.kind not in WITHOUT_CASE}
    assert found == expected


def test_every_letter_lies_where_it_belongs(house, written):
    places = house.places()
    for letter in written:
        folder = COURSES[letter.kind].folder
        assert places[letter.message_id][0] == (FOLDERS.path(folder) if folder else INBOX), letter.title


def test_nobodys_unread_mark_is_changed(house):
    assert not any(r"\Seen" in flags for _, flags in house.places().values())


def test_an_emergency_is_flagged_and_alarms_the_officer_alone(house, written):
    urgent = next(letter for letter in written if letter.kind is Kind.URGENTE)
    assert r"\Flagged" in house.places()[urgent.message_id][1]
    alarms = [letter for letter in house.letters() if letter["X-Mailproc"] and letter["To"] == house.account.user]
    assert len(alarms) == 1
    assert urgent.sender not in [str(letter["To"]) for letter in house.letters()]


def test_everyone_who_is_owed_a_letter_got_one_and_nobody_two(house, written):
    owed = Counter(letter.sender for letter in written if COURSES[letter.kind].letter)
    got = Counter(str(letter["To"]) for letter in house.letters() if letter["To"] != house.account.user)
    assert got == owed


def test_letters_are_answers_that_no_machine_will_answer(house, written):
    ids = {letter.message_id for letter in written}
    for letter in house.letters():
        if letter["To"] == house.account.user:
            assert letter["Auto-Submitted"] == "auto-generated"
            continue
        assert letter["Auto-Submitted"] == "auto-replied"
        assert letter["In-Reply-To"] in ids
        assert str(letter["In-Reply-To"]) in str(letter["References"])
        assert letter.get_content_type() == "multipart/alternative"


def test_no_letter_shows_a_whole_nss_or_curp(house):
    for letter in house.letters():
        assert not has_identifier(text_of(letter)), letter["Subject"]


def test_case_folders_are_subscribed(house):
    made = {folder for folder in house.account.folders() if folder[0] == FOLDERS.parent and len(folder) > 1}
    assert made <= house.account.subscribed()


def test_a_second_run_changes_nothing(house):
    before = house.state()
    house.once()
    assert house.state() == before


def test_observe_sends_and_moves_nothing_and_the_digest_tells(authority, dovecot_of, tmp_path, written):
    with posting(authority, tmp_path) as post:
        home = House(tmp_path, dovecot_of("full").account(), post)
        home.configure(mode="observe")
        some = [letter for letter in written if letter.kind in {Kind.HOJA, Kind.SIN_ADJUNTO, Kind.CARNET}]
        home.account.put_many([letter.raw for letter in some])
        home.once()
        assert home.letters() == []
        assert all(place == (INBOX, frozenset()) or r"\Seen" not in place[1] for place in home.places().values())
        assert {folder for folder, _ in home.places().values()} == {INBOX}
        assert {letter["state"] for case in home.cases() for letter in case["letters"]} == {"observed"}
        assert home.run("digest", "--send").returncode == 0
        digest = home.letters()
        assert [str(letter["To"]) for letter in digest] == [home.account.user]
        assert home.run("digest", "--send").returncode == 0
        assert len(home.letters()) == 1


def test_the_digest_in_the_mailbox_is_left_alone(account: Account, post: SmtpPost, tmp_path):
    home = House(tmp_path, account, post)
    home.configure()
    assert home.run("digest", "--send").returncode == 0
    arrived = home.post.postbox.letters[0].raw
    account.put(arrived)
    home.once()
    assert home.places() == {parsed(arrived)["Message-ID"]: (INBOX, frozenset())} | {
        key: value for key, value in home.places().items() if key != parsed(arrived)["Message-ID"]
    }
    assert home.cases() == []
    assert len(home.letters()) == 1


def test_drafts_lie_in_drafts_in_the_thread(authority, dovecot_of, tmp_path, written):
    with posting(authority, tmp_path) as post:
        home = House(tmp_path, dovecot_of("full").account(), post)
        home.configure(mode="draft")
        letter = next(letter for letter in written if letter.kind is Kind.CARNET)
        home.account.put(letter.raw)
        home.once()
        home.once()
        assert home.letters() == []
        (draft,) = home.account.messages(("Borradores",))
        assert r"\Draft" in draft.flags
        assert parsed(draft.raw)["In-Reply-To"] == letter.message_id


def test_mail_older_than_the_limit_is_neither_answered_nor_moved(account, post, tmp_path, written):
    home = House(tmp_path, account, post)
    home.configure()
    letter = next(letter for letter in written if letter.kind is Kind.CARNET)
    account.put(letter.raw, arrived=datetime.now(UTC) - timedelta(days=8))
    home.once()
    assert (home.letters(), home.cases()) == ([], [])
    assert home.places()[letter.message_id][0] == INBOX


def test_over_the_cap_a_letter_is_held(account, post, tmp_path):
    home = House(tmp_path, account, post)
    home.configure(more="replies_per_day = 2")
    plan = next(letter for letter in letters(datetime.now(UTC)) if letter.kind is Kind.SIN_ADJUNTO)
    for number in range(4):
        raw = plan.raw.replace(plan.message_id.encode(), f"<otra{number}@correo.example>".encode())
        account.put(raw)
    home.once()
    assert len(home.letters()) == 2
    states = Counter(letter["state"] for case in home.cases() for letter in case["letters"])
    assert states == {"sent": 2, "held": 1, "superseded": 1}


def test_the_same_message_twice_is_answered_once(account, post, tmp_path, written):
    home = House(tmp_path, account, post)
    home.configure()
    letter = next(letter for letter in written if letter.kind is Kind.CARNET)
    account.put_many([letter.raw, letter.raw])
    home.once()
    home.once()
    assert len(home.letters()) == 1
    assert len(home.cases()) == 1


def test_a_config_folder_holds_nothing_but_ours(house):
    names = {path.name for path in Path(house.folder).iterdir()}
    assert {"config.toml", "mailproc.sqlite3"} <= names
    assert all((Path(house.folder) / name).stat().st_mode & 0o077 == 0 for name in names if "sqlite3" in name)

"""Machines' mail through the whole program: nobody is answered, nobody's mail is lost, and persons are heard."""

import re
import tomllib
from pathlib import Path

import pytest

from mailproc.cases.kinds import Folder
from tests.mail.house import FOLDERS, INBOX, House
from tests.mail.machines import MACHINES
from tests.mail.servers import DovecotOf
from tests.mail.smtp_server import SmtpPost, posting
from tests.unit.message.test_machine_mails import PEOPLE

SHORT = tomllib.loads((Path(__file__).parents[1] / "unit/message/machines.toml").read_text("utf-8"))["mail"]
OFFICERS = re.compile(rb"(afiliacion|encargada)@tecnologico\.example", re.IGNORECASE)


def _house(
    dovecot_of: DovecotOf, folder: Path, post: SmtpPost, machines: list[bytes], people: list[bytes]
) -> House:
    """All of them handled in one run."""
    home = House(folder, dovecot_of("full").account(), post)
    home.configure(more="replies_per_day = 1000")
    people = [raw.replace(b"<persona@", f"<persona{at}@".encode()) for at, raw in enumerate(people)]
    own = home.account.user.encode()
    home.account.put_many([OFFICERS.sub(own, raw) for raw in (*machines, *people)])
    home.once()
    return home


def _only_persons_are_heard(home: House, people: int) -> None:
    persons = {f"<persona{at}@correo.example>" for at in range(people)}
    assert {message for case in home.cases() for message in case["messages"]} == persons
    answered = {str(letter["In-Reply-To"]) for letter in home.letters() if letter["In-Reply-To"]}
    assert answered
    assert answered <= persons


def test_no_machine_of_any_sort_gets_a_letter_or_a_case(authority, dovecot_of: DovecotOf, tmp_path):
    people = list(PEOPLE.values())[::4]
    with posting(authority, tmp_path) as post:
        home = _house(dovecot_of, tmp_path, post, [one.raw for one in MACHINES], people)
        _only_persons_are_heard(home, len(people))
        filed = len(home.account.messages(FOLDERS.path(Folder.AUTOMATICOS)))
        assert filed == sum(one.what == "automatico" for one in MACHINES)
        urgent = sum(case["kind"] == "urgente" for case in home.cases())
        assert len(home.account.messages(INBOX)) == len(MACHINES) - filed + urgent


@pytest.mark.sweep
def test_nor_do_those_of_the_table_and_every_person_is_heard(authority, dovecot_of: DovecotOf, tmp_path):
    machines = [f"{one['header'].strip()}\n\n{one['body']}".replace("\n", "\r\n").encode() for one in SHORT]
    with posting(authority, tmp_path) as post:
        home = _house(dovecot_of, tmp_path, post, machines, list(PEOPLE.values()))
        _only_persons_are_heard(home, len(PEOPLE))

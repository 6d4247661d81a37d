"""Corrections as they are typed, beside the program on a real Dovecot: the letter follows, and the mail is filed."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from mailproc.cases.kinds import Folder
from mailproc.reply.model import LetterState
from mailproc.store import schema
from tests.mail.bureau import Bureau
from tests.mail.house import has_identifier, text_of
from tests.mail.servers import DovecotOf
from tests.mail.typed import mailproc, one_sentence


class Desk(Bureau):
    """A bureau at whose machine somebody types; the commands have the real clock, and so has the bureau."""

    def types(self, *words: str, code: int = 0):
        """`mailproc WORD -c config.toml …`, in the folder of the configuration or not."""
        done = mailproc(words[0], "-c", self.folder / "config.toml", *words[1:], folder=self.folder)
        assert done.returncode == code, (done.stdout, done.stderr)
        return done.stdout if code == 0 else done

    def told(self, *words: str):
        """The same with --json."""
        return json.loads(self.types(*words, "--json"))


@pytest.fixture
def desk(dovecot_of: DovecotOf, tmp_path):
    return Desk(tmp_path, dovecot_of("full").account(), now=datetime.now(UTC))


def test_a_case_to_review_is_corrected_its_letter_goes_and_its_mail_is_filed(desk):
    ana, other = desk.cast.student(), desk.cast.student()
    mail = desk.writes(ana, "conservacion")
    desk.turn()
    folio = desk.case(mail).folio
    assert desk.lies(mail) == [Folder.REVISAR]
    said = desk.types("case", folio.lower(), "set", f"nss={other.nss}", "control=21270123", "umf=25", "kind=hoja")
    assert "hoja de afiliación" in said
    assert "Saldrá la carta" in said
    assert not has_identifier(said)
    desk.turn()
    assert desk.stands(mail) == ("hoja", "por_hacer")
    assert desk.letters_to(ana) == ["recibido", "hoja"]
    assert desk.lies(mail) == [Folder.HOJAS]
    assert "una persona ya revisó tu caso" in text_of(desk.letters[-1])
    desk.turns(2)
    assert desk.letters_to(ana) == ["recibido", "hoja"]
    told = desk.told("case", folio)
    assert (told["student"]["nss"], told["student"]["control"], told["umf_wish"]) == (other.nss, "21270123", "025")
    events = [(one["who"], one["what"], one["detail"]) for one in told["history"]]
    assert ("encargada", "corrected", "nss control umf") in events
    assert not has_identifier(json.dumps(told["history"]))


def test_done_sends_the_closing_letter_and_close_none(desk):
    ana, eva = desk.cast.student(), desk.cast.student()
    first, second = desk.writes(ana, "no"), desk.writes(eva, "no")
    desk.turn()
    desk.types("case", desk.case(first).folio, "done")
    desk.types("case", desk.case(second).folio, "close")
    desk.turn()
    assert (desk.stands(first), desk.letters_to(ana)) == (("alta", "hecho"), ["alta", "alta_hecha"])
    assert (desk.stands(second), desk.letters_to(eva)) == (("alta", "cerrado"), ["alta"])
    assert desk.lies(first) == desk.lies(second) == [Folder.HECHO]
    desk.types("case", desk.case(second).folio, "reopen")
    desk.turn()
    assert (desk.stands(second), desk.lies(second)) == (("alta", "por_hacer"), [Folder.ALTAS])
    assert desk.letters_to(eva) == ["alta"]


def test_a_closed_errand_goes_on_when_she_moves_its_mail_back(desk):
    ana = desk.cast.student()
    mail = desk.writes(ana, "no")
    desk.turn()
    desk.types("case", desk.case(mail).folio, "close")
    desk.turn()
    desk.drags(mail, Folder.ALTAS)
    desk.turns(4)
    assert (desk.stands(mail), desk.lies(mail)) == (("alta", "por_hacer"), [Folder.ALTAS])


def test_mail_that_came_while_she_had_the_case_is_filed_with_it(desk):
    ana = desk.cast.student()
    first = desk.writes(ana, "conservacion")
    desk.turn()
    desk.drags(first, None)
    desk.turns(4)
    later = desk.writes(ana, text="¿Cómo va lo mío? Mi clínica es la 25.", thread=first)
    desk.turn()
    assert desk.lies(later) == [None]
    desk.types("case", desk.case(later).folio, "set", "kind=hoja")
    desk.turn()
    assert desk.lies(first) == desk.lies(later) == [Folder.HOJAS]


@pytest.mark.sweep
def test_a_held_letter_goes_by_release_and_another_is_dropped(desk):
    ana, eva = desk.cast.student(), desk.cast.student()
    first, second = desk.writes(ana, "edited"), desk.writes(eva, "edited")
    desk.turn()
    said = desk.types("case", desk.case(first).folio, "set", "kind=alta")
    assert "outbox release" in said
    desk.types("case", desk.case(second).folio, "set", "kind=alta")
    held = [one for one in desk.told("outbox", "list") if one["state"] == "held"]
    assert [(one["folio"], one["to"], one["template"], one["due"]) for one in held] == [
        (desk.case(first).folio, ana.address, "alta", None),
        (desk.case(second).folio, eva.address, "alta", None),
    ]
    desk.turn()
    assert desk.letters_to(ana) == ["recibido"]
    desk.types("outbox", "release", str(held[0]["id"]))
    desk.types("outbox", "drop", str(held[1]["id"]))
    desk.turn()
    assert desk.letters_to(ana) == ["recibido", "alta"]
    assert desk.states_to(eva) == [("recibido", "sent"), ("alta", "superseded")]
    assert desk.told("outbox", "list") == []
    for word in ("release", "drop"):
        one_sentence(desk.types("outbox", word, str(held[0]["id"]), code=2), f"letter {held[0]['id']}", "has gone")
        one_sentence(desk.types("outbox", word, "999", code=2), "999", "outbox list")


def test_a_letter_that_may_have_gone_is_sent_again_only_at_a_second_word(desk):
    ana = desk.cast.student()
    desk.writes(ana, "no")
    desk.turn()
    with desk.store.writing() as session:
        session.execute(update(schema.Letter).values(state=LetterState.UNCERTAIN, sent_at=None, ended_at=desk.now))
        letter = session.scalars(select(schema.Letter)).one()
        number, identity = str(letter.id), letter.message_id
    one_sentence(desk.types("outbox", "release", number, code=2), f"letter {number}", "--yes")
    desk.turn()
    assert len(desk.letters) == 1
    assert desk.states_to(ana) == [("alta", "uncertain")]
    desk.types("outbox", "release", number, "--yes")
    (desk.folder / "cartas" / "new").rename(desk.folder / "cartas" / "antes")
    (desk.folder / "cartas" / "new").mkdir()
    desk.turn()
    assert [str(one["Message-ID"]) for one in desk.letters] == [identity]
    assert desk.letters_to(ana) == ["alta"]


def test_paused_no_letter_to_a_student_goes(desk):
    ana = desk.cast.student()
    mail = desk.writes(ana, "no")
    assert "pausa" in desk.types("pause")
    desk.turn()
    assert desk.lies(mail) == [Folder.ALTAS]
    assert desk.letters == []
    assert desk.told("status")["paused"] is True
    assert "pausa" in desk.types("outbox", "list")
    desk.types("resume")
    desk.turn()
    assert desk.letters_to(ana) == ["alta"]


@pytest.mark.sweep
def test_two_cases_that_are_one_are_joined(desk):
    ana = desk.cast.student()
    first = desk.writes(ana, "no")
    desk.turn()
    private = ana.at("otra.cuenta@correo.example")
    second = desk.writes(private, text="Mi clínica es la 25 y quiero saber cómo saco el carnet.")
    desk.turn()
    here, there = desk.case(first).folio, desk.case(second).folio
    assert here != there
    desk.types("case", here, "merge", there.removeprefix("AF-"))
    desk.turn()
    told = desk.told("case", here)
    assert told["messages"] == [first, second]
    assert desk.lies(second) == [Folder.ALTAS]
    assert (desk.told("case", there)["state"], desk.told("case", there)["merged_into"]) == ("cerrado", here)
    answer = desk.writes(private, text="Gracias.", thread=second)
    desk.turn()
    assert desk.case(answer).folio == here


@pytest.mark.sweep
def test_what_is_typed_wrong_is_told_in_one_sentence(desk):
    ana = desk.cast.student()
    mail = desk.writes(ana, "no")
    desk.turn()
    folio = desk.case(mail).folio
    wrong = str((int(ana.nss[-1]) + 1) % 10)
    for words, named in (
        (("set", f"nss={ana.nss[:-1]}{wrong}"), ("nss", "check digit")),
        (("set", "kind=duplicado"), ("duplicado", "alta", "revisar")),
        (("reopen",), ("open already",)),
    ):
        done = desk.types("case", folio, *words, code=2)
        one_sentence(done, *named)
        assert not has_identifier(done.stderr)
    one_sentence(desk.types("case", "AF-26-99999", code=2), "AF-26-99999", "mailproc cases")
    assert desk.stands(mail) == ("alta", "por_hacer")


def test_the_configuration_may_be_named_at_the_end(desk):
    mail = desk.writes(desk.cast.student(), "no")
    desk.turn()
    config = str(desk.folder / "config.toml")
    done = mailproc("case", desk.case(mail).folio, "close", "-c", config, folder=desk.folder.parent)
    assert done.returncode == 0, done.stderr
    assert desk.stands(mail) == ("alta", "cerrado")
    done = mailproc("outbox", "list", "-c", config, folder=desk.folder.parent)
    assert done.returncode == 0, done.stderr

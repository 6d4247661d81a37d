"""Sheets of several students, and of one that two send: who is told what, and whose turn it is."""

from dataclasses import replace

import pytest

from mailproc.cases.decision import Decision
from mailproc.cases.history import History, Seen
from mailproc.cases.kinds import CONSERVACION_TOLD, FAMILY_TOLD, HOJA_ASKED, Course, Folder, Kind, State
from mailproc.cases.several import _untold
from mailproc.reading.model import Holder, Person
from mailproc.reply.replies import compose
from tests.unit.cases.sheets import (
    OURS,
    PREPA,
    RULES,
    TODAY,
    constancia,
    decide,
    decide_all,
    doubtful,
    files,
    message,
    sure,
)
from tests.unit.cases.test_follow import ADDRESS, FOLIO, SHEET_OF, past
from tests.unit.reply.institute import institute

ANGEL = constancia(
    employers=(PREPA,), nss=sure("07220500022"), curp=sure("GOLA050202HCSMPNA5"), name=sure("ANGEL GOMEZ LOPEZ")
)
LUCIA = constancia(
    employers=(OURS,), nss=sure("12345678903"), curp=sure("RAOL030412MCSMVCA2"), name=sure("LUCIA RAMOS OVANDO")
)
REPRESENTATIVE = {"address": "l21270300@tecnologico.example", "name": "Rosa Vidal Cruz"}


def text_of(decision, came):
    letter = compose(decision, folio=FOLIO, message=came, settings=institute(), message_id="<c@alumnos.example>")
    return " ".join(letter.text.split())


def test_the_senders_own_sheet_leads_and_the_letter_says_that_two_others_came():
    came = message("Van las tres.")
    led, *others = decide_all(came, files(ANGEL, SHEET_OF["alta"], LUCIA), RULES)
    assert (led.kind, led.letter, led.facts.others) == (Kind.ALTA, "alta", 2)
    assert [one.letter for one in others] == [None, None]
    told = text_of(led, came)
    assert "También recibimos las constancias de 2 personas." in told
    assert not any(word in told for word in ("ANGEL", "LUCIA", "COLEGIO DE BACHILLERES"))


def test_who_is_none_of_the_students_is_told_of_all_of_them():
    came = message("Van las de mi grupo.", **REPRESENTATIVE)
    led, *others = decide_all(came, files(ANGEL, SHEET_OF["alta"], LUCIA), RULES)
    assert (led.letter, led.facts.others, len(others)) == ("recibido", 3, 2)
    assert "Recibimos tu mensaje, y con él las constancias de 3 personas." in text_of(led, came)


def test_of_one_sheet_alone_no_letter_says_that_it_is_anothers():
    """An official name that is not the sheet's proves little: "received" is true in any case."""
    led = decide(message(**REPRESENTATIVE), files(ANGEL), RULES)
    assert (led.letter, led.facts.others) == ("recibido", 0)
    assert decide(message(), files(SHEET_OF["alta"]), RULES).facts.others == 0


@pytest.mark.parametrize(
    ("kind", "special", "folder"),
    [
        (Kind.BAJA_PREVIA, None, Folder.ESPERAN_BAJA),
        (Kind.ALTA, None, Folder.ALTAS),
        (Kind.URGENTE, None, None),
        # What only a letter would have settled is on her list again.
        (Kind.HOJA, HOJA_ASKED, Folder.HOJAS),
        (Kind.BENEFICIARIO, FAMILY_TOLD, Folder.REVISAR),
        (Kind.CONSERVACION, CONSERVACION_TOLD, Folder.REVISAR),
    ],
)
def test_who_was_told_nothing_is_the_officers_turn(kind, special, folder):
    decision = _untold(Decision(kind, ("Regla.",), special=special))
    assert decision.course == Course(State.POR_HACER, folder, None)


def test_a_case_that_is_kept_keeps_its_state_though_nobody_is_told():
    kept = Course(State.ESPERA_ALUMNO, Folder.ESPERAN_BAJA, "duplicado")
    decision = _untold(Decision(Kind.DUPLICADO, ("Regla.",), special=kept, joins=FOLIO, keeps=True))
    assert decision.course == Course(State.ESPERA_ALUMNO, Folder.ESPERAN_BAJA, None)


def test_a_classmate_with_the_very_file_of_another_is_for_a_person_and_both_are_flagged():
    sent = files(SHEET_OF["alta"])
    hers = past(Kind.ALTA, in_thread=False, same_sender=False, files=frozenset(file.sha256 for file in sent))
    before = History(cases=(hers,), seen=(Seen(sent[0].sha256, FOLIO, frozenset({ADDRESS})),))
    decision = decide(message(**REPRESENTATIVE), sent, RULES, before)
    assert (decision.kind, decision.joins, decision.suspects) == (Kind.REVISAR, "", (FOLIO,))
    assert (decision.letter, decision.course.folder) == ("recibido", Folder.REVISAR)


def test_a_representative_may_send_what_one_of_the_group_had_sent():
    sent = files(SHEET_OF["alta"], ANGEL)
    seen = (Seen(sent[0].sha256, FOLIO, frozenset({ADDRESS})),)
    decisions = decide_all(message(**REPRESENTATIVE), sent, RULES, History(seen=seen))
    assert {one.kind for one in decisions} == {Kind.ALTA, Kind.BAJA_PREVIA}
    assert not any(one.suspects for one in decisions)


def test_who_sent_a_classmates_sheet_is_not_told_how_that_case_stands():
    wrote = frozenset({ADDRESS, REPRESENTATIVE["address"]})
    case = past(Kind.BAJA_PREVIA, senders=wrote)
    asked = decide(message("¿Cómo va el alta del IMSS?", **REPRESENTATIVE), (), RULES, History(cases=(case,)))
    assert (asked.kind, asked.letter, asked.facts.standing) == (Kind.REVISAR, "recibido", None)
    clinic = decide(message("Quiere la clínica 25", **REPRESENTATIVE), (), RULES, History(cases=(case,)))
    assert (clinic.kind, clinic.letter) == (Kind.REVISAR, "recibido")
    thanks = decide(message("Muchas gracias", subject="", **REPRESENTATIVE), (), RULES, History(cases=(case,)))
    assert (thanks.kind, thanks.letter) == (Kind.SEGUIMIENTO, None)


@pytest.mark.parametrize("known", [{"address": ADDRESS}, {"address": "", "control": "22270001"}])
def test_the_student_with_an_odd_official_name_is_told(known):
    case = past(Kind.BAJA_PREVIA)
    case = replace(case, student=replace(case.student, **known))
    odd = message("¿Cómo va mi alta del IMSS?", name="Cuenta Institucional Prueba")
    assert decide(odd, (), RULES, History(cases=(case,))).letter == "consulta"


# --- [policy] family and conservacion ---------------------------------------------------------------------

INFORM = replace(RULES, family_inform=True, conservacion_inform=True)
FATHER = Person(Holder.TITULAR, "JORGE NUCAMENDI ARIAS", right=True)
CHILD = Person(Holder.BENEFICIARIO, "XIMENA NUCAMENDI PEREZ", right=True)
FAMILY = constancia(holder=sure(Holder.BENEFICIARIO), nss=None, people=(FATHER, CHILD))


@pytest.mark.parametrize(
    ("changes", "informed"),
    [
        ({}, True),
        ({"estado": None}, True),
        ({"agregado": sure("3M2005")}, True),
        ({"agregado": sure("1M2005OR")}, False),
        ({"vigente": sure(False)}, False),
        ({"vigente": doubtful(True)}, False),
        ({"holder": doubtful(Holder.BENEFICIARIO)}, False),
        ({"curp": doubtful("NUPX050101MCSCRMA8")}, False),
        ({"issued": None}, False),
        ({"issued": sure(TODAY.replace(month=6))}, False),
        ({"estado": sure("CONSERVACION DE DERECHOS")}, False),
    ],
)
def test_who_is_told_of_the_familys_cover(changes, informed):
    decision = decide(message(), files(replace(FAMILY, **changes)), INFORM)
    assert (decision.kind, decision.letter) == (Kind.BENEFICIARIO, "familia" if informed else "recibido")
    assert decision.course.folder is (Folder.INFORMADOS if informed else Folder.REVISAR)
    assert decide(message(), files(replace(FAMILY, **changes)), RULES).letter == "recibido"


def test_a_father_who_sends_his_own_sheet_is_not_told_that_he_is_covered_by_his_family():
    father = message(address="jorge.nucamendi@correo.example", name="Jorge Nucamendi Arias")
    assert decide(father, files(FAMILY), INFORM).letter == "recibido"


def test_a_sender_of_a_beneficiarys_name_on_a_sheet_read_as_the_heads_is_for_a_person():
    read_wrong = replace(FAMILY, holder=sure(Holder.TITULAR), name=sure("JORGE NUCAMENDI ARIAS"))
    decision = decide(message(), files(read_wrong), INFORM)
    assert (decision.kind, decision.letter) == (Kind.BENEFICIARIO, "recibido")
    # The numbers on it are the head's: no list of movements may take them for the student's.
    assert (decision.student.nss, decision.student.curp) == ("", "")


@pytest.mark.parametrize(
    ("changes", "letter"),
    [
        ({}, "conservacion"),
        ({"valid_until": sure(TODAY)}, "conservacion"),
        ({"estado": sure("VIGENTE POR PRORROGA")}, "conservacion"),
        ({"valid_until": sure(TODAY.replace(day=14))}, "recibido"),
        ({"valid_until": doubtful(TODAY)}, "recibido"),
        ({"estado": doubtful("CONSERVACION DE DERECHOS")}, "recibido"),
        ({"vigente": sure(False)}, "recibido"),
        ({"vigente": doubtful(True)}, "recibido"),
        ({"holder": doubtful(Holder.TITULAR)}, "recibido"),
        ({"employers": sure((OURS,))}, "recibido"),
        ({"employers": doubtful((PREPA,))}, "recibido"),
    ],
)
def test_who_is_told_of_cover_that_is_kept_for_a_while(changes, letter):
    sheet = replace(constancia(estado="CONSERVACION DE DERECHOS"), **changes)
    decision = decide(message(), files(sheet), INFORM)
    assert (decision.kind, decision.letter) == (Kind.CONSERVACION, letter)
    assert decision.course.folder is (Folder.INFORMADOS if letter == "conservacion" else Folder.REVISAR)
    told = sheet.valid_until.value if letter == "conservacion" and sheet.valid_until else None
    assert decision.facts.valid_until == told
    assert decide(message(), files(sheet), RULES).letter == "recibido"

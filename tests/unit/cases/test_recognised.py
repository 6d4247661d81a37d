"""The roster in a decision: whom it greets, what it spares the student to tell, and what it contradicts."""

from dataclasses import replace

from mailproc.cases.decision import Missing, Student
from mailproc.cases.history import History
from mailproc.cases.kinds import Kind, State
from mailproc.cases.roster import Entry, recognised
from mailproc.reading.model import Witness
from tests.unit.cases.sheets import OURS, PREPA, RULES, constancia, decide, doubtful, files, message
from tests.unit.cases.test_follow import FOLIO, past

ENTRY = Entry(
    control="20270123",
    name="XIMENA NUCAMENDI PEREZ",
    curp="NUPX050101MCSCRMA8",
    nss="07220500014",
    address="xime.n@correo.example",
    programme="INGENIERIA CIVIL",
    semester="3",
)
KNOWN = History(roster=(ENTRY,))
XIME = message("Le envío mi constancia, quiero la 25", address=ENTRY.address, name="Xime")
NO = constancia(right=False, estado="BAJA")


def test_the_student_is_greeted_and_not_asked_what_the_roster_knows():
    bare = decide(XIME, files(NO), RULES)
    assert (bare.facts.first_name, bare.facts.missing) == ("", (Missing.CONTROL,))
    known = decide(XIME, files(NO), RULES, KNOWN)
    assert (known.kind, known.facts.first_name, known.facts.missing) == (Kind.ALTA, "Ximena", ())
    assert (known.student.control, known.student.programme) == ("20270123", "INGENIERIA CIVIL")


def test_another_nss_than_the_rosters_is_for_a_person():
    decision = decide(XIME, files(NO), RULES, History(roster=(replace(ENTRY, nss="07220500022"),)))
    assert decision.kind is Kind.REVISAR
    assert "padrón" in decision.reasons[0]


def test_curp_and_nss_of_two_students_are_for_a_person():
    two = (replace(ENTRY, nss=""), replace(ENTRY, curp="GOLA050202HCSMPNA5", control="20270124", address=""))
    assert decide(XIME, files(NO), RULES, History(roster=two)).kind is Kind.REVISAR


def test_what_one_engine_saw_and_the_roster_has_is_trusted():
    seen = constancia(employers=(OURS,), nss=doubtful("07220500014"))
    [file] = files(seen)
    told = recognised(file, ENTRY.address, "", (ENTRY,)).readings[0].nss
    assert told is not None
    assert (told.trusted, Witness.ROSTER in told.witnesses) == (True, True)
    assert recognised(file, ENTRY.address, "", ()) is file


def test_an_official_name_that_differs_is_no_other_student_where_the_roster_has_the_address():
    own = replace(ENTRY, control="L22270001", address="l22270001@tecnologico.example")
    odd = message(name="Alumno Veintisiete")
    assert decide(odd, files(constancia(employers=(PREPA,))), RULES).letter == "recibido"
    decision = decide(odd, files(constancia(employers=(PREPA,))), RULES, History(roster=(own,)))
    assert decision.letter == "baja_previa"


def test_the_student_whose_sheet_another_one_sent_may_ask_how_it_stands():
    brought = past(Kind.ALTA, in_thread=False, same_sender=False, senders=frozenset({ENTRY.address}))
    asked = message("¿Cómo va mi alta del IMSS?", address=ENTRY.address, name="Xime")
    decision = decide(asked, (), RULES, History(cases=(brought,), roster=(ENTRY,)))
    assert (decision.joins, decision.letter) == (FOLIO, "consulta")


def test_the_words_of_the_sender_tell_the_studies_where_the_roster_does_not():
    told = decide(message("Soy de 3er semestre de ingeniería civil, mando mi constancia"), files(NO), RULES)
    assert (told.student.programme, told.student.semester) == ("INGENIERIA CIVIL", "3")
    assert told.course.state is State.POR_HACER
    assert isinstance(told.student, Student)

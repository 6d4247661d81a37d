"""A message meets the case that is there: a row reads what the case was, what came, and what becomes of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mailproc.cases.decision import Missing, Student
from mailproc.cases.history import History, Past, Seen
from mailproc.cases.kinds import Folder, Kind, State
from mailproc.reading.model import Document, ProblemCode
from tests.unit.cases.sheets import (
    ARRIVED,
    OURS,
    PREPA,
    RULES,
    SHOP,
    TODAY,
    constancia,
    decide,
    decide_all,
    files,
    message,
    other,
    sure,
)

ADDRESS = "l22270001@tecnologico.example"
XIMENA = Student(name="XIMENA NUCAMENDI PEREZ", curp="NUPX050101MCSCRMA8", nss="07220500014", address=ADDRESS)
NOBODY = Student(name="Ximena", address=ADDRESS)
FOLIO = "AF-26-00007"
STATES = {
    Kind.HOJA: State.POR_HACER,
    Kind.ALTA: State.POR_HACER,
    Kind.BAJA: State.POR_HACER,
    Kind.REVISAR: State.POR_HACER,
    Kind.URGENTE: State.POR_HACER,
    Kind.EMPLEO: State.INFORMADO,
    Kind.CARNET: State.INFORMADO,
}


def past(kind: Kind, state: State | None = None, **changes) -> Past:
    """Ximena's case, ten days old; the message that comes stands in its thread."""
    whole = Past(
        FOLIO,
        kind,
        state or STATES.get(kind, State.ESPERA_ALUMNO),
        XIMENA,
        ARRIVED - timedelta(days=10),
        senders=frozenset({ADDRESS}),
        in_thread=True,
        same_student=True,
        same_sender=True,
    )
    return replace(whole, **changes)


def came(case: Past, text: str, *sheets, problems: tuple[ProblemCode, ...] = (), **more):
    """The decision on a message in the case's thread."""
    sent = files(*sheets, problems=problems) if sheets or problems else ()
    return decide(message(text, subject="Re: Seguro", **more), sent, RULES, History(cases=(case,)))


SHEET_OF = {
    "alta": constancia(right=False, estado="BAJA"),
    "hoja": constancia(employers=(OURS,)),
    "prepa": constancia(employers=(PREPA,)),
    "job": constancia(employers=(SHOP,)),
    "old": constancia(employers=(OURS,), issued=TODAY - timedelta(days=90)),
    "doubtful": constancia(employers=(OURS,), problems=(ProblemCode.EDITED,)),
    "torn": constancia(employers=(OURS,), vigente=None),
    "CURP": other(Document.CURP),
}
# What the case was, what came, then: what the message is, whether the case stays what it was, and the letter.
MOVES = [
    (Kind.BAJA_PREVIA, "alta", Kind.ALTA, False, "alta"),
    (Kind.BAJA_PREVIA, "prepa", Kind.BAJA_PREVIA, False, "baja_previa"),
    (Kind.BAJA_PREVIA, "CURP", Kind.DOCUMENTO_EQUIVOCADO, True, "documento_equivocado"),
    (Kind.BAJA_PREVIA, "torn", Kind.ILEGIBLE, True, "ilegible"),
    (Kind.VENCIDA, "hoja", Kind.HOJA, False, "hoja"),
    (Kind.ILEGIBLE, "prepa", Kind.BAJA_PREVIA, False, "baja_previa"),
    (Kind.ILEGIBLE, "torn", Kind.ILEGIBLE, False, "ilegible"),
    (Kind.SIN_ADJUNTO, "CURP", Kind.DOCUMENTO_EQUIVOCADO, False, "documento_equivocado"),
    (Kind.DOCUMENTO_EQUIVOCADO, "alta", Kind.ALTA, False, "alta"),
    (Kind.EMPLEO, "alta", Kind.ALTA, False, "alta"),
    (Kind.EMPLEO, "CURP", Kind.DOCUMENTO_EQUIVOCADO, False, "documento_equivocado"),
    (Kind.ALTA, "hoja", Kind.HOJA, False, "hoja"),
    (Kind.ALTA, "CURP", Kind.DOCUMENTO_EQUIVOCADO, True, "recibido"),
    (Kind.ALTA, "torn", Kind.ILEGIBLE, True, "recibido"),
    (Kind.ALTA, "doubtful", Kind.REVISAR, False, "recibido"),
    (Kind.REVISAR, "hoja", Kind.HOJA, False, "hoja"),
    (Kind.REVISAR, "CURP", Kind.DOCUMENTO_EQUIVOCADO, True, "recibido"),
    (Kind.CARNET, "hoja", Kind.HOJA, False, "hoja"),
    (Kind.HOJA, "job", Kind.EMPLEO, False, "empleo"),
]


@pytest.mark.parametrize(("was", "sheet", "kind", "keeps", "letter"), MOVES, ids=[f"{m[0]}-{m[1]}" for m in MOVES])
def test_a_file_in_the_thread(was, sheet, kind, keeps, letter):
    decision = came(past(was), "Le mando lo que me pidió.", SHEET_OF[sheet])
    assert (decision.kind, decision.joins, decision.keeps, decision.letter) == (kind, FOLIO, keeps, letter)
    if keeps:
        assert (decision.course.state, decision.course.folder) == (past(was).state, past(was).folder)


WORDS = [
    (Kind.ALTA, "¡Muchas gracias, saludos!", Kind.SEGUIMIENTO, True, None),
    (Kind.EMPLEO, "ok gracias", Kind.SEGUIMIENTO, True, None),
    (Kind.ALTA, "Buen día, ¿cómo va mi alta en el IMSS?", Kind.CONSULTA, True, "consulta"),
    (Kind.ALTA, "Hola, quiero darme de alta en el IMSS", Kind.CONSULTA, True, "consulta"),
    (Kind.BAJA_PREVIA, "¿Cómo va mi trámite del IMSS?", Kind.CONSULTA, True, "consulta"),
    (Kind.REVISAR, "¿Cómo va mi trámite del IMSS?", Kind.CONSULTA, True, "recibido"),
    (Kind.BAJA_PREVIA, "Ya me dieron de baja de la prepa", Kind.SIN_ADJUNTO, True, "sin_adjunto"),
    (Kind.HOJA, "¿Qué papeles llevo para sacar el carnet?", Kind.CARNET, True, "carnet"),
    (Kind.VENCIDA, "Adjunto mi constancia nueva", Kind.SIN_ADJUNTO, False, "sin_adjunto"),
    (Kind.HOJA, "Necesito que me den de baja del seguro facultativo, ya me gradué", Kind.BAJA, None, "baja"),
    (Kind.EMPLEO, "Necesito que me den de baja del seguro facultativo, ya me gradué", Kind.BAJA, False, "baja"),
    (Kind.EMPLEO, "El portal dice que mi CURP no se encuentra en RENAPO", Kind.ERROR_PORTAL, True, "error_portal"),
    (Kind.EMPLEO, "Mi número es ese mismo", Kind.REVISAR, False, "recibido"),
    (Kind.ALTA, "Mi número es ese mismo", Kind.REVISAR, None, "recibido"),
    (Kind.ALTA, "Tuve un accidente y no me atienden en urgencias", Kind.URGENTE, None, None),
]


@pytest.mark.parametrize(("was", "text", "kind", "keeps", "letter"), WORDS, ids=[f"{w[0]}-{w[1]}" for w in WORDS])
def test_words_in_the_thread(was, text, kind, keeps, letter):
    """`keeps` None: an errand of the officer's stays on its list, and a new case points to it."""
    decision = came(past(was), text)
    assert (decision.kind, decision.letter) == (kind, letter)
    if keeps is None:
        assert (decision.joins, decision.previous) == ("", FOLIO)
    else:
        assert (decision.joins, decision.keeps) == (FOLIO, keeps)


def test_what_an_alta_waited_for_is_told_in_words():
    case = past(Kind.ALTA, missing=(Missing.CLINIC, Missing.CONTROL))
    decision = came(case, "Quiero la clínica 25 y mi número de control es 22270001", address=ADDRESS)
    assert (decision.kind, decision.joins, decision.letter) == (Kind.ALTA, FOLIO, "alta")
    assert (decision.facts.missing, decision.facts.umf_wish) == ((), "025")
    # The letter knows that it is the second one.
    assert decision.facts.standing is not None
    assert (decision.facts.standing.kind, decision.facts.standing.missing) == (Kind.ALTA, ())
    assert (decision.student.curp, decision.student.control) == (XIMENA.curp, "L22270001")


def test_what_the_student_told_before_is_not_asked_again():
    case = past(Kind.BAJA_PREVIA, umf_wish="013")
    decision = came(case, "Aquí está la nueva.", SHEET_OF["alta"])
    assert (decision.facts.missing, decision.facts.umf_wish) == ((), "013")


def test_how_it_stands_is_told_once_in_seven_days():
    asked = "¿Cómo va mi alta del IMSS?"
    assert came(past(Kind.ALTA, told=(("consulta", ARRIVED - timedelta(days=8)),)), asked).letter == "consulta"
    again = came(past(Kind.ALTA, told=(("consulta", ARRIVED - timedelta(days=6)),)), asked)
    assert (again.kind, again.letter, again.silent != "") == (Kind.CONSULTA, None, True)


def test_the_standing_that_is_told_is_the_cases():
    standing = came(past(Kind.ALTA, missing=(Missing.CLINIC,)), "¿Cómo va mi alta del IMSS?").facts.standing
    assert standing is not None
    assert (standing.kind, standing.state, standing.missing) == (Kind.ALTA, State.POR_HACER, (Missing.CLINIC,))
    assert standing.since == TODAY - timedelta(days=10)


def test_the_same_file_again_is_said_once_while_the_student_owes_something():
    sent = files(SHEET_OF["old"])
    had = frozenset(file.sha256 for file in sent)
    first = came(past(Kind.VENCIDA, files=had), "Aquí va", SHEET_OF["old"])
    assert (first.kind, first.keeps, first.letter) == (Kind.DUPLICADO, True, "duplicado")
    again = came(past(Kind.VENCIDA, files=had, told=(("duplicado", ARRIVED),)), "Aquí va", SHEET_OF["old"])
    assert (again.kind, again.letter) == (Kind.DUPLICADO, None)
    done = came(past(Kind.ALTA, files=had), "Aquí va", SHEET_OF["alta"])
    assert (done.kind, done.letter) == (Kind.DUPLICADO, None)


def test_the_same_file_after_the_errand_is_done_opens_nothing():
    had = frozenset(file.sha256 for file in files(SHEET_OF["alta"]))
    done = past(Kind.ALTA, State.HECHO, files=had, in_thread=False, closed_at=ARRIVED - timedelta(days=3))
    decision = came(done, "Se la mando otra vez", SHEET_OF["alta"])
    assert (decision.kind, decision.joins, decision.letter) == (Kind.DUPLICADO, FOLIO, None)


def test_an_older_constancia_than_the_case_has_says_nothing():
    case = past(Kind.ALTA, issued=TODAY)
    decision = came(case, "También tengo esta", SHEET_OF["prepa"])
    assert (decision.kind, decision.keeps, decision.letter) == (Kind.SEGUIMIENTO, True, None)


@pytest.mark.parametrize("sheets", [(), (SHEET_OF["hoja"],)])
def test_what_the_officer_took_into_her_hands_is_left_to_her(sheets):
    case = past(Kind.ALTA, State.EN_MANOS)
    decision = came(case, "¿Cómo va mi alta del IMSS?", *sheets)
    assert (decision.joins, decision.keeps, decision.letter, decision.course.folder) == (FOLIO, True, None, None)


def test_a_closed_case_is_taken_up_again_from_its_own_thread_within_sixty_days():
    closed = past(Kind.VENCIDA, State.CERRADO, closed_at=ARRIVED - timedelta(days=59))
    assert came(closed, "Aquí está", SHEET_OF["hoja"]).joins == FOLIO
    outside = replace(closed, in_thread=False)
    decision = came(outside, "Aquí está", SHEET_OF["hoja"])
    assert (decision.joins, decision.previous) == ("", FOLIO)
    late = replace(closed, closed_at=ARRIVED - timedelta(days=61))
    decision = came(late, "Aquí está", SHEET_OF["hoja"])
    assert (decision.joins, decision.previous) == ("", FOLIO)


def test_a_sheet_goes_to_its_own_students_case_whatever_the_thread():
    classmate = constancia(
        right=False,
        estado="BAJA",
        nss=sure("07220500022"),
        curp=sure("GOLA050202HCSMPNA5"),
        name=sure("ANGEL GOMEZ LOPEZ"),
    )
    decision = came(past(Kind.ALTA), "Le mando la de mi compañero", classmate)
    assert (decision.joins, decision.previous) == ("", "")


def test_a_nameless_case_of_the_same_sender_gets_its_sheet_without_a_thread():
    case = past(Kind.SIN_ADJUNTO, student=NOBODY, in_thread=False, same_student=False)
    decision = came(case, "Ahora sí la adjunto", SHEET_OF["alta"])
    assert (decision.kind, decision.joins) == (Kind.ALTA, FOLIO)


def test_nothing_of_a_case_is_told_to_another_address():
    for text in ("¿Cómo va mi alta del IMSS?", "Quiero la clínica 25", "¿Qué papeles llevo para el carnet?"):
        decision = came(past(Kind.BAJA_PREVIA), text, address="otra@correo.example", name="Otra Persona")
        assert (decision.kind, decision.letter, decision.facts.standing) == (Kind.REVISAR, "recibido", None)


def test_where_a_sender_has_cases_of_several_students_words_alone_join_none():
    first = past(Kind.ALTA, in_thread=False, same_student=False)
    second = replace(first, folio="AF-26-00008", student=Student(name="OTRO", curp="GOLA050202HCSMPNA5"))
    told = decide(message("¿Cómo va mi alta del IMSS?"), (), RULES, History(cases=(first, second)))
    assert (told.kind, told.joins) == (Kind.REVISAR, "")


ANGEL = constancia(
    employers=(PREPA,), nss=sure("07220500022"), curp=sure("GOLA050202HCSMPNA5"), name=sure("ANGEL GOMEZ LOPEZ")
)


def test_several_students_are_several_cases_and_one_letter():
    sheets = files(ANGEL, SHEET_OF["alta"])
    own, other_one = decide_all(message("Van las dos."), sheets, RULES)
    assert (own.kind, own.letter, own.student.curp) == (Kind.ALTA, "alta", XIMENA.curp)
    assert (other_one.kind, other_one.letter, other_one.student.address) == (Kind.BAJA_PREVIA, None, "")


def test_whoever_sends_several_others_sheets_is_told_only_that_they_came():
    jefe = message("Van las de mi grupo.", address="jefe.grupo7@correo.example", name="Jefe de grupo")
    led, rest = decide_all(jefe, files(ANGEL, SHEET_OF["alta"]), RULES)
    assert (led.kind, led.letter, led.facts.others) == (Kind.ALTA, "recibido", 2)
    assert (led.facts.nss_tail, led.facts.missing, rest.letter) == ("", (), None)
    assert led.course.folder is Folder.ALTAS


def test_two_sheets_with_one_nss_and_two_curps_are_for_a_person():
    swapped = constancia(employers=(PREPA,), curp=sure("GOLA050202HCSMPNA5"))
    assert decide(message(), files(constancia(employers=(OURS,)), swapped), RULES).kind is Kind.REVISAR


def test_the_same_file_from_another_address_is_for_a_person_and_both_cases_are_told():
    sent = files(SHEET_OF["hoja"])
    seen = Seen(sent[0].sha256, FOLIO, frozenset({"otra@correo.example"}))
    stranger = message(address="chuy@correo.example", name="Chuy Rmz")
    decision = decide(stranger, sent, RULES, History(seen=(seen,)))
    assert (decision.kind, decision.suspects, decision.letter) == (Kind.REVISAR, (FOLIO,), "recibido")
    mine = past(Kind.HOJA, in_thread=False, same_sender=False, senders=frozenset({"otra@correo.example"}))
    apart = decide(stranger, sent, RULES, History(cases=(mine,), seen=(seen,)))
    assert (apart.joins, apart.kind, apart.suspects) == ("", Kind.REVISAR, (FOLIO,))
    own = decide(message(), sent, RULES, History(seen=(seen,)))
    assert (own.kind, own.suspects) == (Kind.HOJA, ())


def test_a_portal_message_on_a_screenshot_is_answered():
    shot = replace(other(Document.DESCONOCIDO), text="Mensaje del sistema: la CURP no fue localizada en RENAPO")
    decision = decide(message("Me sale esto en la página del IMSS"), files(shot), RULES)
    assert (decision.kind, decision.facts.portal) == (Kind.ERROR_PORTAL, "curp_no_renapo")


def test_the_same_file_in_a_closed_case_is_answered_anew():
    had = frozenset(file.sha256 for file in files(SHEET_OF["old"]))
    closed = past(Kind.VENCIDA, State.CERRADO, files=had, closed_at=ARRIVED - timedelta(days=5))
    decision = came(closed, "Le mando lo que me pidió.", SHEET_OF["old"])
    assert (decision.kind, decision.joins, decision.keeps, decision.letter) == (
        Kind.VENCIDA,
        FOLIO,
        False,
        "vencida",
    )


def test_another_paper_after_the_errand_is_done_is_for_a_person():
    done = past(Kind.ALTA, State.HECHO, closed_at=ARRIVED - timedelta(days=5))
    decision = came(done, "Le mando esto", SHEET_OF["CURP"])
    assert (decision.kind, decision.joins, decision.previous) == (Kind.REVISAR, "", FOLIO)
    assert decision.course.folder is Folder.REVISAR


OLD = files(SHEET_OF["old"])
HAD = frozenset(file.sha256 for file in OLD)


@pytest.mark.parametrize(
    ("case", "letter"),
    [
        # Who owes something hears it once; who is waited for by nobody hears nothing.
        (past(Kind.VENCIDA, files=HAD), "duplicado"),
        (past(Kind.VENCIDA, files=HAD | {"f" * 64}), "duplicado"),
        (past(Kind.VENCIDA, files=HAD, told=(("duplicado", ARRIVED - timedelta(days=90)),)), None),
        (past(Kind.VENCIDA, files=HAD, told=(("vencida", ARRIVED),)), "duplicado"),
        (past(Kind.HOJA, files=HAD), None),
        (past(Kind.EMPLEO, files=HAD), None),
    ],
)
def test_the_same_file_again(case, letter):
    again = decide(message("Aquí está", subject=""), OLD, RULES, History(cases=(case,)))
    assert (again.kind, again.joins, again.keeps, again.letter) == (Kind.DUPLICADO, FOLIO, True, letter)
    assert (again.course.state, again.course.folder) == (case.state, case.folder)
    assert again.facts.standing == (case.standing(case.since.date()) if letter else None)


@pytest.mark.parametrize(
    ("case", "came_with"),
    [
        # Another file beside it; a file of another case; no file at all.
        (past(Kind.VENCIDA, files=HAD), (SHEET_OF["old"], SHEET_OF["CURP"])),
        (past(Kind.VENCIDA, files=frozenset({"f" * 64})), (SHEET_OF["old"],)),
        (past(Kind.VENCIDA), ()),
        # Another one had sent it, and was the only one to be answered.
        (past(Kind.VENCIDA, files=HAD, senders=frozenset({"jefe@correo.example"})), (SHEET_OF["old"],)),
    ],
)
def test_what_is_not_the_same_file_again(case, came_with):
    assert came(case, "Le mando lo que me pidió.", *came_with).kind is not Kind.DUPLICADO


def test_an_older_constancia_in_a_case_that_was_closed_is_answered():
    """Silence would leave its student waiting; while the case is open the newer one speaks."""
    newer = {"issued": TODAY, "closed_at": ARRIVED - timedelta(days=5)}
    decision = came(past(Kind.BAJA_PREVIA, State.CERRADO, **newer), "Le mando esta", SHEET_OF["old"])
    assert (decision.kind, decision.joins, decision.keeps, decision.letter) == (
        Kind.VENCIDA,
        FOLIO,
        False,
        "vencida",
    )
    still_open = came(past(Kind.BAJA_PREVIA, issued=TODAY), "Le mando esta", SHEET_OF["old"])
    assert (still_open.kind, still_open.letter) == (Kind.SEGUIMIENTO, None)

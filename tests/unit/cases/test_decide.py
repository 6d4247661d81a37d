"""The decision table, one row a situation. A row reads: what came, what it is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mailproc.cases.decision import Missing
from mailproc.cases.kinds import COURSES, Kind, State
from mailproc.message.model import Attachment
from mailproc.reading.model import Document, Employer, Holder, Person, ProblemCode
from tests.unit.cases.sheets import (
    OURS,
    PREPA,
    RULES,
    SHOP,
    TODAY,
    constancia,
    decide,
    doubtful,
    files,
    message,
    other,
    sure,
)

PARENT = (
    Person(Holder.TITULAR, "ROBERTO NUCAMENDI LOPEZ", right=True),
    Person(Holder.BENEFICIARIO, "XIMENA NUCAMENDI PEREZ", relation="HIJOS", right=True),
)
ATTACHED = Attachment("comprobanteVigenciaDerechos (1).pdf", "application/pdf", b"%PDF")
NEAR_OURS = Employer("A3399998326", "32", "INST. TEC. DE TUXTLA GTZ.")
OUR_NAME_ELSEWHERE = Employer("Y5412345324", "32", "INSTITUTO TECNOLOGICO TUXTLA GUTIERREZ EXTENSION")

SHEETS = [
    ("in force through us", constancia(employers=(OURS,), agregado="1M2005ES"), Kind.HOJA),
    ("in force through us and through a job", constancia(employers=(SHOP, OURS)), Kind.HOJA),
    (
        "our registro printed with ten characters",
        constancia(employers=(replace(OURS, registro="A339999032"),)),
        Kind.HOJA,
    ),
    (
        "our registro printed with eight",
        constancia(employers=(replace(OURS, registro="A3399990", modality=""),)),
        Kind.HOJA,
    ),
    ("in force through the prepa", constancia(employers=(PREPA,), agregado="1M2005ES"), Kind.BAJA_PREVIA),
    ("in force through the prepa, agregado blank", constancia(employers=(PREPA,)), Kind.BAJA_PREVIA),
    ("in force through a job", constancia(employers=(SHOP,), agregado="1M2005OR"), Kind.EMPLEO),
    (
        "a job and the prepa: the job prevails",
        constancia(employers=(PREPA, SHOP), agregado="1M2005OR"),
        Kind.EMPLEO,
    ),
    ("a school whose registro is ours but for a character", constancia(employers=(NEAR_OURS,)), Kind.REVISAR),
    ("a name like ours with another registro", constancia(employers=(OUR_NAME_ELSEWHERE,)), Kind.REVISAR),
    ("another school without registro", constancia(employers=(replace(PREPA, registro=""),)), Kind.REVISAR),
    ("another school without name", constancia(employers=(replace(PREPA, name=""),)), Kind.REVISAR),
    ("family insurance (modality 33)", constancia(employers=(replace(SHOP, modality="33"),)), Kind.REVISAR),
    ("employers seen by one engine only", replace(constancia(), employers=doubtful((PREPA,))), Kind.REVISAR),
    (
        "our whole registro with our very name, seen by one engine",
        replace(constancia(), employers=doubtful((SHOP, OURS))),
        Kind.HOJA,
    ),
    (
        "our registro alone, seen by one engine",
        replace(constancia(), employers=doubtful((replace(OURS, name="ESCUELA"),))),
        Kind.REVISAR,
    ),
    ("in force, through nobody", constancia(employers=()), Kind.REVISAR),
    ("in force and BAJA", constancia(estado="BAJA", employers=(OURS,)), Kind.REVISAR),
    ("in force and PENSION EN TRAMITE", constancia(estado="PENSION EN TRAMITE", employers=(SHOP,)), Kind.REVISAR),
    ("in force and FALLECIDO", constancia(estado="FALLECIDO", employers=(SHOP,)), Kind.REVISAR),
    ("the prepa, and a worker's agregado", constancia(employers=(PREPA,), agregado="1M2005OR"), Kind.REVISAR),
    ("a job, and a student's agregado", constancia(employers=(SHOP,), agregado="1M2005ES"), Kind.REVISAR),
    ("no right, BAJA", constancia(right=False, estado="BAJA"), Kind.ALTA),
    ("no right, estado blank", constancia(right=False, estado=None), Kind.ALTA),
    ("no right, VIGENTE", constancia(right=False, estado="VIGENTE"), Kind.REVISAR),
    ("no right, FALLECIDO", constancia(right=False, estado="FALLECIDO"), Kind.REVISAR),
    (
        "no right, blank estado, an active employer",
        constancia(right=False, estado=None, employers=(PREPA,)),
        Kind.REVISAR,
    ),
    ("conservación de derechos", constancia(estado="CONSERVACION DE DERECHOS"), Kind.CONSERVACION),
    ("vigente por prórroga", constancia(estado="VIGENTE POR PRORROGA"), Kind.CONSERVACION),
    ("31 days old", constancia(employers=(OURS,), issued=TODAY - timedelta(days=31)), Kind.VENCIDA),
    ("30 days old", constancia(employers=(OURS,), issued=TODAY - timedelta(days=30)), Kind.HOJA),
    (
        "old and the prepa's: vencida goes first",
        constancia(employers=(PREPA,), issued=TODAY - timedelta(days=90)),
        Kind.VENCIDA,
    ),
    ("dated in the future", constancia(employers=(OURS,), issued=TODAY + timedelta(days=2)), Kind.REVISAR),
    ("no date", constancia(employers=(OURS,), issued=None), Kind.REVISAR),
    (
        "old, says one engine",
        replace(constancia(employers=(OURS,)), issued=doubtful(TODAY - timedelta(days=90))),
        Kind.REVISAR,
    ),
    (
        "a parent's sheet",
        constancia(employers=(SHOP,), holder=sure(Holder.BENEFICIARIO), nss=None),
        Kind.BENEFICIARIO,
    ),
    (
        "a parent's sheet, told by the sender's name",
        constancia(employers=(SHOP,), people=PARENT, name=sure("ROBERTO NUCAMENDI LOPEZ")),
        Kind.BENEFICIARIO,
    ),
    ("a child's agregado", constancia(employers=(SHOP,), agregado="3M2005OR"), Kind.BENEFICIARIO),
    ("a pensioner's agregado", constancia(employers=(SHOP,), agregado="5M1955PE"), Kind.REVISAR),
    ("right seen by one engine", constancia(employers=(PREPA,), vigente=doubtful(True)), Kind.REVISAR),
    ("no right seen by one engine", constancia(estado="BAJA", vigente=doubtful(False)), Kind.REVISAR),
    (
        "neither NSS nor CURP confirmed",
        constancia(employers=(OURS,), nss=doubtful("07220500014"), curp=None),
        Kind.REVISAR,
    ),
    ("NSS unsure, CURP sure", constancia(employers=(OURS,), nss=doubtful("07220500014")), Kind.HOJA),
    ("date seen by one engine", replace(constancia(employers=(OURS,)), issued=doubtful(TODAY)), Kind.REVISAR),
    ("estado seen by one engine", replace(constancia(right=False), estado=doubtful("BAJA")), Kind.REVISAR),
    ("no identifier at all", constancia(employers=(OURS,), nss=None, curp=None), Kind.ILEGIBLE),
    ("SI or NO cannot be read", constancia(employers=(OURS,), vigente=None), Kind.ILEGIBLE),
    ("hidden text in the PDF", constancia(employers=(OURS,), problems=(ProblemCode.HIDDEN_TEXT,)), Kind.REVISAR),
    ("an edited PDF", constancia(employers=(OURS,), problems=(ProblemCode.EDITED,)), Kind.REVISAR),
    ("text against picture", constancia(employers=(OURS,), problems=(ProblemCode.CONTRADICTION,)), Kind.REVISAR),
]


@pytest.mark.parametrize(("what", "sheet", "kind"), SHEETS, ids=[row[0] for row in SHEETS])
def test_a_constancia_decides(what, sheet, kind):
    decision = decide(message(), files(sheet), RULES)
    assert decision.kind is kind, f"{what}: {decision.reasons}"
    assert decision.reasons


OTHERS = [
    ("NSS sheet", files(other(Document.ASIGNACION_NSS)), Kind.DOCUMENTO_EQUIVOCADO),
    ("weeks", files(other(Document.SEMANAS)), Kind.DOCUMENTO_EQUIVOCADO),
    ("CURP", files(other(Document.CURP)), Kind.DOCUMENTO_EQUIVOCADO),
    ("CURP and ID", files(other(Document.CURP), other(Document.IDENTIFICACION)), Kind.DOCUMENTO_EQUIVOCADO),
    ("no derecho", files(other(Document.NO_DERECHO)), Kind.DOCUMENTO_EQUIVOCADO),
    ("our hoja", files(other(Document.HOJA_AFILIACION)), Kind.CARNET),
    ("constancia with CURP beside it", files(other(Document.CURP), constancia(employers=(OURS,))), Kind.HOJA),
    ("encrypted", files(problems=(ProblemCode.ENCRYPTED,)), Kind.PROTEGIDO),
    ("corrupted", files(problems=(ProblemCode.CORRUPTED,)), Kind.ILEGIBLE),
    ("empty", files(problems=(ProblemCode.EMPTY,)), Kind.ILEGIBLE),
    ("timed out", files(problems=(ProblemCode.TIMEOUT,)), Kind.REVISAR),
    ("RAR", files(problems=(ProblemCode.UNSUPPORTED,)), Kind.REVISAR),
    ("unknown document", files(), Kind.REVISAR),
    ("nothing attached", (), Kind.SIN_ADJUNTO),
]


@pytest.mark.parametrize(("what", "came", "kind"), OTHERS, ids=[row[0] for row in OTHERS])
def test_what_is_no_constancia(what, came, kind):
    decision = decide(message(), came, RULES)
    assert decision.kind is kind, f"{what}: {decision.reasons}"


WORDS = [
    ("¿Cómo saco el carnet si ya tengo la hoja de afiliación del IMSS?", Kind.CARNET),
    ("Hola, ¿cómo me afilio al IMSS?", Kind.SIN_ADJUNTO),
    ("Adjunto mi constancia de vigencia del IMSS", Kind.SIN_ADJUNTO),
    ("Tuve un accidente y estoy en el hospital, no me atienden en el IMSS", Kind.URGENTE),
    ("Le recuerdo la junta de academia del jueves a las 12", Kind.AJENO),
    ("Ya me gradué y necesito que me den de baja del seguro facultativo", Kind.BAJA),
    ("El portal del IMSS dice que mi CURP no se encuentra en RENAPO", Kind.ERROR_PORTAL),
    ("La página dice que no me encuentro registrado aún como derechohabiente del IMSS", Kind.REVISAR),
    ("¿Cómo va mi alta en el IMSS?", Kind.REVISAR),
    ("Ya me dieron de baja de la prepa, ¿qué sigue para mi alta en el IMSS?", Kind.SIN_ADJUNTO),
]


@pytest.mark.parametrize(("text", "kind"), WORDS)
def test_words_decide_where_no_sheet_does(text, kind):
    assert decide(message(text, subject=""), (), RULES).kind is kind


def test_an_emergency_goes_before_the_sheet():
    text = "Adjunto mi constancia. Estoy internada por un accidente y no me atienden."
    decision = decide(message(text), files(constancia(employers=(PREPA,))), RULES)
    assert decision.kind is Kind.URGENTE
    assert decision.letter is None


def test_a_failed_authentication_gets_no_letter():
    header = ("authentication-results", "mx.correo.example; spf=fail smtp.mailfrom=otro.example; dmarc=fail")
    decision = decide(message(headers=(header,)), files(constancia(employers=(OURS,))), RULES)
    assert (decision.kind, decision.letter) == (Kind.REVISAR, None)


@pytest.mark.parametrize("code", [ProblemCode.EDITED, ProblemCode.HIDDEN_TEXT, ProblemCode.CONTRADICTION])
def test_a_better_copy_does_not_clear_one_that_was_tampered_with(code):
    """The photo of a print looks clean whatever was done to the PDF that was printed."""
    photo = constancia(employers=(OURS,))
    tampered = constancia(employers=(OURS,), nss=doubtful("07220500014"), problems=(code,))
    nameless = replace(tampered, nss=None, curp=None)
    for worse in (tampered, nameless):
        decision = decide(message(), files(photo, worse), RULES)
        assert decision.kind is Kind.REVISAR
        assert decision.reasons == tuple(problem.text for problem in tampered.problems)


def test_what_a_worse_copy_lacks_is_no_matter():
    worse = constancia(employers=(OURS,), curp=None, problems=(ProblemCode.UNREADABLE, ProblemCode.CHECK_DIGIT))
    assert decide(message(), files(constancia(employers=(OURS,)), worse), RULES).kind is Kind.HOJA


def test_two_copies_of_one_sheet_are_one():
    worse = constancia(employers=(OURS,), curp=None, estado=None, issued=None)
    assert decide(message(), files(worse, constancia(employers=(OURS,))), RULES).kind is Kind.HOJA


def test_two_sheets_of_one_person_that_differ_are_for_a_person():
    before = constancia(employers=(PREPA,), issued=TODAY - timedelta(days=5))
    after = constancia(right=False, estado="BAJA", issued=TODAY)
    assert decide(message(), files(before, after), RULES).kind is Kind.REVISAR


def test_staff_who_forward_a_sheet_get_no_letter_but_the_case_is_made():
    sender = message(address="jefa.escolares@tecnologico.example", name="Escolares")
    decision = decide(sender, files(constancia(employers=(OURS,))), RULES)
    assert (decision.kind, decision.letter) == (Kind.HOJA, None)


def test_an_address_joins_the_student_only_if_the_name_agrees():
    friend = message(address="l22270099@tecnologico.example", name="Bruno Cal y Mayor Ruiz")
    decision = decide(friend, files(constancia(employers=(OURS,))), RULES)
    assert (decision.student.address, decision.student.control) == ("", "")
    assert decision.facts.first_name == ""
    own = decide(message(), files(constancia(employers=(OURS,))), RULES)
    assert (own.student.address, own.student.control) == ("l22270001@tecnologico.example", "L22270001")
    assert own.facts.first_name == "Ximena"


def test_an_alta_asks_for_what_is_still_missing():
    decision = decide(message(), files(constancia(right=False, estado="BAJA")), RULES)
    assert decision.facts.missing == (Missing.CLINIC,)
    wish = message("Mando mi constancia, quiero la clínica 25")
    decision = decide(wish, files(constancia(right=False, estado="BAJA")), RULES)
    assert decision.facts.missing == ()
    assert decision.facts.umf_wish == "025"


def test_an_untrusted_value_never_reaches_a_letter():
    decision = decide(message(), files(constancia(employers=(OURS,), nss=doubtful("07220500014"))), RULES)
    assert decision.facts.nss_tail == ""
    assert decision.student.nss == ""


def test_where_students_ask_for_the_hoja_themselves_nothing_is_left_for_the_officer():
    decision = decide(message(), files(constancia(employers=(OURS,))), replace(RULES, hoja_asked=True))
    assert (decision.kind, decision.course.state, decision.letter) == (Kind.HOJA, State.INFORMADO, "hoja")


def test_every_kind_that_is_decided_has_its_course():
    decided = {kind for _, _, kind in SHEETS} | {kind for _, _, kind in OTHERS} | {kind for _, kind in WORDS}
    of_a_known_case = {Kind.CONSULTA, Kind.SEGUIMIENTO, Kind.DUPLICADO}
    assert decided | of_a_known_case | {Kind.AUTOMATICO} == set(COURSES) == set(Kind)


def test_thanks_beside_a_constancia_do_not_hide_it():
    thanks = message("Muchas gracias. Saludos.", subject="Documento solicitado", attachments=(ATTACHED,))
    assert decide(thanks, files(constancia(right=False, estado="BAJA")), RULES).kind is Kind.ALTA
    assert decide(thanks, files(problems=(ProblemCode.ENCRYPTED,)), RULES).kind is Kind.PROTEGIDO


@pytest.mark.parametrize("broken", [{"truncated": True}, {"problems": ("parts",)}])
def test_a_students_message_that_could_not_be_opened_is_for_a_person(broken):
    assert decide(message("Saludos", subject="Documentos", **broken), (), RULES).kind is Kind.REVISAR


def test_an_answer_to_our_letter_is_not_the_officers_own_mail():
    ours = "<af-26-00012." + "0" * 32 + "@tecnologico.example>"
    reply = message("Mi numero es ese mismo", subject="Re: hola", in_reply_to=ours)
    assert decide(reply, (), RULES).kind is Kind.REVISAR
    thanks = message("Muchas gracias!", subject="Re: hola", in_reply_to=ours)
    assert decide(thanks, (), RULES).letter is None


def test_whoever_sends_a_classmates_sheet_learns_nothing_of_that_persons_state():
    friend = message(address="l22270099@tecnologico.example", name="Bruno Cal Ruiz")
    decision = decide(friend, files(constancia(employers=(PREPA,))), RULES)
    assert (decision.kind, decision.letter, decision.course.state) == (
        Kind.BAJA_PREVIA,
        "recibido",
        State.POR_HACER,
    )
    assert decision.facts.employer == ""


def test_a_nickname_at_a_private_address_proves_nothing():
    nick = message(address="chuyin@correo.example", name="Chuy Rmz")
    assert decide(nick, files(constancia(employers=(PREPA,))), RULES).letter == "baja_previa"


def test_staff_of_the_mailboxs_own_domain_get_no_letter():
    colleague = message(address="lucia.sol@oficinas.example", name="Lucia Sol Paz")
    rules = replace(RULES, staff_domains=("oficinas.example",))
    assert decide(colleague, files(constancia(employers=(OURS,))), rules).letter is None


def test_a_protected_constancia_from_a_private_address_is_told_by_its_name():
    stranger = message("Adjunto mi documento", subject="", address="ana@correo.example", attachments=(ATTACHED,))
    assert decide(stranger, files(problems=(ProblemCode.ENCRYPTED,)), RULES).kind is Kind.PROTEGIDO


@pytest.mark.parametrize(
    "name",
    [
        "TECNOLOGICO NACIONAL DE MEXICO",
        "TECNM",
        "TECNM CAMPUS TUXTLA",
        "TNM/INST TEC DE TUXTLA",
        "I T DE TUXTLA GUTIERREZ",
        "IT TUXTLA GTZ",
        "INSTITUTO TECNOLOGICO DE TUX",
        "INSTITUTO TECNOLOGICO",
        "I.T.T.G.",
    ],
)
def test_a_name_that_may_be_ours_is_never_told_to_ask_for_a_baja(name):
    school = Employer("X1234567329", "32", name)
    assert decide(message(), files(constancia(employers=(school,))), RULES).kind is Kind.REVISAR


@pytest.mark.parametrize(
    "name",
    [
        "COLEGIO DE BACHILLERES DE CHIAPAS PLANTEL TUXTLA GUTIERREZ",
        "UNIVERSIDAD AUTONOMA DE CHIAPAS",
        "CECYT NO 12 TUXTLA GUTIERREZ",
        "INSTITUTO TECNOLOGICO DE LA COSTA",
        "PREPARATORIA NO. 7 DEL ESTADO",
    ],
)
def test_other_schools_even_in_the_same_town_are_not_ours(name):
    school = Employer("X1234567329", "32", name)
    assert decide(message(), files(constancia(employers=(school,))), RULES).kind is Kind.BAJA_PREVIA

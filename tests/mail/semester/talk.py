"""Errands that begin with words, and everything that is not quite a student's. Docstrings as in errands.py."""

from tests.mail.semester import errands, returns
from tests.mail.semester.oracle import (
    INBOX,
    TOLD,
    WAITS,
    Author,
    Moves,
    Says,
    Scene,
    Script,
    Waits,
    becomes,
    no_case,
    stays,
)
from tests.mail.semester.students import DOMAIN, MAILBOX, Paper

FAILED = (("Authentication-Results", f"mx.{DOMAIN}; spf=fail smtp.mailfrom=otro.example; dmarc=fail"),)
AWAY = (("Auto-Submitted", "auto-replied"),)


def link_only(s: Scene) -> Script:
    """Only a link; then the file, in the thread."""
    ana = s.student()
    link = "Le comparto mi constancia: https://drive.google.com/file/d/1AbC/view"
    return Script(
        "sólo un enlace",
        [
            Says(0, ana, link, becomes("sin_adjunto")),
            Says(2, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),), thread=True),
        ],
    )


def forgotten_attachment(s: Scene) -> Script:
    """Announced and not there; then a new message of its own with the file: the same case, by the address."""
    ana = s.student(private=s.rng.random() < 0.5)
    return Script(
        "olvidó el adjunto",
        [
            Says(0, ana, "Buenas tardes, adjunto mi constancia de vigencia del IMSS.", becomes("sin_adjunto")),
            Says(1, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),)),
        ],
    )


def forgotten_at_night(s: Scene) -> Script:
    """Both within the quiet hours: only the letter that is still true goes in the morning."""
    ana = s.student()
    text = "Buenas tardes, adjunto mi constancia de vigencia del IMSS."
    return Script(
        "olvidó el adjunto de noche",
        [
            Says(0, ana, text, becomes("sin_adjunto", None), clock="21:40"),
            Says(0, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),), clock="22:50"),
        ],
    )


def asks_at_night(s: Scene) -> Script:
    """Asks how it stands before the answer has gone in the morning: both go, for each says something of its own."""
    ana = s.student()
    return Script(
        "pregunta de noche",
        [
            Says(0, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),), clock="21:35"),
            Says(0, ana, s.status(), stays("hoja", "por_hacer", "consulta"), clock="23:05"),
        ],
    )


def how_do_i(s: Scene) -> Script:
    """Asks how to be affiliated, is reminded once, and never answers: closed after 60 days."""
    ana = s.student()
    text = s.pick("Hola, ¿cómo me afilio al IMSS?", "Buenas tardes, quiero darme de alta en el seguro facultativo")
    return Script("pregunta y calla", [Says(0, ana, text, becomes("sin_adjunto"))], {"a": 1})


def how_do_i_then(s: Scene) -> Script:
    """Silence, a reminder, then another paper, silence again: what is owed now is something else, so that a second
    reminder may go, and no third one."""
    ana = s.student()
    return Script(
        "dos silencios",
        [
            Says(0, ana, "Hola, ¿cómo me afilio al IMSS?", becomes("sin_adjunto")),
            Waits(19, stays("sin_adjunto", WAITS), 1),
            Says(1, ana, "Le mando esto", becomes("documento_equivocado"), (Paper(ana, "nss"),), thread=True),
            Waits(19, stays("documento_equivocado", WAITS), 2),
            Waits(9, stays("documento_equivocado", WAITS), 2),
        ],
        {"a": 2},
    )


def something_new(s: Scene) -> Script:
    """A question that no letter answers is for a person; an errand that is on her list stays on it."""
    ana = s.student()
    text = s.pick(
        "¿El seguro cubre también a mis papás?", "Una duda, ¿el seguro me sirve en otro estado en vacaciones?"
    )
    return Script(
        "pregunta algo nuevo",
        [
            Says(0, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),)),
            Says(3, ana, text, becomes("revisar", case="b", previous="a"), thread=True),
        ],
    )


def something_new_while_waiting(s: Scene) -> Script:
    """The same where the student's turn it is: the case is for a person; the new sheet moves it on all the same."""
    ana = s.student()
    text = "Le mando mi constancia nueva. Quiero la clínica 23."
    return Script(
        "pregunta algo nuevo, debe hoja",
        [
            Says(0, ana, s.hello(), becomes("baja_previa"), (Paper(ana, "prepa"),)),
            Says(3, ana, "¿El seguro tiene algún costo?", becomes("revisar"), thread=True),
            Says(9, ana, text, becomes("alta"), (Paper(ana, "no"),), thread=True),
        ],
    )


def carnet(s: Scene) -> Script:
    """What to do with the hoja: the carnet's list."""
    ana = s.student(private=s.rng.random() < 0.5)
    text = "Buenos días, ya tengo mi hoja de afiliación, ¿cómo saco el carnet?"
    return Script(
        "carnet",
        [
            Says(0, ana, text, becomes("carnet")),
            *s.maybe(0.3, Says(1, ana, s.thanks(), stays("carnet", TOLD), thread=True)),
        ],
    )


def hoja_attached(s: Scene) -> Script:
    """Our own hoja attached: the carnet comes next."""
    ana = s.student()
    return Script("trae la hoja", [Says(0, ana, "Buen día", becomes("carnet"), (Paper(ana, "hoja_afiliacion"),))])


def carnet_beside(s: Scene) -> Script:
    """Asks for the carnet's papers while the hoja is under way: answered, and the hoja goes on."""
    ana = s.student()
    text = "¿Qué papeles llevo para sacar el carnet?"
    return Script(
        "carnet y hoja",
        [
            Says(0, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),)),
            Says(5, ana, text, stays("hoja", "por_hacer", "carnet"), thread=True),
        ],
    )


def portal(s: Scene) -> Script:
    """A portal message is explained; the constancia that follows moves the case on."""
    ana = s.student()
    text = "El portal del IMSS me dice que mi CURP no se encuentra en RENAPO"
    return Script(
        "mensaje del portal",
        [
            Says(0, ana, text, becomes("error_portal")),
            Says(8, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),), thread=True),
        ],
    )


def graduate(s: Scene) -> Script:
    """A graduate asks us for the baja."""
    ana = s.student(private=True)
    text = "Ya me gradué y necesito que me den de baja del seguro facultativo"
    return Script(
        "baja de egresado",
        [
            Says(0, ana, text, becomes("baja")),
            Says(2, ana, s.thanks(), stays("baja", "por_hacer"), thread=True),
        ],
    )


def emergency(s: Scene) -> Script:
    """Nothing automatic, one alarm, flagged in the inbox; more of it joins without another alarm."""
    ana = s.student()
    text = "Tuve un accidente, estoy en el hospital y en el IMSS no me atienden."
    more = "Sigo en el hospital y no me atienden, por favor ayúdeme"
    return Script(
        "urgencia",
        [
            Says(0, ana, text, becomes("urgente", alarm=True)),
            Says(1, ana, more, stays("urgente", "por_hacer")),
        ],
    )


def emergency_beside(s: Scene) -> Script:
    """An emergency in the thread of an alta: a case of its own, and the alta goes on."""
    ana = s.student()
    text = "Tuve un accidente y en urgencias del IMSS no me atienden."
    return Script(
        "urgencia en el hilo",
        [
            Says(0, ana, f"{s.hello()} Quiero la clínica 25.", becomes("alta"), (Paper(ana, "no"),)),
            Says(4, ana, text, becomes("urgente", case="b", alarm=True, previous="a"), thread=True),
        ],
    )


def not_authentic(s: Scene) -> Script:
    """A sender who may be somebody else is for a person, and gets no letter."""
    ana = s.student()
    then = becomes("revisar", None)
    return Script("no auténtico", [Says(0, ana, s.hello(), then, (Paper(ana, "ours"),), headers=FAILED)])


def answers_elsewhere(s: Scene) -> Script:
    """A Reply-To elsewhere is a reason, not an address."""
    ana = s.student()
    headers = (("Reply-To", "otro.buzon@correo.example"),)
    return Script("responder a otro", [Says(0, ana, s.hello(), becomes("revisar", None), headers=headers)])


def away(s: Scene) -> Script:
    """The out-of-office answer to our letter: nobody's business, and the case does not notice it."""
    ana = s.student()
    note = "Estoy fuera de la oficina hasta el lunes."
    return Script(
        "fuera de oficina",
        [
            Says(0, ana, s.hello(), becomes("vencida"), (Paper(ana, "ours", 44),)),
            Says(1, ana, note, no_case("Automáticos"), thread=True, headers=AWAY),
            Says(3, ana, "Ya la tengo.", becomes("hoja"), (Paper(ana, "ours"),), thread=True),
        ],
    )


def two_with_one_file(s: Scene) -> Script:
    """Two students send the same file: for a person, both, each a case of its own; nobody is told anything of it."""
    ana, luz = s.student(private=True), s.student(private=True)
    sheet = Paper(ana, "ours")
    return Script(
        "el mismo archivo de dos",
        [
            Says(0, ana, s.hello(), becomes("hoja"), (sheet,)),
            Says(5, luz, s.hello(), becomes("revisar", case="b"), (sheet,)),
            Waits(1, stays("revisar", "por_hacer"), 0),
        ],
    )


def staff(s: Scene) -> Script:
    """Staff who forward a sheet get no letter; the case is made. The student who writes later is answered."""
    ana = s.student()
    boss = s.student(shown="Coordinación de Carrera").at(f"coordinacion.carrera@{DOMAIN}")
    sheet = Paper(ana, "ours")
    return Script(
        "personal reenvía",
        [
            Says(
                0, boss, "Marina, te paso la constancia de vigencia de un alumno.", becomes("hoja", None), (sheet,)
            ),
            Says(6, ana, s.hello(), becomes("hoja"), (sheet,)),
        ],
    )


def classmate_without_sheet(s: Scene) -> Script:
    """Somebody else answers in the thread: for a person, and nothing of the case is told."""
    ana, luz = s.student(), s.student(private=True)
    forwarded = luz.at(luz.address)
    return Script(
        "otra dirección en el hilo",
        [
            Says(0, ana, s.hello(), becomes("vencida"), (Paper(ana, "ours", 90),)),
            Says(3, ana, s.status(), stays("vencida", WAITS, "consulta"), thread=True),
            Says(2, forwarded, "¿Cómo va mi alta en el IMSS?", becomes("revisar", case="b")),
        ],
        {"a": 1},
    )


def graduates_while_done(s: Scene) -> Script:
    """The hoja is done; later the student leaves and asks for the baja in the same thread."""
    ana = s.student()
    text = "Me cambié de escuela y necesito que me den de baja del seguro facultativo."
    return Script(
        "hoja hecha y baja",
        [
            Says(0, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),)),
            Moves(6, "Hecho"),
            Says(30, ana, text, becomes("baja"), thread=True),
        ],
    )


def colleague(s: Scene) -> Script:
    """The officer's own mail stays in the inbox."""
    boss = s.student(shown="Academia de Sistemas").at(f"academia.sistemas@{DOMAIN}")
    return Script(
        "colega", [Says(0, boss, "Marina, la junta del jueves pasa a las 12.", no_case(INBOX), subject="Junta")]
    )


def newsletter(s: Scene) -> Script:
    """So do lists."""
    sender = s.student(shown="Biblioteca").at("boletin@biblioteca.example")
    headers = (("List-Id", "<boletin.biblioteca.example>"), ("Precedence", "list"))
    return Script("boletín", [Says(0, sender, "Novedades del IMSS.", no_case(INBOX), headers=headers)])


def forged(s: Scene) -> Script:
    """Mail from her very own address gets nothing."""
    sender = s.student().at(MAILBOX)
    return Script("de ella misma", [Says(0, sender, s.hello(), no_case(INBOX))])


PROGRAMME: tuple[tuple[Author, int], ...] = (
    *((errands.through_us, 124), (errands.asks_how_it_stands, 3), (errands.alta_with_everything, 66)),
    *((errands.alta_bit_by_bit, 5), (errands.other_school, 8), (errands.other_school_in_six, 3)),
    *((errands.other_school_again, 2), (errands.job, 22), (errands.parents_sheet, 8), (errands.conservation, 4)),
    *((errands.too_old, 6), (errands.blurred_twice, 4), (errands.wrong_papers, 4), (errands.locked, 3)),
    *(
        (errands.tampered, 2),
        (errands.pdf_and_photo, 3),
        (errands.the_same_file, 3),
        (errands.the_same_old_file, 2),
    ),
    *((errands.two_addresses, 3), (returns.done_and_again, 2), (returns.done_and_again_in_its_thread, 2)),
    *((returns.in_her_hands, 2), (returns.silence_then_answer, 3), (returns.closed_then_back, 2)),
    *((returns.closed_then_back_elsewhere, 2), (returns.closed_then_blurred, 2), (returns.representative, 4)),
    *((link_only, 3), (forgotten_attachment, 5), (forgotten_at_night, 2), (asks_at_night, 2), (how_do_i, 14)),
    *((how_do_i_then, 2), (something_new, 3), (something_new_while_waiting, 2), (carnet, 12), (hoja_attached, 3)),
    *((carnet_beside, 2), (portal, 3), (graduate, 4), (emergency, 2), (emergency_beside, 2), (not_authentic, 3)),
    *((answers_elsewhere, 2), (away, 2), (two_with_one_file, 2), (staff, 2), (classmate_without_sheet, 2)),
    *((graduates_while_done, 2), (colleague, 3), (newsletter, 3), (forged, 1)),
)
"""Every errand and how many come with it. Most students write once or twice."""

"""Errands that begin with a constancia. Each docstring says what the rules want where they leave room."""

from tests.mail.semester.oracle import TOLD, WAITS, Says, Scene, Script, Waits, becomes, stays
from tests.mail.semester.students import Paper


def through_us(s: Scene) -> Script:
    """In force with us: the hoja is prepared. Thanks gets nothing."""
    ana = s.student(private=s.rng.random() < 0.5)
    return Script(
        "vigente con nosotros",
        [
            Says(0, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),)),
            *s.maybe(0.2, Says(2, ana, s.thanks(), stays("hoja", "por_hacer"), thread=True)),
        ],
    )


def asks_how_it_stands(s: Scene) -> Script:
    """The state and since when, at most once in seven days; in the thread or not."""
    ana = s.student()
    return Script(
        "pregunta cómo va",
        [
            Says(0, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),)),
            Says(6, ana, s.status(), stays("hoja", "por_hacer", "consulta"), thread=True),
            Says(3, ana, s.status(), stays("hoja", "por_hacer")),
            Says(8, ana, s.status(), stays("hoja", "por_hacer", "consulta", again=True)),
        ],
    )


def alta_with_everything(s: Scene) -> Script:
    """The institute's address carries the control number and the words the clinic: nothing is missing."""
    ana = s.student()
    text = f"{s.hello()}\nQuiero la clínica {s.rng.choice((13, 23, 25))}."
    return Script(
        "alta con todo",
        [
            Says(0, ana, text, becomes("alta"), (Paper(ana, "no"),)),
            *s.maybe(0.2, Says(1, ana, s.thanks(), stays("alta", "por_hacer"), thread=True)),
        ],
    )


def alta_bit_by_bit(s: Scene) -> Script:
    """What is missing is told later, in words; each answer says what is missing still."""
    ana = s.student(private=True)
    control = s.pick(f"Mi número de control es {ana.control}", f"no. de control {ana.control}, gracias")
    return Script(
        "alta por partes",
        [
            Says(0, ana, s.hello(), becomes("alta"), (Paper(ana, "no"),)),
            Says(1, ana, "Quiero la clínica 25 por favor, me queda cerca.", becomes("alta"), thread=True),
            Says(3, ana, control, becomes("alta"), thread=True),
            Says(9, ana, s.status(), stays("alta", "por_hacer", "consulta"), thread=True),
            Says(1, ana, s.thanks(), stays("alta", "por_hacer"), thread=True),
        ],
    )


def other_school(s: Scene) -> Script:
    """baja_previa → alta: a new constancia in the same thread, within the fortnight."""
    ana = s.student()
    text = "Ya me dieron de baja, adjunto la constancia nueva. Quiero la clínica 13."
    return Script(
        "prepa y después alta",
        [
            Says(0, ana, s.hello(), becomes("baja_previa"), (Paper(ana, "prepa"),)),
            Says(11, ana, text, becomes("alta"), (Paper(ana, "no"),), thread=True),
        ],
    )


def other_school_in_six(s: Scene) -> Script:
    """Six messages. What is no new constancia ends no wait for one; the reminder comes once."""
    ana = s.student()
    waits = ("baja_previa", WAITS)
    return Script(
        "prepa, hilo de seis",
        [
            Says(0, ana, s.hello(), becomes("baja_previa"), (Paper(ana, "prepa"),)),
            Says(1, ana, s.thanks(), stays(*waits), thread=True),
            Says(4, ana, s.status(), stays(*waits, "consulta"), thread=True),
            Waits(20, stays(*waits), 1),
            Says(1, ana, "Ya me dieron de baja de la prepa", stays(*waits, "sin_adjunto"), thread=True),
            Says(
                3,
                ana,
                "Le mando mi CURP",
                stays(*waits, "documento_equivocado"),
                (Paper(ana, "curp"),),
                thread=True,
            ),
            Says(2, ana, "Ahora sí, mi constancia nueva.", becomes("alta"), (Paper(ana, "no"),), thread=True),
        ],
        {"a": 1},
    )


def other_school_again(s: Scene) -> Script:
    """A new constancia that still shows the other school: told again, for the student sent something new."""
    ana = s.student(private=True)
    text = "Le mando otra constancia que saqué hoy."
    return Script(
        "prepa, todavía prepa",
        [
            Says(0, ana, s.hello(), becomes("baja_previa"), (Paper(ana, "prepa", 5),)),
            Says(8, ana, text, becomes("baja_previa", again=True), (Paper(ana, "prepa", 0),), thread=True),
        ],
        {"a": 1},
    )


def job(s: Scene) -> Script:
    """A job prevails; nothing to do. After it ended: alta."""
    ana = s.student()
    text = "Ya no trabajo ahí, le mando mi constancia nueva. Quiero la clínica 23."
    return Script(
        "empleo",
        [
            Says(0, ana, s.hello(), becomes("empleo"), (Paper(ana, "job"),)),
            *s.maybe(0.2, Says(1, ana, s.thanks(), stays("empleo", TOLD), thread=True)),
            *s.maybe(0.2, Says(30, ana, text, becomes("alta"), (Paper(ana, "no"),), thread=True)),
        ],
    )


def parents_sheet(s: Scene) -> Script:
    """A person will look; whoever asks meanwhile is told so, once in a week at most."""
    ana = s.student()
    return Script(
        "hoja de su papá",
        [Says(0, ana, s.hello(), becomes("beneficiario"), (Paper(ana, "parent"),))],
    )


def conservation(s: Scene) -> Script:
    """For a person."""
    ana = s.student()
    return Script(
        "conservación", [Says(0, ana, s.hello(), becomes("conservacion"), (Paper(ana, "conservacion"),))]
    )


def too_old(s: Scene) -> Script:
    """vencida → a recent one → hoja."""
    ana = s.student(private=s.rng.random() < 0.5)
    return Script(
        "vencida y reciente",
        [
            Says(0, ana, s.hello(), becomes("vencida"), (Paper(ana, "ours", 80),)),
            Says(6, ana, "Aquí está la nueva constancia.", becomes("hoja"), (Paper(ana, "ours"),), thread=True),
        ],
    )


def blurred_twice(s: Scene) -> Script:
    """Two photos that nobody can read, then the PDF: each time told what to send."""
    ana = s.student(private=s.rng.random() < 0.5)
    text = "Le mando otra foto de mi constancia."
    return Script(
        "borrosa dos veces",
        [
            Says(0, ana, s.hello(), becomes("ilegible"), (Paper(ana, "blurred"),)),
            Says(2, ana, text, becomes("ilegible", again=True), (Paper(ana, "blurred"),), thread=True),
            Says(1, ana, "Ahora sí el PDF. Quiero la 25.", becomes("alta"), (Paper(ana, "no"),), thread=True),
        ],
    )


def wrong_papers(s: Scene) -> Script:
    """Two other documents, then the constancia."""
    ana = s.student()
    first, second = s.rng.sample(("nss", "curp", "semanas"), 2)
    return Script(
        "otros documentos",
        [
            Says(0, ana, s.hello(), becomes("documento_equivocado"), (Paper(ana, first),)),
            Says(1, ana, "¿Es este?", becomes("documento_equivocado"), (Paper(ana, second),), thread=True),
            Says(4, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),), thread=True),
        ],
    )


def locked(s: Scene) -> Script:
    """With a password, then without."""
    ana = s.student()
    return Script(
        "con contraseña",
        [
            Says(0, ana, s.hello(), becomes("protegido"), (Paper(ana, "locked"),)),
            Says(2, ana, "Ya sin contraseña.", becomes("hoja"), (Paper(ana, "ours"),), thread=True),
        ],
    )


def tampered(s: Scene) -> Script:
    """A person looks at an edited sheet; a clean one moves the case on."""
    ana = s.student()
    return Script(
        "hoja retocada",
        [
            Says(0, ana, s.hello(), becomes("revisar"), (Paper(ana, "edited", 4),)),
            Says(5, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours", 1),), thread=True),
        ],
    )


def pdf_and_photo(s: Scene) -> Script:
    """Two copies of one sheet are one case and one letter."""
    ana = s.student()
    copies = (Paper(ana, "ours", 3), Paper(ana, "ours", 3))
    return Script("PDF y foto", [Says(0, ana, s.hello(), becomes("hoja"), copies)])


def the_same_file(s: Scene) -> Script:
    """The same file again: nothing where it is the officer's turn."""
    ana = s.student()
    sheet = Paper(ana, "ours")
    return Script(
        "el mismo archivo",
        [
            Says(0, ana, s.hello(), becomes("hoja"), (sheet,)),
            Says(5, ana, s.hello(), stays("hoja", "por_hacer"), (sheet,)),
        ],
    )


def the_same_old_file(s: Scene) -> Script:
    """While the case waits for the student: "it is the same file", once."""
    ana = s.student()
    sheet = Paper(ana, "ours", 60)
    return Script(
        "el mismo archivo vencido",
        [
            Says(0, ana, s.hello(), becomes("vencida"), (sheet,)),
            Says(2, ana, s.hello(), stays("vencida", WAITS, "duplicado"), (sheet,), thread=True),
            Says(2, ana, s.hello(), stays("vencida", WAITS), (sheet,)),
            Says(4, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),)),
        ],
    )


def two_addresses(s: Scene) -> Script:
    """The sheet tells that it is one student: one case, the answer goes to whoever wrote."""
    ana = s.student(private=True)
    school = ana.at(f"l{ana.control}@tecnologico.example")
    text = "Aquí está mi constancia nueva, ya sin la prepa. Quiero la clínica 25."
    return Script(
        "dos direcciones",
        [
            Says(0, ana, s.hello(), becomes("baja_previa"), (Paper(ana, "prepa"),)),
            Says(9, school, text, becomes("alta"), (Paper(ana, "no"),)),
        ],
    )

"""Errands that come back: after they were done, taken over by the officer, or ended for want of an answer; and those
that somebody else began. Docstrings as in errands.py."""

from tests.mail.semester.oracle import WAITS, Moves, Says, Scene, Script, Then, Waits, becomes, stays
from tests.mail.semester.students import Paper


def done_and_again(s: Scene) -> Script:
    """Done: thanks changes nothing, a question in the thread is answered; a new constancia outside of the thread is
    a new case that points to the old one."""
    ana = s.student()
    text = f"{s.hello()} Quiero la clínica 25."
    return Script(
        "hecho y vuelve",
        [
            Says(0, ana, text, becomes("alta"), (Paper(ana, "no"),)),
            Moves(5, "Hecho"),
            Says(1, ana, s.thanks(), stays("alta", "hecho"), thread=True),
            Says(4, ana, s.status(), stays("alta", "hecho", "consulta"), thread=True),
            Says(20, ana, text, becomes("alta", case="b", previous="a"), (Paper(ana, "no"),)),
        ],
    )


def done_and_again_in_its_thread(s: Scene) -> Script:
    """Within 60 days its own thread takes a case that is done up again: a new constancia is answered."""
    ana = s.student()
    text = f"{s.hello()} Quiero la clínica 25."
    return Script(
        "hecho y vuelve en el hilo",
        [
            Says(0, ana, text, becomes("alta"), (Paper(ana, "no"),)),
            Moves(5, "Hecho"),
            Says(
                20,
                ana,
                f"No aparezco vigente. {text}",
                becomes("alta", again=True),
                (Paper(ana, "no"),),
                thread=True,
            ),
        ],
    )


def in_her_hands(s: Scene) -> Script:
    """What the officer has put back into the inbox is hers: what comes to it stays there and gets no letter."""
    ana = s.student()
    hers = ("hoja", "en_manos_de_la_encargada")
    return Script(
        "en manos de la encargada",
        [
            Says(0, ana, s.hello(), becomes("hoja"), (Paper(ana, "ours"),)),
            Moves(2, "INBOX"),
            Says(3, ana, s.status(), stays(*hers), thread=True),
            Says(4, ana, s.hello(), stays(*hers), (Paper(ana, "no"),)),
        ],
    )


def silence_then_answer(s: Scene) -> Script:
    """One reminder after a fortnight, then the answer."""
    ana = s.student()
    return Script(
        "silencio y contesta",
        [
            Says(0, ana, s.hello(), becomes("vencida"), (Paper(ana, "ours", 50),)),
            Waits(19, stays("vencida", WAITS), 1),
            Says(3, ana, "Perdón por la demora, aquí está.", becomes("hoja"), (Paper(ana, "ours"),), thread=True),
        ],
        {"a": 1},
    )


def closed_then_back(s: Scene) -> Script:
    """Closed after 60 days; its own thread takes it up again."""
    ana = s.student()
    return Script(
        "cerrado y vuelve en el hilo",
        [
            Says(0, ana, s.hello(), becomes("vencida"), (Paper(ana, "ours", 50),)),
            Waits(63, stays("vencida", "cerrado"), 1),
            Says(3, ana, "Aquí está la nueva.", becomes("hoja"), (Paper(ana, "ours"),), thread=True),
        ],
        {"a": 1},
    )


def closed_then_back_elsewhere(s: Scene) -> Script:
    """Outside of the thread a closed case stays closed: a new one points to it."""
    ana = s.student()
    return Script(
        "cerrado y vuelve fuera del hilo",
        [
            Says(0, ana, s.hello(), becomes("baja_previa"), (Paper(ana, "prepa"),)),
            Waits(63, stays("baja_previa", "cerrado"), 1),
            Says(3, ana, s.hello(), becomes("hoja", case="b", previous="a"), (Paper(ana, "ours"),)),
        ],
        {"a": 1},
    )


def closed_then_blurred(s: Scene) -> Script:
    """Taken up again by a photo that nobody can read: the case is open and waits, for it was not finished."""
    ana = s.student()
    text = "Le mando la foto de mi constancia."
    return Script(
        "cerrado y vuelve borroso",
        [
            Says(0, ana, s.hello(), becomes("vencida"), (Paper(ana, "ours", 50),)),
            Waits(63, stays("vencida", "cerrado"), 1),
            Says(2, ana, text, becomes("ilegible"), (Paper(ana, "blurred"),), thread=True),
            Says(2, ana, "Ya es el PDF.", becomes("hoja"), (Paper(ana, "ours"),), thread=True),
        ],
        {"a": 1},
    )


def representative(s: Scene) -> Script:
    """Five classmates' sheets: a case for each, one letter that says no more than "received". None of them has been
    told anything, so all of it is the officer's turn. Who writes later with the own sheet is answered."""
    rep = s.student(private=True, shown="Jefa de grupo 1A")
    five = [s.student(private=True) for _ in range(5)]
    whats = ("ours", "no", "prepa", "job", "no")
    papers = tuple(Paper(one, what) for one, what in zip(five, whats, strict=True))
    cases = {"b": ("alta", "por_hacer"), "a": ("hoja", "por_hacer"), "c": ("baja_previa", "por_hacer")}
    cases |= {"d": ("empleo", "por_hacer"), "e": ("alta", "por_hacer")}
    text = "Buenas tardes, soy la jefa de grupo y le mando las constancias de vigencia del IMSS de mis compañeros."
    return Script(
        "jefa de grupo",
        [
            Says(0, rep, text, Then(cases, "recibido"), papers),
            Says(4, five[0], s.hello(), becomes("hoja"), (papers[0],)),
            Says(1, five[2], s.hello(), becomes("baja_previa", case="c"), (Paper(five[2], "prepa", 0),)),
            Says(1, five[1], f"{s.hello()} Quiero la 13.", becomes("alta", case="b"), (papers[1],)),
        ],
        {"c": 1},
    )

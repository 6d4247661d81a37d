"""The layouts held aside, by name, and a sheet of one of them."""

from collections.abc import Callable
from random import Random

from bench.unseen.aside import forms, offices, pieces, prose, systems
from bench.unseen.aside.situations import Facts, truth_of
from bench.unseen.aside.words import Words, words
from bench.unseen.sheets import Printed

LAYOUTS: dict[str, Callable[[Facts, Words, Random], tuple[str, ...]]] = {
    "carta": prose.carta, "correo": prose.correo, "preguntas": prose.preguntas, "portal": prose.portal,
    "legal": prose.legal, "tablero": forms.tablero, "tabla": forms.tabla, "inversa": forms.inversa,
    "boleto": forms.boleto, "bilingue": forms.bilingue, "cajas": forms.cajas, "dos_hojas": forms.dos_hojas,
    "familia": forms.familia, "notarial": offices.notarial, "talones": offices.talones,
    "membrete": offices.membrete, "versalitas": offices.versalitas, "ficha": offices.ficha,
    "listado": systems.listado, "abreviada": systems.abreviada, "lateral": systems.lateral,
    "insignias": systems.insignias, "marcos": systems.marcos, "grupos": systems.grupos,
}  # fmt: skip


def constancia(made: Facts, layout: str, rng: Random) -> Printed:
    """The pages of one sheet, and its truth."""
    w = words(rng)
    return Printed(LAYOUTS[layout](made, w, rng), truth_of(made, pieces.active(made, w)))

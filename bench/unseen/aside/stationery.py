"""What an office prints around the data: letterheads, signatures and clinics with other people's names and numbers;
and the ways of writing that only some layouts have."""

from dataclasses import replace
from html import escape
from random import Random

from bench.unseen.aside.pieces import digits
from bench.unseen.aside.situations import Facts, person
from bench.unseen.aside.words import SHORT, Pair, Words, clinic_pairs, more_pairs, state_pairs, who_pairs
from bench.unseen.people import Human

SHORTENED: dict[str, tuple[str, ...]] = {
    "title": ("CONSTANCIA DE VIGENCIA DE DERECHOS", "CONST. VIGENCIA DE DERECHOS (ASEG.)"),
    "nss": ("N.S.S.", "Núm. Seg. Soc.", "No. S.S."), "curp": ("C.U.R.P.", "Cve. CURP"),
    "name": ("Nom. aseg.", "Nom. completo"), "given": ("Nom.", "Noms."), "first": ("Ap. pat.", "1er. ap."),
    "second": ("Ap. mat.", "2do. ap."), "sex": ("Sx.", "Sexo"), "born": ("F. nac.", "Fec. nac."),
    "place": ("Lug. nac.", "Ent. nac."), "estado": ("Sit. aseg.", "Est. vig.", "Edo. der."),
    "delegation": ("Deleg.", "Of. rep."), "umf": ("U.M.F.", "Un. Med. Fam."), "turn": ("Tno.", "Tur."),
    "room": ("Cons.", "Consult."), "agregado": ("Agr.", "Agr. méd.", "Agreg."),
    "registro": ("Reg. Pat.", "R. Pat.", "Reg. patr."), "modality": ("Mod.", "Modal."),
    "employer": ("Patr.", "Nom. o raz. soc."), "employers": ("Patr. vig.", "Patrs. activos"),
    "past": ("Últ. patr. (baja)", "Patr. ant. (baja)"), "moved": ("Fec. últ. mov.", "F. mov."),
    "issued": ("Fec. exp.", "F. exped."), "valid_until": ("Vig. hasta", "Vto."),
    "right": ("Der. serv. méd.", "Con der. al serv. méd."), "kin": ("Benefs.", "Fams. reg."),
    "relation": ("Par.", "Parent."),
}  # fmt: skip
TUXTLA = frozenset(("013", "023", "025"))


def shortened(w: Words, rng: Random) -> Words:
    """The same sheet with its labels abbreviated and its days as 03-AGO-2026."""
    return replace(w, forms={key: rng.choice(forms) for key, forms in SHORTENED.items()}, day_form=SHORT)


def slashed(w: Words, who: Human) -> str:
    """APELLIDO/APELLIDO, NOMBRES."""
    return w.named(f"{who.first}/{who.second}, {who.given}")


def clinic(umf: str) -> str:
    """The clinic in words, with its town where we know it; "" for none."""
    town = ", Tuxtla Gutiérrez" if umf in TUXTLA else ""
    return f"Unidad de Medicina Familiar número {int(umf)}{town}" if umf else ""


def everything(made: Facts, w: Words, rng: Random) -> list[Pair]:
    """All labels and values but those of employers and family."""
    return who_pairs(made, w, rng) + more_pairs(made, w) + clinic_pairs(made, w) + state_pairs(made, w)


def official(rng: Random) -> str:
    """Somebody of the Institute's, with a title."""
    return f"{rng.choice(('Lic.', 'Mtra.', 'C.P.', 'Ing.', 'C.'))} {person(rng, (32, 63)).full.title()}"


def letterhead(rng: Random) -> str:
    """The office: its boss, its address, its telephone."""
    return (
        f'<div style="font-size:0.8em;text-align:right;color:#444">Instituto Mexicano del Seguro Social<br>'
        f"Titular: {escape(official(rng))}<br>{rng.randint(1, 20)}a. Poniente Norte {rng.randint(100, 2900)}, Col. "
        f"Centro, C.P. 29{digits(rng, 3)}<br>Tel. 961 {digits(rng, 3)} {digits(rng, 4)} ext. {digits(rng, 5)}</div>"
    )


def signature(rng: Random) -> str:
    """Who signs."""
    place = rng.choice(
        ("Jefatura de Afiliación y Vigencia", "Subdelegación Tuxtla Gutiérrez", "Módulo de atención")
    )
    return (
        '<div style="width:300px;margin:34px auto 0;border-top:1px solid #222;text-align:center;font-size:0.9em">'
        f"{escape(official(rng))}<br>{place} &middot; Matrícula {digits(rng, 8)}</div>"
    )


def doctor(rng: Random) -> str:
    """The family doctor and the clinic's telephone: of the sheet, but not of the insured person."""
    return (
        f'<p style="font-size:0.85em">Médico familiar: Dr(a). {escape(person(rng, (30, 60)).full.title())}, céd. prof. '
        f"{digits(rng, 8)} &middot; Citas: 961 {digits(rng, 3)} {digits(rng, 4)}, de 8:00 a 20:00 h</p>"
    )


def ticks(w: Words, *, right: bool, how: int) -> str:
    """SI and NO, each with a box: an X in one of them (0), a drawn tick (1), or one of them filled (2)."""
    tick = '<svg width="13" height="13" viewBox="0 0 13 13"><path d="M2 6l3 5 6-10" stroke="#000" fill="none" '
    tick += 'stroke-width="2"/></svg>'
    full = '<span style="background:#111;width:13px;height:13px"></span>'
    mark = ("X", tick, full)[how]

    def box(word: str, on: bool) -> str:
        inner = mark if on else ""
        return (
            f'<span style="display:inline-flex;align-items:center;gap:5px;margin-right:16px">{word}<span style="'
            "border:1.3px solid #111;width:19px;height:19px;display:inline-flex;align-items:center;"
            f'justify-content:center">{inner}</span></span>'
        )

    return box(w.yes, right) + box(w.no, not right)

"""From facts to what a layout draws, and to the truth of what it drew.

A layout is a Typst file in `layouts/`. It gets one JSON object:

    title, office, columns, style {font, mono, size, hue, …}
    person, cover, dates   rows {key, label, value} in order; value "" where blank
    right                  {label, value}
    employers              {title, heads, rows, none}; family {title, heads, rows} (rows may be empty)
    sentences              the same facts as running text, for prose
    small                  rows {label, value} of folio, cadena, sello, secuencia, telephone
    qr                     a PNG's bytes
    two_pages              whether the family goes to a page of its own
"""

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from bench.third import ink
from bench.third.aside import ASIDE
from bench.third.layout import IN_VIEW, Layout
from bench.third.people import STATES
from bench.third.situations import Facts, Relative
from bench.third.wording import Wording, wording
from bench.truth import Truth
from mailproc.reading.model import Document, Holder, Person

Row = dict[str, str]
OFFICES = (
    "Instituto Mexicano del Seguro Social", "INSTITUTO MEXICANO DEL SEGURO SOCIAL",
    "IMSS · Dirección de Incorporación y Recaudación", "Seguridad y Solidaridad Social",
)  # fmt: skip
CHILD_OPEN = frozenset({"estado", "umf", "employers", "valid_until"})
"""On a parent's sheet these are the head's: what a reader says of them is arguable."""
LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in (*IN_VIEW, *ASIDE)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn and what is true. `shown` holds, by field, the strings that carry it (a label and a value);
    a copy that cuts one of them away hides the field."""

    shape: str
    layout: str
    drawn: dict[str, Any]
    truth: Truth
    shown: dict[str, tuple[str, ...]]


def constancia(made: Facts, layout: Layout, rng: Random, *, two_pages: bool = False) -> Sheet:
    """One sheet; `two_pages` moves the family, if there is one, to a second page."""
    w = wording(rng, mixed_case=layout.mixed_case)
    with_modality = rng.random() < 0.85
    kin = _family(made, w, rng)
    drawn = ink.style(rng, mono=layout.mono, marked=layout.shape in ("letter", "landscape")) | {
        "title": w["title"],
        "office": rng.choice(OFFICES),
        "colon": w.colon,
        "person": _kept(layout, _person(made, w, split=rng.random() < 0.45)),
        "cover": _kept(layout, _cover(made, w)),
        "dates": _dates(made, w),
        "right": {"key": "vigente", "label": w["right"], "value": w.right(made.right)},
        "employers": _employers(made, w, with_modality=with_modality),
        "family": kin,
        "sentences": _sentences(made, w),
        "small": small_print(w, rng),
        "qr": ink.qr(f"https://serviciosdigitales.example/{rng.randint(10**15, 10**16)}"),
        "two_pages": two_pages and bool(made.relatives),
    }
    truth = _truth(made, w, kin, with_modality=with_modality or bool(layout.name == "letter"))
    return Sheet(layout.shape, layout.name, drawn, truth, _shown(made, w, truth, kin))


def _row(w: Wording, key: str, value: str, field: str = "") -> Row:
    return {"key": field or key, "label": w[key], "value": value}


def _person(made: Facts, w: Wording, *, split: bool) -> list[Row]:
    who = made.head
    parts = [_row(w, key, w.text(getattr(who, key)), "name") for key in ("given", "first", "second")]
    names = parts if split else [_row(w, "name", w.full(who))]
    sex = {"H": "HOMBRE", "M": "MUJER", "X": "NO BINARIO"}[who.sex]
    return [
        _row(w, "nss", w.nss(who.nss)), *names, _row(w, "curp", who.curp), _row(w, "sex", w.text(sex)),
        _row(w, "born", w.day(who.born)), _row(w, "place", w.text(STATES[who.state])),
    ]  # fmt: skip


def _cover(made: Facts, w: Wording) -> list[Row]:
    there = bool(made.umf)
    rows = [
        _row(w, "estado", w.text(made.estado)), _row(w, "delegation", "CHIAPAS" if there else ""),
        _row(w, "umf", w.umf(made.umf)), _row(w, "shift", w.text(made.shift)), _row(w, "room", made.room),
        _row(w, "agregado", made.agregado), _row(w, "movement", w.text(made.movement)),
        _row(w, "moved", w.day(made.moved) if made.movement else ""),
    ]  # fmt: skip
    if made.past:
        rows.append(_row(w, "past", f"{w.registro(made.past.registro)} {made.past.name}"))
    if made.right:
        rows.append(_row(w, "services", "MEDICINA, CIRUGÍA, FARMACIA, HOSPITAL"))
    return rows


def _dates(made: Facts, w: Wording) -> list[Row]:
    where = "TUXTLA GUTIÉRREZ, CHIAPAS, " if "lugar" in w["issued"].lower() else ""
    rows = [_row(w, "issued", where + w.day(made.issued))]
    return [*rows, _row(w, "valid_until", w.day(made.valid_until))] if made.valid_until else rows


def _kept(layout: Layout, rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["key"] not in layout.drops]


def _employers(made: Facts, w: Wording, *, with_modality: bool) -> dict[str, Any]:
    columns = ["registro", "modality", "employer"] if with_modality else ["registro", "employer"]
    cells = [
        {"registro": w.registro(one.registro), "modality": one.modality, "employer": one.name}
        for one in made.employers
    ]
    return {
        "title": w["employers"], "heads": [w[column] for column in columns], "columns": columns,
        "rows": [[row[column] for column in columns] for row in cells], "none": "SIN PATRONES ACTIVOS",
    }  # fmt: skip


def _family(made: Facts, w: Wording, rng: Random) -> dict[str, Any]:
    """The beneficiaries' columns: name, CURP, relation and SI/NO always, the agregado mostly; in two orders."""
    columns = ["kin_name", "curp", "relation", "agregado", "kin_right"]
    if rng.random() < 0.2:
        columns.remove("agregado")
    if rng.random() < 0.3:
        columns[0], columns[1] = columns[1], columns[0]
    heads = ["CURP" if column == "curp" else w[column] for column in columns]
    rows = [[_cell(row, column, w) for column in columns] for row in made.relatives]
    return {"title": w["family"], "heads": heads, "rows": rows, "columns": columns}


def _cell(row: Relative, column: str, w: Wording) -> str:
    return {
        "kin_name": w.full(row.human), "curp": row.human.curp, "relation": w.text(row.relation),
        "agregado": row.agregado, "kin_right": w.right(row.right),
    }[column]  # fmt: skip


def _sentences(made: Facts, w: Wording) -> dict[str, str]:
    """What a letter says, a sentence for each matter; "" where there is nothing to say."""
    who = made.head
    both = "; ".join(
        f"{one.name}, con registro patronal {w.registro(one.registro)} y modalidad {one.modality}"
        for one in made.employers
    )
    past = made.past
    return {
        "who": f"el (la) C. {w.full(who)}, con Número de Seguridad Social {w.nss(who.nss)} "
        f"y Clave Única de Registro de Población {who.curp}",
        "estado": f"Su estado en el Instituto es {w.text(made.estado)}." if made.estado else "",
        "clinic": f"Le corresponde la Unidad de Medicina Familiar (UMF) {made.umf}, consultorio {made.room}, "
        f"turno {made.shift.lower()}, con agregado médico {made.agregado}." if made.umf else "",
        "employers": f"Su aseguramiento deriva de: {both}." if both else "",
        "past": f"Su último patrón fue {past.name} ({w.registro(past.registro)})." if past else "",
        "until": f"El derecho está vigente hasta el {w.day(made.valid_until)}." if made.valid_until else "",
        "issued": f"Fecha de expedición: {w.day(made.issued)}",
    }  # fmt: skip


def small_print(w: Wording, rng: Random) -> list[Row]:
    """Long numbers of every kind, eleven digits among them; one folio in three passes the NSS's check digit."""
    folio, sequence = ink.eleven_digits(rng), ink.eleven_digits(rng)
    chain = "|".join(("", "", str(rng.randint(10**9, 10**13)), folio, ink.letters(rng, 24), sequence, "", ""))
    phone = f"800 623 2323  Ext. {rng.randint(1000, 9999)}   961{rng.randint(10**6, 10**7 - 1)}"
    rows = [("folio", folio), ("chain", chain), ("seal", ink.letters(rng, 172)), ("sequence", sequence),
            ("phone", phone)]  # fmt: skip
    return [{"key": "", "label": w[key], "value": value} for key, value in rows]


def _truth(made: Facts, w: Wording, kin: dict[str, Any], *, with_modality: bool) -> Truth:
    head = made.head
    people = (
        Person(Holder.TITULAR, head.full, head.curp, head.nss, made.agregado, "", made.right),
        *(Person(Holder.BENEFICIARIO, row.human.full, row.human.curp, "", _own(row, kin), row.relation, row.right)
          for row in made.relatives),
    )  # fmt: skip
    sheet = Truth(
        Document.CONSTANCIA,
        made.case,
        estado=made.estado or None,
        umf=made.umf or None,
        employers=tuple(w.printed(one, modality=with_modality) for one in made.employers),
        issued=made.issued,
        valid_until=made.valid_until,
        people=people,
    )
    student = made.students[0]
    if student is head:
        bad = frozenset({made.broken}) if made.broken else frozenset()
        return replace(
            sheet, nss=head.nss, curp=head.curp, name=head.full, vigente=made.right, holder=Holder.TITULAR,
            agregado=made.agregado or None, untrustable=bad,
            problems=frozenset({"check_digit"}) if bad else frozenset(),
        )  # fmt: skip
    row = next(row for row in made.relatives if row.human is student)
    doubt = frozenset({"nss", "curp", "name", "agregado"}) if len(made.students) > 1 else frozenset()
    return replace(
        sheet, curp=student.curp, name=student.full, vigente=row.right, holder=Holder.BENEFICIARIO,
        agregado=_own(row, kin) or None, unscored=CHILD_OPEN, untrustable=doubt,
    )  # fmt: skip


def _own(row: Relative, kin: dict[str, Any]) -> str:
    return row.agregado if "agregado" in kin["columns"] else ""


def _shown(made: Facts, w: Wording, truth: Truth, kin: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The strings by which each field can be known."""
    head, child = made.head, truth.holder is Holder.BENEFICIARIO
    mine = next((row for row in made.relatives if row.human.curp == truth.curp), None)
    who = mine.human if mine else head
    shown: dict[str, tuple[str, ...]] = {
        "document": (w["title"],),
        "curp": (who.curp,),
        "name": tuple(word for part in (who.given, who.first, who.second) for word in w.text(part).split()),
        "vigente": (w["right"], w.right(made.right)) if mine is None else (kin["title"], w.right(mine.right)),
        "holder": (head.curp, who.curp),
        "nss": () if child else (head.nss,),
        "issued": (w["issued"], w.day(made.issued)),
    }
    if truth.agregado:
        shown["agregado"] = (truth.agregado,)
    if made.estado and not child:
        shown["estado"] = (w["estado"], w.text(made.estado))
    if made.umf and not child:
        shown["umf"] = (w["umf"], w.umf(made.umf))
    if made.valid_until:
        shown["valid_until"] = (w["valid_until"], w.day(made.valid_until))
    if made.employers:
        shown["employers"] = tuple(
            part for one in made.employers for part in (w.registro(one.registro), *one.name.split())
        )
    return shown

"""The content of a constancia in this sheet's wording, before any layout places it."""

from dataclasses import dataclass, replace
from random import Random

from mailproc.reading.model import Document, Employer, Holder, Person
from tests.documents.sheets.facts import Facts, Relative
from tests.documents.sheets.truth import Sheet
from tests.documents.sheets.wording import Wording

NOTES = (
    "Este documento no es válido como identificación oficial y tiene carácter informativo.",
    "La vigencia puede cambiar por movimientos que los patrones presenten después de la fecha de esta consulta.",
    "Las personas con derecho al servicio médico deben acudir a la unidad que les corresponde con este documento.",
    "Para cualquier aclaración acude a la subdelegación que corresponde a tu domicilio.",
    "Los datos personales se protegen conforme a la ley de la materia.",
)
SERVICES = (
    "MEDICO, QUIRURGICO, FARMACEUTICO Y HOSPITALARIO",
    "ATENCION MEDICA INTEGRAL",
    "Médico, farmacéutico y hospitalario",
)
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@dataclass(frozen=True, slots=True)
class Pair:
    """A label (with its colon, if the sheet has one) and a value ("" is blank)."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """`heads` without colons; every row has as many cells."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What a layout gets. `facts` and `words` are there for layouts that write prose; `far` asks the label-value
    lines to set SI or NO at the far edge, away from its label."""

    title: str
    facts: Facts
    words: Wording
    identity: tuple[Pair, ...]
    affiliation: tuple[Pair, ...]
    verdict: tuple[Pair, ...]
    employers: Table | None
    family: Table | None
    notes: tuple[str, ...]
    seals: tuple[Pair, ...]
    decoys: tuple[Pair, ...]
    far: bool = False

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All label-value pairs, in reading order."""
        return self.identity + self.affiliation + self.verdict


def form(facts: Facts, words: Wording, rng: Random) -> Form:
    """The form of these facts; optional entries come and go with the seed."""
    notes = rng.sample(NOTES, rng.randint(1, 4))
    return Form(
        title=words.labels["title"],
        facts=facts,
        words=words,
        identity=_identity(facts, words, rng),
        affiliation=_affiliation(facts, words, rng),
        verdict=_verdict(facts, words, rng),
        employers=_employers(facts, words, rng),
        family=_family(facts, words, rng),
        notes=tuple(notes),
        seals=_seals(facts, words, rng),
        decoys=_decoys(words, rng),
    )


def _pair(words: Wording, key: str, value: str) -> Pair:
    return Pair(key, words.label(key), value)


def _identity(facts: Facts, words: Wording, rng: Random) -> tuple[Pair, ...]:
    who = facts.head
    number = [_pair(words, "nss", words.number(who.nss))]
    if words.name == "split":
        name = [
            _pair(words, "given", who.given),
            _pair(words, "first", who.first),
            _pair(words, "second", who.second),
        ]
        if rng.random() < 0.4:
            name = name[1:] + name[:1]
    else:
        name = [_pair(words, "name", who.name if words.name == "given_first" else who.surnames_first)]
    key = [_pair(words, "curp", who.curp)]
    born = [_pair(words, "born", words.date(who.born))] if rng.random() < 0.6 else []
    sexes = {"H": ("HOMBRE", "MASCULINO"), "M": ("MUJER", "FEMENINO"), "X": ("NO BINARIO", "X")}[who.sex]
    sex = [_pair(words, "sex", rng.choice(sexes))] if rng.random() < 0.6 else []
    groups = [number, name, key]
    rng.shuffle(groups)
    return tuple(pair for group in [*groups, sex, born] for pair in group)


def _affiliation(facts: Facts, words: Wording, rng: Random) -> tuple[Pair, ...]:
    blank = not facts.umf
    entries = [
        _pair(words, "delegation", "" if blank else rng.choice(["CHIAPAS", "07 CHIAPAS"])),
        _pair(words, "umf", words.clinic(facts.umf)),
        _pair(words, "shift", "" if blank else rng.choice(["MATUTINO", "VESPERTINO"])),
        _pair(words, "room", "" if blank else str(rng.randint(1, 20))),
        _pair(words, "agregado", facts.agregado),
    ]
    optional = {"delegation": 0.7, "shift": 0.6, "room": 0.6}
    kept = [pair for pair in entries if rng.random() < optional.get(pair.key, 1)]
    if blank and rng.random() < 0.4:
        kept = [pair for pair in kept if pair.key != "umf"]
    rng.shuffle(kept)
    return tuple(kept)


def _verdict(facts: Facts, words: Wording, rng: Random) -> tuple[Pair, ...]:
    entries = [_pair(words, "right", words.right(yes=facts.right))]
    if facts.estado or rng.random() < 0.6:
        entries.append(_pair(words, "estado", words.state(facts.estado)))
    if facts.valid_until or rng.random() < 0.3:
        entries.append(_pair(words, "valid_until", words.date(facts.valid_until) if facts.valid_until else ""))
    if facts.right and rng.random() < 0.4:
        entries.append(_pair(words, "services", rng.choice(SERVICES)))
    if rng.random() < 0.4 and facts.estado:
        over = facts.estado in ("BAJA", "FALLECIDO")
        entries.append(_pair(words, "movement", "BAJA" if over else rng.choice(["ALTA", "REINGRESO"])))
        moved = facts.issued.replace(year=facts.issued.year - 1, day=min(facts.issued.day, 28))
        entries.append(_pair(words, "moved", words.date(moved)))
    if facts.last:
        entries.append(_pair(words, "last", f"{words.registration(facts.last.registro)} {facts.last.name}"))
    rng.shuffle(entries)
    day = words.date(facts.issued)
    if rng.random() < 0.2:
        day += f" {rng.randint(7, 21):02d}:{rng.randint(0, 59):02d}"
    issued = _pair(words, "issued", day)
    return (issued, *entries) if rng.random() < 0.5 else (*entries, issued)


def _employers(facts: Facts, words: Wording, rng: Random) -> Table | None:
    labels = words.labels
    if not facts.employers:
        if rng.random() < 0.6:
            return None
        empty = rng.choice(["SIN PATRONES ACTIVOS", "NO HAY REGISTROS", "---"])
        return Table(labels["employers"], (), ((empty,),))
    columns = ["registro", "modality", "employer"]
    if rng.random() < 0.3:
        columns = ["employer", "registro", "modality"]
    rows = tuple(
        tuple(
            {"registro": words.registration(each.registro), "modality": each.modality, "employer": each.name}[
                column
            ]
            for column in columns
        )
        for each in facts.employers
    )
    return Table(labels["employers"], tuple(labels[column] for column in columns), rows)


def _family(facts: Facts, words: Wording, rng: Random) -> Table | None:
    if not facts.family:
        return None
    labels = words.labels
    columns = ["name", "curp", "relation", "agregado", "right"]
    if rng.random() < 0.4:
        columns = ["curp", "name", "agregado", "relation", "right"]
    heads = {
        **labels,
        "right": rng.choice(["Con derecho", "Derecho", "Con derecho al servicio médico", "C/derecho"]),
    }
    heads["name"] = rng.choice(["Nombre", "Nombre completo", "Nombre del beneficiario"])
    heads["curp"] = "CURP"

    def cell(each: Relative, column: str) -> str:
        return {
            "name": each.human.surnames_first if words.name == "surnames_first" else each.human.name,
            "curp": each.human.curp,
            "relation": each.relation,
            "agregado": each.agregado,
            "right": words.right(yes=each.right),
        }[column]

    rows = tuple(tuple(cell(each, column) for column in columns) for each in facts.family)
    return Table(labels["family"], tuple(heads[column] for column in columns), rows)


def _seals(facts: Facts, words: Wording, rng: Random) -> tuple[Pair, ...]:
    """Cadena original (a second place for NSS and CURP on half the sheets), sello digital, secuencia notarial."""
    folio = "".join(rng.choice("0123456789") for _ in range(19))
    chain = f"||1.0|PORTAL|{facts.issued:%d/%m/%Y}|{folio}|"
    if rng.random() < 0.5:
        chain += f"{facts.head.nss}|{facts.head.curp}|"
    chain += "".join(rng.choice("0123456789ABCDEF") for _ in range(32)) + "||"
    seal = "".join(rng.choice(BASE64) for _ in range(rng.choice([128, 172]))) + "="
    pairs = [Pair("chain", words.label("chain"), chain), Pair("seal", words.label("seal"), seal)]
    if rng.random() < 0.7:
        pairs.append(
            Pair("sequence", words.label("sequence"), "".join(rng.choice("0123456789") for _ in range(20)))
        )
    return tuple(pairs)


def _decoys(words: Wording, rng: Random) -> tuple[Pair, ...]:
    """A folio of eleven digits or more, and an invented telephone."""
    folio = str(rng.randint(10**10, 10**11 - 1)) if rng.random() < 0.5 else f"{rng.randint(10**12, 10**13 - 1)}"
    pairs = [Pair("folio", words.label("folio"), folio)]
    if rng.random() < 0.5:
        pairs.append(
            Pair("phone", words.label("phone"), f"55 {rng.randint(5000, 5999)} {rng.randint(1000, 9999)}")
        )
    return tuple(pairs)


def truth(shown: Form, *, layout: str, case: str, seed: int) -> Sheet:
    """The truth of the sheet this form becomes."""
    facts, words = shown.facts, shown.words
    head = facts.head
    employers = tuple(_as_printed(each, words) for each in facts.employers)
    persons = (
        Person(Holder.TITULAR, head.name, head.curp, head.nss, facts.agregado, "", facts.right),
        *(
            Person(
                Holder.BENEFICIARIO, each.human.name, each.human.curp, "", each.agregado, each.relation, each.right
            )
            for each in facts.family
        ),
    )
    suffix = "" if seed % 5 else " (1)"
    sheet = Sheet(
        layout=layout,
        case=case,
        seed=seed,
        document=Document.CONSTANCIA,
        filename=f"comprobanteVigenciaDerechos{head.nss}{suffix}.pdf",
        nss=head.nss,
        curp=head.curp,
        name=head.name,
        vigente=facts.right,
        estado=facts.estado or None,
        agregado=facts.agregado or None,
        umf=facts.umf or None,
        employers=employers,
        issued=facts.issued,
        valid_until=facts.valid_until,
        holder=facts.holder,
        people=persons,
        printed=_printed(shown),
    )
    if facts.unclear:
        return replace(sheet, untrustable=frozenset({"nss", "curp", "name", "agregado", "vigente", "holder"}))
    if facts.dependent:
        return replace(sheet, nss=None)
    if facts.student is None:
        return sheet
    pupil = facts.family[facts.student]
    return replace(
        sheet,
        nss=None,
        curp=pupil.human.curp,
        name=pupil.human.name,
        vigente=pupil.right,
        agregado=pupil.agregado,
        unscored=frozenset({"estado", "umf", "employers", "valid_until"}),
        untrustable=frozenset({"curp", "name", "agregado", "nss"}) if facts.ambiguous else frozenset(),
    )


def _as_printed(employer: Employer, words: Wording) -> Employer:
    return replace(employer, registro=words.registration(employer.registro).replace("-", ""))


def _printed(shown: Form) -> tuple[str, ...]:
    pairs = tuple(pair.value for pair in shown.pairs if pair.value)
    cells = tuple(cell for table in (shown.employers, shown.family) if table for row in table.rows for cell in row)
    return (shown.title, *pairs, *cells)

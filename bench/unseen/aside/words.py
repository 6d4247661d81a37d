"""How the layouts held aside say things: titles, labels, dates, numbers; drawn once for each sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from bench.unseen.aside.situations import PLACES, Facts
from bench.unseen.people import Human, listed, plain
from mailproc.reading.model import Employer

MONTHS = listed("enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre")
FORMS: dict[str, tuple[str, ...]] = {
    "title": ("Comprobante de vigencia de derechos del asegurado", "CONSTANCIA DE VIGENCIA DE DERECHOS ANTE EL IMSS",
              "Reporte individual de vigencia de derechos", "Vigencia de derechos: constancia",
              "Constancia electrónica de vigencia de derechos"),
    "nss": ("NSS del asegurado", "Núm. Seg. Social", "Número de Seguridad Social (NSS)", "No. Seguridad Social",
            "Seguridad Social (NSS)"),
    "curp": ("CURP", "CURP del asegurado", "Clave única (CURP)", "C. U. R. P."),
    "name": ("Nombre y apellidos", "Nombre del derechohabiente", "Nombre(s) y apellidos", "Titular"),
    "given": ("Nombre(s)", "Nombre de pila"),
    "first": ("1er. apellido", "Apellido paterno", "Primer apellido"),
    "second": ("2o. apellido", "Apellido materno", "Segundo apellido"),
    "sex": ("Sexo", "Sexo registrado"),
    "born": ("Nació el", "Fecha nac.", "Fecha de nacimiento"),
    "place": ("Lugar de nacimiento", "Entidad federativa de nacimiento"),
    "estado": ("Situación actual", "Estado de la vigencia", "Estatus del derecho", "Estado del derechohabiente"),
    "delegation": ("Órgano de operación (OOAD)", "Delegación", "Delegación o representación"),
    "umf": ("UMF de adscripción", "Unidad de Medicina Familiar (UMF)", "UMF asignada", "Unidad de adscripción (UMF)"),
    "turn": ("Turno", "Turno de atención"),
    "room": ("Consultorio", "Consultorio núm."),
    "agregado": ("Agregado médico", "Agregado Méd.", "Calidad (agregado médico)"),
    "registro": ("Registro patronal", "Reg. Patronal", "Núm. de registro patronal"),
    "modality": ("Modalidad", "Modalidad de aseguramiento"),
    "employer": ("Patrón o sujeto obligado", "Denominación del patrón", "Nombre o razón social del patrón"),
    "employers": ("Patrones con los que está vigente", "Relación de patrones activos", "Aseguramiento vigente con"),
    "past": ("Último patrón (ya sin vigencia)", "Patrón de la última baja", "Trabajó por última vez para"),
    "moved": ("Fecha del movimiento más reciente", "Últ. movimiento afiliatorio"),
    "issued": ("Fecha de expedición", "Se expidió el", "Fecha de emisión del documento", "Expedición"),
    "valid_until": ("Vigente hasta", "Válido hasta el", "Vigente hasta el día"),
    "right": ("Derecho al servicio médico", "¿Tiene derecho al servicio médico?", "Con derecho a servicio médico",
              "Cuenta con derecho al servicio médico"),
    "kin": ("Familiares derechohabientes", "Beneficiarios del asegurado", "Grupo familiar registrado"),
    "relation": ("Parentesco", "Parentesco con el titular"),
}  # fmt: skip
UNITS = listed("cero,un,dos,tres,cuatro,cinco,seis,siete,ocho,nueve,diez,once,doce,trece,catorce,quince,dieciséis,"
               "diecisiete,dieciocho,diecinueve,veinte,veintiún,veintidós,veintitrés,veinticuatro,veinticinco,"
               "veintiséis,veintisiete,veintiocho,veintinueve,treinta,treinta y un")  # fmt: skip


def spelled(day: date) -> str:
    """As a notary writes it, from 2022 to 2030: "a los tres días del mes de agosto de dos mil veintiséis"."""
    count = "al primer día" if day.day == 1 else f"a los {UNITS[day.day]} días"
    return f"{count} del mes de {MONTHS[day.month - 1]} de dos mil {UNITS[day.year % 100]}"


DAYS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day} de {MONTHS[day.month - 1]} de {day.year}",
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"{day.day:02d} de {MONTHS[day.month - 1].upper()} de {day.year}",
    lambda day: f"{day:%d}/{MONTHS[day.month - 1][:3].upper()}/{day.year}",
    lambda day: f"{day:%d}-{MONTHS[day.month - 1][:3].upper()}-{day.year}",
    spelled,
)
"""Ways to write a day; sheets draw one of the first USUAL; a layout may ask for SHORT or spell it out."""
USUAL = SHORT = 5


@dataclass(frozen=True, slots=True)
class Words:
    """One sheet's choices: `forms` holds a label, without colon, for each key of FORMS; `cut` is the printed length
    of a registro patronal, `kin_agregado` whether a table of the family has that column."""

    forms: dict[str, str]
    day_form: int
    nss_form: int
    umf_form: int
    yes: str
    no: str
    surnames_first: bool
    accents: bool
    cut: int
    title_case: bool
    kin_agregado: bool

    def __getitem__(self, key: str) -> str:
        return self.forms[key]

    def day(self, when: date | None) -> str:
        """A day; "" for none."""
        return DAYS[self.day_form](when) if when else ""

    def nss(self, nss: str) -> str:
        """Plain, in groups with blanks, or with hyphens."""
        groups = nss[:2], nss[2:4], nss[4:6], nss[6:10], nss[10]
        return (nss, " ".join((nss[:4], nss[4:6], nss[6:10], nss[10])), "-".join(groups))[self.nss_form]

    def said(self, right: bool) -> str:
        """The sheet's word for the right to care."""
        return self.yes if right else self.no

    def text(self, upper: str) -> str:
        """With or without accents."""
        return upper if self.accents else plain(upper)

    def named(self, text: str) -> str:
        """A name as the sheet writes it: upper case, or with capital initials."""
        shown = self.text(text)
        return shown.title() if self.title_case else shown

    def full(self, who: Human) -> str:
        """A person's name as one string."""
        surnames = f"{who.first} {who.second}"
        return self.named(f"{surnames} {who.given}" if self.surnames_first else f"{who.given} {surnames}")

    def registro(self, whole: str) -> str:
        """At its printed length."""
        return whole[: self.cut]

    def printed(self, one: Employer, *, modality: bool) -> Employer:
        """What this sheet tells of an employer."""
        return Employer(self.registro(one.registro), one.modality if modality or self.cut >= 10 else "", one.name)

    def umf(self, umf: str) -> str:
        """The clinic; "" for none."""
        number = int(umf or 0)
        return ("", umf, str(number), f"UMF {number}", f"UMF NO. {number}")[self.umf_form if umf else 0]


def words(rng: Random) -> Words:
    """Draws a sheet's choices."""
    yes, no = rng.choice((("SI", "NO"), ("SÍ", "NO"), ("Sí", "No")))
    return Words(
        forms={key: rng.choice(forms) for key, forms in FORMS.items()},
        day_form=rng.choices(range(USUAL), (8, 5, 3, 2, 2))[0], nss_form=rng.choices((0, 1, 2), (7, 2, 1))[0],
        umf_form=rng.choices((1, 2, 3, 4), (5, 2, 2, 1))[0], yes=yes, no=no, surnames_first=rng.random() < 0.2,
        accents=rng.random() < 0.6, cut=rng.choices((11, 10, 8), (6, 3, 1))[0], title_case=rng.random() < 0.15,
        kin_agregado=rng.random() < 0.6,
    )  # fmt: skip


Pair = tuple[str, str]


def who_pairs(made: Facts, w: Words, rng: Random) -> list[Pair]:
    """Label and value of the insured person, the name whole or in three parts."""
    who = made.head
    whole = [(w["name"], w.full(who))]
    parts = [(w["given"], who.given), (w["first"], who.first), (w["second"], who.second)]
    named = whole if rng.random() < 0.5 else [(label, w.named(value)) for label, value in parts]
    if rng.random() < 0.3:
        named = [named[-1], *named[:-1]] if len(named) == 1 else [*named[1:], named[0]]
    return [(w["nss"], w.nss(who.nss)), *named, (w["curp"], who.curp)]


def more_pairs(made: Facts, w: Words) -> list[Pair]:
    """What a sheet may leave out: birth and sex."""
    who = made.head
    return [(w["born"], w.day(who.born)), (w["place"], w.text(PLACES[who.state])),
            (w["sex"], "HOMBRE" if who.sex == "H" else "MUJER")]  # fmt: skip


def clinic_pairs(made: Facts, w: Words) -> list[Pair]:
    """Clinic and agregado; blank where there is none."""
    return [(w["delegation"], "CHIAPAS" if made.umf else ""), (w["umf"], w.umf(made.umf)), (w["turn"], made.turn),
            (w["room"], made.room), (w["agregado"], made.agregado)]  # fmt: skip


def state_pairs(made: Facts, w: Words) -> list[Pair]:
    """Estado, the right to care and the days."""
    until = [(w["valid_until"], w.day(made.valid_until))] if made.valid_until else []
    return [(w["estado"], w.text(made.estado)), (w["right"], w.said(made.right)),
            (w["moved"], w.day(made.moved)), (w["issued"], w.day(made.issued)), *until]  # fmt: skip

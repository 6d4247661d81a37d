"""How one sheet puts things: its labels, and its way with dates, numbers and names. Drawn once for each sheet."""

import re
from dataclasses import dataclass
from datetime import date
from random import Random

from bench.third.people import Human, bare
from mailproc.reading.model import Employer

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
    "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
LABELS: dict[str, tuple[str, ...]] = {
    "title": ("Constancia de Vigencia de Derechos", "Constancia de vigencia de derechos",
              "Comprobante de Vigencia de Derechos", "Reporte de Vigencia de Derechos",
              "CONSTANCIA DE VIGENCIA DE DERECHOS", "VIGENCIA DE DERECHOS"),
    "nss": ("NSS", "Número de Seguridad Social", "Núm. Seguridad Social", "No. de Seguridad Social",
            "Número de seguridad social (NSS)", "N.S.S."),
    "curp": ("CURP", "Clave Única de Registro de Población", "CURP del asegurado", "C.U.R.P."),
    "name": ("Nombre", "Nombre completo", "Nombre del asegurado", "Nombre y apellidos", "Asegurado"),
    "given": ("Nombre(s)", "Nombre (s)", "Nombres"),
    "first": ("Primer apellido", "Apellido paterno", "1er. apellido"),
    "second": ("Segundo apellido", "Apellido materno", "2do. apellido"),
    "sex": ("Sexo",),
    "born": ("Fecha de nacimiento", "Fecha nac.", "Nacido(a) el"),
    "place": ("Lugar de nacimiento", "Entidad de nacimiento", "Entidad fed. nacimiento"),
    "estado": ("Estado", "Situación", "Estado del asegurado", "Situación actual", "Estatus del asegurado"),
    "delegation": ("Delegación", "OOAD / Delegación", "Órgano de operación"),
    "umf": ("UMF", "Unidad de Medicina Familiar", "U.M.F. de adscripción", "UMF de adscripción",
            "Unidad médica familiar (UMF)"),
    "shift": ("Turno",),
    "room": ("Consultorio", "Núm. consultorio"),
    "agregado": ("Agregado médico", "Agregado Médico", "Agregado", "Agreg. médico"),
    "registro": ("Registro patronal", "Reg. patronal", "Núm. registro patronal"),
    "modality": ("Modalidad", "Mod", "Modal."),
    "employer": ("Nombre del patrón", "Nombre o razón social", "Patrón", "Razón social del patrón"),
    "employers": ("Patrones activos", "Patrón(es) activo(s)", "Patrones vigentes", "Relación de patrones activos"),
    "past": ("Último patrón", "Último registro patronal", "Patrón anterior"),
    "movement": ("Último movimiento", "Tipo de último movimiento", "Movimiento"),
    "moved": ("Fecha del último movimiento", "Fecha de movimiento", "Fecha últ. mov."),
    "issued": ("Fecha de expedición", "Expedido el", "Fecha de emisión", "Fecha y lugar de expedición"),
    "valid_until": ("Vigente hasta", "Vigente hasta el", "Vigencia hasta"),
    "right": ("Con derecho al servicio médico", "Con derecho al Servicio Médico",
              "¿Con derecho al servicio médico?", "CON DERECHO AL SERVICIO MÉDICO",
              "Con derecho a servicio médico"),
    "services": ("Servicios", "Servicios a los que tiene derecho"),
    "family": ("Beneficiarios", "Beneficiarios registrados", "Familiares beneficiarios"),
    "kin_name": ("Nombre", "Nombre del beneficiario", "Beneficiario"),
    "relation": ("Parentesco",),
    "kin_right": ("Con derecho", "Derecho", "Con derecho SM", "SI/NO"),
    "folio": ("Folio", "Folio de consulta", "Núm. de folio"),
    "chain": ("Cadena original", "Cadena Original:"),
    "seal": ("Sello digital", "Sello digital del Instituto"),
    "sequence": ("Secuencia notarial", "Sec. notarial"),
    "phone": ("Teléfono", "Orientación", "Tel. de contacto"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """The choices of one sheet. `letters` is how labels are cased, `cut` the length a registro is printed at."""

    labels: dict[str, str]
    letters: str
    colon: str
    dates: str
    nss_form: str
    yes_no: tuple[str, str]
    surname_first: str
    accents: bool
    mixed_case: bool
    cut: int
    hyphen: bool
    clinic: str

    def __getitem__(self, key: str) -> str:
        label = self.labels[key]
        return label.upper() if self.letters == "upper" and key != "title" else label

    def day(self, when: date | None) -> str:
        """ "" for none."""
        if when is None:
            return ""
        if self.dates == "figures":
            return f"{when:%d/%m/%Y}"
        words = f"{when.day} de {MONTHS[when.month - 1]} de {when.year}"
        return words.upper() if self.dates == "UPPER" else words

    def nss(self, nss: str) -> str:
        """Plain, in groups, or with hyphens."""
        if self.nss_form == "groups":
            return f"{nss[:4]} {nss[4:6]} {nss[6:10]} {nss[10]}"
        if self.nss_form == "hyphens":
            return f"{nss[:2]}-{nss[2:4]}-{nss[4:6]}-{nss[6:10]}-{nss[10]}"
        return nss

    def right(self, right: bool | None) -> str:
        """SI or NO in this sheet's letters; "" where it is not told."""
        return "" if right is None else self.yes_no[not right]

    def text(self, upper: str) -> str:
        """A name or an estado in this sheet's letters."""
        kept = upper if self.accents else bare(upper)
        return _titled(kept) if self.mixed_case else kept

    def full(self, who: Human) -> str:
        """A name as one string."""
        surnames = " ".join(part for part in (who.first, who.second) if part)
        between = {"": "", "plain": " ", "comma": ", ", "slash": "/"}[self.surname_first]
        whole = f"{surnames}{between}{who.given}" if between else f"{who.given} {surnames}"
        return self.text(whole)

    def registro(self, registro: str) -> str:
        """At the printed length, perhaps with a hyphen."""
        cut = registro[: self.cut]
        if not self.hyphen or self.cut == 8:
            return cut
        return f"{cut[:8]}-{cut[8:]}" if self.cut == 10 else f"{cut[:3]}-{cut[3:8]}-{cut[8:10]}-{cut[10]}"

    def printed(self, employer: Employer, *, modality: bool) -> Employer:
        """What can be known of an employer from this sheet; `modality` tells whether that column is there."""
        known = employer.modality if modality or self.cut >= 10 else ""
        return Employer(employer.registro[: self.cut], known, employer.name)

    def umf(self, umf: str) -> str:
        """013, 13, UMF 13, with the town …"""
        number = str(int(umf)) if umf else ""
        return self.clinic.format(three=umf, number=number) if umf else ""


def _titled(text: str) -> str:
    small = ("DE", "DEL", "LA", "LAS", "LOS", "Y")
    return re.sub(r"\w+", lambda hit: hit[0].lower() if hit[0] in small else hit[0].capitalize(), text)


def wording(rng: Random, *, mixed_case: bool = False) -> Wording:
    """Draws a sheet's choices; `mixed_case` writes values that are words in upper and lower case."""
    return Wording(
        labels={key: rng.choice(forms) for key, forms in LABELS.items()},
        letters=rng.choice(("as is", "as is", "upper")),
        colon=rng.choice((":", ":", "", " :")),
        dates=rng.choice(("figures", "figures", "figures", "words", "UPPER")),
        nss_form=rng.choices(("plain", "groups", "hyphens"), (7, 2, 2))[0],
        yes_no=rng.choice((("SI", "NO"), ("SI", "NO"), ("SÍ", "NO"), ("Si", "No"), ("Sí", "No"))),
        surname_first=rng.choices(("", "plain", "comma", "slash"), (6, 2, 1, 1))[0],
        accents=rng.random() < 0.5,
        mixed_case=mixed_case,
        cut=rng.choices((11, 10, 8), (6, 3, 1))[0],
        hyphen=rng.random() < 0.25,
        clinic=rng.choice(("{three}", "{three}", "{number}", "UMF {number}", "UMF No. {number} CHIAPAS",
                           "{three} TUXTLA GUTIERREZ", "U.M.F. {three}")),
    )  # fmt: skip

"""How a sheet says things: labels, dates, numbers and names, drawn once for each sheet."""

from dataclasses import dataclass
from datetime import date
from random import Random

from bench.unseen.cases import Facts
from bench.unseen.people import Human, listed, plain
from mailproc.reading.model import Employer

MONTHS = listed("enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre")
LABELS: dict[str, tuple[str, ...]] = {
    "title": (
        "Constancia de Vigencia de Derechos",
        "CONSTANCIA DE VIGENCIA DE DERECHOS",
        "Comprobante de Vigencia de Derechos",
        "Reporte de vigencia de derechos",
        "Vigencia de Derechos",
    ),
    "nss": ("Número de seguridad social", "NSS", "N.S.S.", "Núm. de Seguridad Social",
            "No. de Seguridad Social (NSS)"),
    "curp": ("CURP", "Clave CURP", "C.U.R.P.", "Clave Única de Registro de Población (CURP)"),
    "name": ("Nombre", "Nombre del asegurado", "Nombre completo", "Asegurado(a)", "Nombre del titular"),
    "given": ("Nombre(s)", "Nombres"),
    "first": ("Primer apellido", "Apellido paterno"),
    "second": ("Segundo apellido", "Apellido materno"),
    "sex": ("Sexo", "Género"),
    "born": ("Fecha de nacimiento", "Nacimiento"),
    "birthplace": ("Lugar de nacimiento", "Entidad de nacimiento"),
    "estado": ("Estado", "Estado del asegurado", "Situación", "Situación del asegurado", "Estatus"),
    "delegacion": ("Delegación", "OOAD", "Delegación IMSS"),
    "umf": ("UMF", "U.M.F.", "Unidad de Medicina Familiar", "Unidad Médica (UMF)", "Clínica (UMF)"),
    "turn": ("Turno",),
    "room": ("Consultorio", "Cons."),
    "agregado": ("Agregado médico", "Agregado Médico", "Agregado", "Agr. médico"),
    "registro": ("Registro patronal", "Reg. patronal", "Registro Patronal", "No. de registro patronal"),
    "modality": ("Modalidad", "Mod."),
    "employer": ("Nombre o razón social", "Nombre del patrón", "Razón social", "Patrón"),
    "employers": ("Patrones activos", "Patrones con relación vigente", "Patrón(es) actual(es)"),
    "last": ("Último patrón registrado", "Patrón anterior", "Último registro patronal"),
    "moved": ("Fecha del último movimiento", "Último movimiento"),
    "issued": ("Fecha de expedición", "Expedida el", "Fecha de emisión"),
    "valid_until": ("Vigente hasta", "Con vigencia hasta", "Vigencia al"),
    "right": ("Con derecho al servicio médico", "¿Con derecho al servicio médico?", "Derecho a servicio médico",
              "Con derecho a servicio médico"),
    "family": ("Beneficiarios", "Beneficiarios registrados", "Derechohabientes beneficiarios"),
    "relation": ("Parentesco",),
    "folio": ("Folio", "Folio de la consulta", "No. de trámite"),
    "chain": ("Cadena original", "Cadena Original"),
    "seal": ("Sello digital", "Sello digital IMSS"),
    "secuencia": ("Secuencia notarial", "Sec. notarial"),
    "phone": ("Orientación telefónica", "Atención al derechohabiente", "Tel."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """The choices of one sheet. `labels` by key of LABELS, with no colon; `colon` is what follows a label."""

    labels: dict[str, str]
    colon: str
    written_dates: bool
    nss_form: int
    yes: str
    no: str
    surname_first: bool
    accents: bool
    cut: int
    hyphen: bool
    long_umf: bool
    bare_umf: bool

    def __getitem__(self, key: str) -> str:
        return self.labels[key]

    def tag(self, key: str) -> str:
        """The label with its colon."""
        return self.labels[key] + self.colon

    def day(self, when: date | None) -> str:
        """dd/mm/aaaa or in words; "" for none."""
        if when is None:
            return ""
        return (
            f"{when.day} de {MONTHS[when.month - 1]} de {when.year}" if self.written_dates else f"{when:%d/%m/%Y}"
        )

    def nss(self, nss: str) -> str:
        """Plain, spaced or hyphenated."""
        parts = (nss[:2], nss[2:4], nss[4:6], nss[6:10], nss[10])
        return (nss, nss, f"{nss[:4]} {nss[4:6]} {nss[6:10]} {nss[10]}", "-".join(parts))[self.nss_form]

    def said(self, right: bool | None) -> str:
        """SI or NO; "" where not said."""
        return "" if right is None else self.yes if right else self.no

    def text(self, upper: str) -> str:
        """With or without accents, as the sheet has it."""
        return upper if self.accents else plain(upper)

    def full(self, who: Human) -> str:
        """The name as one string."""
        surnames = f"{who.first} {who.second}"
        return self.text(f"{surnames} {who.given}" if self.surname_first else f"{who.given} {surnames}")

    def registro(self, whole: str) -> str:
        """At its printed length."""
        cut = whole[: self.cut]
        return f"{cut[:8]}-{cut[8:]}" if self.hyphen and self.cut > 8 else cut

    def printed(self, employer: Employer, *, modality: bool) -> Employer:
        """What a reader may know of an employer from this sheet."""
        known = employer.modality if modality or self.cut >= 10 else ""
        return Employer(employer.registro[: self.cut], known, employer.name)

    def umf(self, made: Facts) -> str:
        """As 013, 13, UMF 13 or with the town; "" for none."""
        if not made.umf:
            return ""
        if self.long_umf:
            return f"UMF {int(made.umf)} TUXTLA GUTIERREZ"
        return str(int(made.umf)) if self.bare_umf else made.umf


def wording(rng: Random) -> Wording:
    """Draws one sheet's choices."""
    yes, no = rng.choice((("SI", "NO"), ("SÍ", "NO"), ("Sí", "No"), ("Si", "No")))
    return Wording(
        labels={key: rng.choice(forms) for key, forms in LABELS.items()},
        colon=rng.choice((":", ":", "", " :")),
        written_dates=rng.random() < 0.35,
        nss_form=rng.choices((0, 2, 3), weights=(8, 1, 1))[0],
        yes=yes,
        no=no,
        surname_first=rng.random() < 0.2,
        accents=rng.random() < 0.6,
        cut=rng.choices((11, 10, 8), weights=(6, 3, 1))[0],
        hyphen=rng.random() < 0.2,
        long_umf=rng.random() < 0.2,
        bare_umf=rng.random() < 0.3,
    )

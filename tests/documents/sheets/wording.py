"""How a sheet words things: labels, dates, numbers, SI and NO. A seed draws one way for a whole sheet."""

from dataclasses import dataclass
from datetime import date
from random import Random

LABELS: dict[str, tuple[str, ...]] = {
    "title": (
        "Constancia de Vigencia de Derechos", "CONSTANCIA DE VIGENCIA DE DERECHOS",
        "Comprobante de Vigencia de Derechos",
        "Reporte de vigencia de derechos", "COMPROBANTE DE VIGENCIA DE DERECHOS DEL ASEGURADO",
    ),
    "nss": (
        "Número de Seguridad Social", "NSS", "No. de Seguridad Social", "Número de Seguridad Social (NSS)",
        "Núm. de Seguridad Social", "Número de afiliación (NSS)", "No. Seg. Social", "N.S.S.",
    ),
    "name": ("Nombre", "Nombre completo", "Nombre del asegurado", "Asegurado", "Nombre del derechohabiente"),
    "given": ("Nombre(s)", "Nombres", "Nombre"),
    "first": ("Primer apellido", "Apellido paterno"),
    "second": ("Segundo apellido", "Apellido materno"),
    "curp": ("CURP", "Clave Única de Registro de Población", "CURP", "Clave CURP", "C.U.R.P."),
    "sex": ("Sexo", "Género"),
    "born": ("Fecha de nacimiento", "Fecha de Nac.", "Nacimiento"),
    "place": ("Lugar de nacimiento", "Entidad de nacimiento"),
    "estado": ("Estado", "Situación", "Estatus", "Estado de vigencia", "Situación del asegurado"),
    "delegation": ("Delegación", "OOAD", "Delegación IMSS"),
    "umf": ("UMF", "Unidad de Medicina Familiar", "U.M.F.", "Clínica (UMF)", "Unidad de adscripción"),
    "shift": ("Turno",),
    "room": ("Consultorio", "Consult."),
    "agregado": ("Agregado médico", "Agregado Médico", "Agregado", "Agreg. médico", "Clave de agregado médico"),
    "registro": ("Registro patronal", "Reg. patronal", "Registro Patronal", "No. de registro patronal"),
    "modality": ("Modalidad", "Mod.", "Modalidad de aseguramiento"),
    "employer": (
        "Nombre o razón social", "Nombre del patrón", "Patrón", "Razón social", "Patrón o sujeto obligado",
    ),
    "movement": ("Último movimiento", "Tipo de movimiento", "Tipo del último movimiento"),
    "moved": ("Fecha del último movimiento", "Fecha del movimiento"),
    "issued": (
        "Fecha de expedición", "Fecha de emisión", "Expedida el", "Fecha de consulta",
        "Fecha y hora de expedición", "Lugar y fecha de expedición", "Fecha de elaboración", "Fecha",
        "Fecha de la consulta", "Emitida el",
    ),
    "valid_until": (
        "Vigente hasta", "Vigencia hasta", "Con vigencia hasta el", "Fecha de fin de vigencia", "Vigente al",
    ),
    "right": (
        "Con derecho al servicio médico", "Con derecho al servicio médico", "¿Con derecho al servicio médico?",
        "Con derecho a servicio médico", "Tiene derecho al servicio médico", "Derecho a atención médica",
    ),
    "services": ("Servicios", "Tipo de servicios"),
    "employers": ("Patrones activos", "Patrón(es) activo(s)", "Registros patronales vigentes", "Datos del patrón"),
    "family": (
        "Beneficiarios", "Datos de los beneficiarios", "Derechohabientes beneficiarios",
        "Beneficiarios registrados",
    ),
    "relation": ("Parentesco", "Relación"),
    "holder_section": ("Datos del asegurado", "Datos generales", "Identificación del titular", "Asegurado"),
    "affiliation_section": ("Adscripción", "Datos de adscripción", "Afiliación", "Unidad médica"),
    "verdict_section": ("Vigencia", "Estado de la vigencia", "Situación de derechos", "Vigencia de derechos"),
    "last": ("Último patrón", "Último registro patronal", "Patrón anterior"),
    "chain": ("Cadena original", "Cadena Original:"),
    "seal": ("Sello digital", "Sello digital del IMSS"),
    "sequence": ("Secuencia notarial", "Sec. notarial"),
    "folio": ("Folio", "Folio de consulta", "No. de folio"),
    "phone": ("Teléfono", "Tel. de atención", "Orientación telefónica"),
}  # fmt: skip

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
ACCENTED = {
    "CONSERVACION DE DERECHOS": "CONSERVACIÓN DE DERECHOS",
    "PENSION EN TRAMITE": "PENSIÓN EN TRÁMITE",
    "VIGENTE POR PRORROGA": "VIGENTE POR PRÓRROGA",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The choices of one sheet."""

    labels: dict[str, str]
    colon: str
    dates: str
    nss: str
    registro: str
    umf: str
    name: str
    yes: str
    no: str
    accents: bool
    estado_case: str

    def label(self, key: str) -> str:
        """With this sheet's colon, if any; a label that ends in ? or : keeps its own end."""
        text = self.labels[key]
        return text if text[-1] in "?:" else text + self.colon

    def date(self, day: date) -> str:
        """12/08/2026, 12-08-2026, 12/ago/2026, "12 de agosto de 2026" or all capitals."""
        month = MONTHS[day.month - 1]
        short = {
            "digits": f"{day:%d/%m/%Y}",
            "hyphens": f"{day:%d-%m-%Y}",
            "short": f"{day:%d}/{month[:3]}/{day:%Y}",
        }
        if self.dates in short:
            return short[self.dates]
        text = f"{day.day:{'02d' if self.dates == 'padded' else 'd'}} de {month} de {day.year}"
        return text.upper() if self.dates == "capitals" else text

    def number(self, nss: str) -> str:
        """The NSS in this sheet's grouping."""
        if self.nss == "spaced":
            return f"{nss[:4]} {nss[4:6]} {nss[6:10]} {nss[10:]}"
        if self.nss == "hyphens":
            return f"{nss[:2]}-{nss[2:4]}-{nss[4:6]}-{nss[6:10]}-{nss[10:]}"
        return nss

    def registration(self, registro: str) -> str:
        """The registro patronal at this sheet's length, from all eleven characters."""
        return {
            "whole": registro,
            "hyphen": f"{registro[:10]}-{registro[10:]}",
            "hyphens": f"{registro[:8]}-{registro[8:10]}-{registro[10:]}",
            "ten": registro[:10],
            "eight": registro[:8],
        }[self.registro]

    def clinic(self, umf: str) -> str:
        """ "013" as this sheet prints it; blank stays blank."""
        if not umf:
            return ""
        bare = str(int(umf))
        return {"three": umf, "bare": bare, "prefixed": f"UMF {bare}", "long": f"{umf} U.M.F. NO. {bare}"}[
            self.umf
        ]

    def right(self, *, yes: bool) -> str:
        """SI or NO."""
        return self.yes if yes else self.no

    def state(self, estado: str) -> str:
        """The estado, accented or not, in capitals or as a sentence."""
        text = ACCENTED.get(estado, estado) if self.accents else estado
        return text.capitalize() if self.estado_case == "sentence" else text


def wording(rng: Random) -> Wording:
    """One way of wording."""
    labels = {key: rng.choice(choices) for key, choices in LABELS.items()}
    loud = rng.random()
    if loud < 0.25:
        labels = {key: text.upper() for key, text in labels.items()}
    if rng.random() < 0.15:  # old report engines lost the accents
        labels = {key: text.translate(str.maketrans("áéíóúÁÉÍÓÚ", "aeiouAEIOU")) for key, text in labels.items()}
    yes, no = rng.choice([("SI", "NO"), ("SI", "NO"), ("SÍ", "NO"), ("Si", "No"), ("Sí", "No")])
    return Wording(
        labels=labels,
        colon=rng.choice([":", ":", ""]),
        dates=rng.choices(["digits", "plain", "padded", "capitals", "hyphens", "short"], [10, 4, 2, 2, 1, 1])[0],
        nss=rng.choices(["plain", "spaced", "hyphens"], [8, 1, 1])[0],
        registro=rng.choices(["whole", "hyphen", "hyphens", "ten", "eight"], [6, 3, 1, 2, 1])[0],
        umf=rng.choice(["three", "three", "bare", "prefixed", "long"]),
        name=rng.choice(["split", "given_first", "given_first", "surnames_first"]),
        yes=yes,
        no=no,
        accents=rng.random() < 0.6,
        estado_case=rng.choice(["capitals", "capitals", "sentence"]),
    )

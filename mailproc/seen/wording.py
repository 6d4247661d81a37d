"""A reading in words for people: what each field, document and witness is called, and values as they are written.

Spanish, for who installs the program and the technician beside the officer.
"""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from mailproc.reading.lines import FIELDS
from mailproc.reading.model import Box, Document, Employer, Holder, Person, Reading, Witness

DOCUMENTS = {
    Document.CONSTANCIA: "Constancia de vigencia de derechos",
    Document.ASIGNACION_NSS: "Asignación de NSS",
    Document.SEMANAS: "Constancia de semanas cotizadas",
    Document.CURP: "CURP",
    Document.HOJA_AFILIACION: "Hoja de afiliación",
    Document.NO_DERECHO: "Constancia de no derechohabiencia",
    Document.CARNET: "Carnet o cartilla",
    Document.IDENTIFICACION: "Identificación",
    Document.DESCONOCIDO: "Documento desconocido",
}
LABELS = {
    "nss": "NSS",
    "curp": "CURP",
    "name": "Nombre",
    "vigente": "Con derecho",
    "estado": "Estado",
    "agregado": "Agregado médico",
    "umf": "UMF",
    "employers": "Patrones",
    "issued": "Expedida",
    "valid_until": "Vigente hasta",
    "holder": "El estudiante es",
}
WITNESSES = {
    Witness.TEXT: "texto del PDF",
    Witness.SCANNER: "texto del escáner",
    Witness.TYPED: "texto tecleado",
    Witness.HIDDEN: "texto oculto",
    Witness.FORMER: "versión anterior",
    Witness.RAPID: "RapidOCR",
    Witness.PPOCR4: "PP-OCRv4",
    Witness.TESSERACT: "Tesseract",
    Witness.PLACE: "otro lugar",
    Witness.FILENAME: "nombre de archivo",
    Witness.SENDER: "remitente",
    Witness.ROSTER: "padrón",
    Witness.OFFICER: "encargada",
}
_MADE_BY_OTHERS = frozenset(
    {Witness.TEXT, Witness.SCANNER, Witness.RAPID, Witness.PPOCR4, Witness.TESSERACT, Witness.OFFICER}
)
"""Who says what stands on a page of which there is a picture."""
_EXPECTED = ("nss", "curp", "name", "vigente")
"""What a constancia always shows: told when it was not read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field in words. `value` may have several lines; "" where it was not read; `confidence` is "" for what
    follows from another row. `page` and `box` are
    the field's own (in the page's unit), None where it stands nowhere."""

    field: str
    label: str
    value: str = ""
    trusted: bool = False
    confidence: str = ""
    witnesses: str = ""
    page: int | None = None
    box: Box | None = None

    @property
    def mark(self) -> str:
        """One sign: confirmed, not confirmed, not read."""
        if not self.value:
            return "–"
        return "✓" if self.trusted else "?"

    @property
    def told(self) -> str:
        """Why to believe it, in one line."""
        return " · ".join(filter(None, (self.confidence, self.witnesses)))


def rows(reading: Reading) -> tuple[Row, ...]:
    """The fields that were read, and those that this document should show and that were not."""
    found = []
    for name in FIELDS:
        field = getattr(reading, name)
        if field is not None:
            witnesses = [WITNESSES[witness] for witness in field.witnesses]
            witnesses += ["letras tomadas por cifras"] * field.repaired
            found.append(
                Row(
                    name,
                    LABELS[name],
                    value(field.value),
                    field.trusted,
                    percent(field.confidence),
                    ", ".join(witnesses),
                    field.page,
                    field.box,
                )
            )
        elif name in _EXPECTED and _should_show(reading, name):
            found.append(Row(name, LABELS[name]))
        if name == "name":
            found += _parts(reading)
    return tuple(found)


def _parts(reading: Reading) -> list[Row]:
    """The name's parts; they stand where the name stands, and are no fact where another split is possible."""
    parts, name = reading.name_parts, reading.name
    if parts is None or name is None:
        return []
    told = "la CURP permite otra división" if parts.ambiguous else ""
    labelled = {"Primer apellido": parts.first, "Segundo apellido": parts.second, "Nombre(s)": parts.given}
    return [
        Row("name_parts", label, visible(part), name.trusted and not parts.ambiguous, "", told, name.page)
        for label, part in labelled.items()
        if part
    ]


def _should_show(reading: Reading, name: str) -> bool:
    if reading.document is not Document.CONSTANCIA:
        return False
    # The NSS on a relative's sheet is the head's, and never the student's.
    of_relative = reading.holder is not None and reading.holder.value is Holder.BENEFICIARIO
    return not (name == "nss" and of_relative)


def value(read: Any) -> str:
    """A field's value as a person writes it; each employer begins a line."""
    if isinstance(read, bool):
        return "SÍ" if read else "NO"
    if isinstance(read, date):
        return f"{read:%d/%m/%Y}"
    if isinstance(read, tuple):
        return "\n".join(map(_employer, read)) or "ninguno"
    return visible(str(read))


def _employer(employer: Employer) -> str:
    number = " · ".join(filter(None, (employer.registro, employer.modality and f"modalidad {employer.modality}")))
    return "\n".join(visible(part) for part in (number, employer.name) if part) or "un renglón ilegible"


def typed(reading: Reading) -> str:
    """One sentence where nothing but typed text says what a sheet says; "" for all others."""
    fields = [field for name in FIELDS if (field := getattr(reading, name)) is not None]
    said = {witness for field in fields for witness in field.witnesses}
    if Witness.TYPED not in said or said & _MADE_BY_OTHERS:
        return ""
    return (
        "Esta hoja es texto escrito en un documento o en el correo: cualquiera pudo teclearlo, y por eso ningún dato "
        "queda confirmado. Pide la constancia original en PDF, o una foto o un escaneo de ella."
    )


def person(one: Person) -> tuple[str, ...]:
    """Who, name, CURP, NSS, agregado, right to care: the people's table of a sheet."""
    who = one.relation.lower() or one.role.value
    right = "" if one.right is None else value(one.right)
    return tuple(visible(text) for text in (who, one.name, one.curp, one.nss, one.agregado, right))


def percent(confidence: float) -> str:
    """A share of one, cut (never rounded up to certainty) to a tenth of a percent: "99.8 %"."""
    return f"{math.floor(confidence * 1000 + 1e-6) / 10:.1f} %"


def visible(text: str) -> str:
    """A stranger's text on a terminal or in a picture: signs that steer (escapes, bidi, zero-width) become "·"."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "·" for sign in text)

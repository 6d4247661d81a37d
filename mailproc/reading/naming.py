"""Names of persons and companies, read where a label leads."""

import re

from mailproc.reading.candidates import candidates_in
from mailproc.reading.identifiers import Candidate
from mailproc.reading.names import standing_alone
from mailproc.reading.views import ODD, Reach

# Words of a sentence that go on after a name; none of them is a name's part.
FURNITURE = frozenset(
    [
        *(
            "PAGINA",
            "PAG",
            "HOJA",
            "FOLIO",
            "DATOS",
            "ADSCRIPCION",
            "AFILIACION",
            "RECIBIDO",
            "ESCOLARES",
            "FECHA",
        ),
        *("VIGENCIA", "DERECHOS", "CONSTANCIA", "COMPROBANTE", "REPORTE", "DOCUMENTO", "INSTITUTO", "MEXICANO"),
        *(
            "SEGURO",
            "SEGURIDAD",
            "UNIDAD",
            "CONSULTORIO",
            "TURNO",
            "PATRONES",
            "REGISTRO",
            "MODALIDAD",
            "SITUACION",
        ),
        *(
            "SERVICIO",
            "SERVICIOS",
            "CLINICA",
            "NACIMIENTO",
            "BENEFICIARIOS",
            "DELEGACION",
            "IDENTIFICACION",
            "COPIA",
        ),
        *(
            "AGREGADO",
            "NOMBRE",
            "APELLIDO",
            "TITULAR",
            "ASEGURADO",
            "ASEGURADA",
            "DERECHOHABIENTE",
            "SELLO",
            "MOVIMIENTO",
        ),
        *("HIJO", "HIJA", "ESPOSO", "ESPOSA", "CONYUGE"),
    ]
)
"""Words of headings, stamps and labels that are nobody's name: a name ends before them."""

_AFTER_NAME = re.compile(
    r"\s(?:CON|QUIEN|SE|IDENTIFICAD[OA]|NACID[OA]|CUY[OA]|PORTADOR[A]?|TITULAR|EN|ES|TIENE|CUENTA|SI|NO|FUE|CURP|NSS|NUM|NUMERO|CLAVE|FECHA|SEXO|GENERO|UMF|ESTA|FIGURA|APARECE|POSEE|GOZA)\b.*"
)
_CLAUSE_END = re.compile(r"[,;:]\s|[,;]$|\sCON\s(?=REGISTRO|NUMERO|NUM|R\.|NO\.)|(?<=[A-Z]{4})\.\s")
_BEFORE_NAME = re.compile(r"^(?:(?:EL|LA)\s)?(?:C\.?|CIUDADAN[OA]|SR\.?|SRA\.?|ALUMN[OA]|ESTUDIANTE)\s")
# "PEREZ LOPEZ/JUAN", "PEREZ*LOPEZ*JUAN", "PEREZ$LOPEZ$JUAN": signs that part surnames from given names.
_PARTED = re.compile(r"(?<=[A-ZÑ.])\s?[/*$]\s?(?=[A-ZÑ])")
_NUMBERED = re.compile(r"^\(?\d{1,2}\s?[.)-]+\s*")
# "El asegurado arriba citado": who was named before.
_NAMED_BEFORE = re.compile(
    r"(?:ARRIBA|ANTES|(?:CITAD|MENCIONAD|REFERID|SE[NÑ]ALAD|INDICAD|DESCRIT)[OA]|QUE|CUY[OA])\b"
)
_SURNAMES = 2
_NAME = re.compile(r"[A-ZÑ][A-ZÑ.'´` -]*(?:,\s*[A-ZÑ][A-ZÑ.'´` -]*)?")


def parse_name(reach: Reach) -> Candidate | None:
    """A person's name or a part of one: letters only, cut where a sentence goes on or another value begins."""
    if reach.how in ODD:
        return None
    return name_in(reach)


def name_in(reach: Reach) -> Candidate | None:
    """The name that the reach begins with, Ñ kept, no digits; not valid where it ends amid a word: "INSCRITO(A)"."""
    cut = min((one.start for _, one in candidates_in(reach.text)), default=len(reach.text))
    if not reach.text[:cut]:
        return None
    start = reach.segment.text.index(reach.text, reach.start)
    if reach.how == "run" and _goes_on_in_small(reach, start):
        return None
    raw = reach.segment.raw_of(start, start + cut)
    raw = _BEFORE_NAME.sub("", _NUMBERED.sub("", _PARTED.sub(" ", raw).strip(" :;,._-–")))
    match = _NAME.match(raw)
    if match is None or _NAMED_BEFORE.match(raw):
        return None
    name = _AFTER_NAME.sub("", match[0])
    first, comma, rest = name.partition(",")
    # "PEREZ LOPEZ, JUAN" is a name; a comma after a whole name ends a clause.
    surnames = len(first.split()) <= 3 or standing_alone(first) <= _SURNAMES
    name = f"{first} {rest}" if comma and surnames and rest.strip() else first
    words = name.split()
    ends = (at for at, word in enumerate(words) if at and word.strip(".,") in FURNITURE)
    name = " ".join(words[: next(ends, len(words))]).strip(" .,'-")
    if len(name) < 2 or len(name) > 80:
        return None
    amid = raw[match.end() - 1].isalpha() and raw[match.end() : match.end() + 1] in {"(", "/"}
    return Candidate(name, start, start + cut, valid=not amid or not match[0].endswith(name))


def _goes_on_in_small(reach: Reach, start: int) -> bool:
    """Whether a sentence goes on there: "el asegurado mantiene …". After a colon a name may be in small letters."""
    segment = reach.segment
    raws = [one.raw for one, begin in zip(segment.tokens, segment.starts, strict=True) if begin == start]
    led = segment.text[:start].rstrip().endswith((":", "="))
    return bool(raws) and raws[0][:1].islower() and start > 0 and not led


# Words of a list's headings, that tell of its employers: "PATRON VIGENTE 1 DE 1". A name has others.
_OF_LISTS = frozenset(re.findall(r"\w+", """
    ACTIVO ACTIVOS ACTIVA ACTUAL ACTUALES PATRON PATRONES PRINCIPAL REGISTRADO REGISTRADOS TOTAL VIGENTE
    VIGENTES
"""))  # fmt: skip
# Letters of words that tell nothing.
_SMALL = 2
# Signs, and the number of a list within a form's numbered field: "14.1 ".
_COMPANY_NOISE = re.compile(r"^[\s:;.,|_-]+|^\s*\d{1,2}\.\d{1,2}\.?\s+|[\s:;,|_-]+$")


def parse_employer(reach: Reach, *, clause: bool = True) -> Candidate | None:
    """An employer's name: words, with digits and signs of company names allowed; a bare number is none. In a
    sentence it ends with its `clause`, unless something else tells where it does."""
    if reach.how in ODD:
        return None
    cut = min((one.start for _, one in candidates_in(reach.text)), default=len(reach.text))
    start = reach.segment.text.index(reach.text, reach.start) if reach.text else reach.start
    raw = reach.segment.raw_of(start, start + cut)
    if clause and reach.segment.lines > 1 and reach.how == "run":
        # In a sentence the name ends where the clause does; "S.A. DE C.V." is no end.
        raw = _CLAUSE_END.split(raw, maxsplit=1)[0]
    raw = _COMPANY_NOISE.sub("", raw)
    words = {word for word in re.findall(r"\w+", raw.upper()) if len(word) > _SMALL and word.isalpha()}
    if sum(c.isalpha() for c in raw) < 4 or len(raw) > 150 or words <= _OF_LISTS:
        return None
    return Candidate(raw, start, start + cut)

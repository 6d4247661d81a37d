"""Plain text to fields with regular expressions and check digits: what a careful script does with an engine's
words. Both baselines share it, so that they differ by the engine alone.

It knows labels left of, above and after values where the text keeps them together, tolerates joined words and
missing accents, and trusts what passes its check digit and stands by its label, or is the only candidate.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from stdnum import luhn
from stdnum.mx import curp as curp_rules

from bench.answers import Answer, Claim
from mailproc.reading.model import Document, Holder

NSS = re.compile(r"(?<![\dA-Z])(\d(?:[ -]?\d){10})(?![\dA-Z])")
NSS_LABEL = re.compile(r"SEGURIDAD\s*SOCIAL|N\.?S\.?S|AFILIACION")
CURP = re.compile(r"(?<![A-Z0-9])([A-Z]{4}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d)(?![A-Z0-9])")
AGREGADO = re.compile(r"(?<![A-Z0-9])([1-6][HMXF](?:19|20)\d{2})\s?(OR|ES|PE|SF|ME)?(?![A-Z0-9])")
UMF = re.compile(
    r"(?:U\.?M\.?F\.?|MEDICINA\s*FAMILIAR|ADSCRIPCION)\W{0,12}(?:UMF|U\.M\.F\.)?\W{0,4}(?:NO\.?)?\s?(\d{1,3})(?!\d)"
)
RIGHT = re.compile(r"DERECHO\s*AL?\s*SERVICIO\s*MEDICO\W{0,6}(SI|NO)(?![A-Z])")
RIGHT_BEFORE = re.compile(r"(?<![A-Z])(SI|NO)\s+(?:CUENTA|TIENE)?\s*(?:CON\s+)?DERECHO\s*AL?\s*SERVICIO")
ESTADOS = (
    "CONSERVACION DE DERECHOS", "PENSION EN TRAMITE", "VIGENTE POR PRORROGA", "FALLECIDO", "CON DERECHO", "BAJA",
    "VIGENTE",
)  # fmt: skip
ESTADO = re.compile(
    r"(?:ESTADO|SITUACION|ESTATUS)[^\n]{0,30}?\W\s*(" + "|".join(ESTADOS) + r")(?![A-Z]|\s*AL?\s*SERVICIO)"
)
MONTHS = {
    name: number
    for number, name in enumerate(
        ("ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO", "JULIO", "AGOSTO", "SEPTIEMBRE", "OCTUBRE",
         "NOVIEMBRE", "DICIEMBRE"), 1,
    )
}  # fmt: skip
DATE = r"(\d{1,2})(?:/|-|\s+DE\s+)(\d{1,2}|[A-Z]{4,10})(?:/|-|\s+DEL?\s+)(\d{4})"
ISSUED = re.compile(r"(?:EXPEDICION|EMISION|EXPEDIDA EL|CONSULTA|EXPIDE EL|EL DIA)\W{0,4}\s*" + DATE)
UNTIL = re.compile(r"(?:VIGENTE HASTA|VIGENCIA HASTA|FIN DE VIGENCIA)(?:\s+EL)?\W{0,4}\s*" + DATE)
TITLES = (
    (Document.SEMANAS, "SEMANAS COTIZADAS"),
    (Document.ASIGNACION_NSS, "ASIGNACION DE NUMERO"),
    (Document.ASIGNACION_NSS, "LOCALIZACION DE NUMERO"),
    (Document.ASIGNACION_NSS, "TARJETA DE NUMERO"),
    (Document.NO_DERECHO, "NO DERECHO"),
    (Document.CONSTANCIA, "VIGENCIA DE DERECHOS"),
    (Document.HOJA_AFILIACION, "HOJA DE AFILIACION"),
    (Document.HOJA_AFILIACION, "AVISO DE "),
    (Document.CARNET, "CARTILLA NACIONAL"),
    (Document.CARNET, "CARNET DE CITAS"),
    (Document.CURP, "CLAVE UNICA DE REGISTRO DE POBLACION"),
    (Document.IDENTIFICACION, "CREDENCIAL"),
)
"""The first title found names the document."""


def answer(text: str, today: date) -> Answer:
    """Fields of a text in reading order; `seconds` is left to the caller. `today` tells ages."""
    flat = _plain(text)
    document = next((kind for kind, title in TITLES if title in re.sub(r"\s+", " ", flat)), Document.DESCONOCIDO)
    claims: dict[str, Claim] = {}
    _numbers(flat, claims)
    if document is Document.CONSTANCIA:
        _holder(flat, claims, today)
        _verdict(flat, claims)
    return Answer(document, claims)


def _plain(text: str) -> str:
    kept = unicodedata.normalize("NFC", text.upper()).replace("Ñ", "\0")
    bare = "".join(char for char in unicodedata.normalize("NFD", kept) if not unicodedata.combining(char))
    return bare.replace("\0", "Ñ")


def _claim(claims: dict[str, Claim], field: str, value: object, *, trusted: bool) -> None:
    claims[field] = Claim(value, trusted, 0.95 if trusted else 0.5)


def _numbers(text: str, claims: dict[str, Claim]) -> None:
    valid = []
    for hit in NSS.finditer(text):
        digits = re.sub(r"\D", "", hit[1])
        if luhn.is_valid(digits):
            labelled = NSS_LABEL.search(text[max(0, hit.start() - 60) : hit.start()]) is not None
            valid.append((digits, labelled))
    if valid:
        best = next((digits for digits, labelled in valid if labelled), valid[0][0])
        by_label = any(labelled for _, labelled in valid)
        _claim(claims, "nss", best, trusted=by_label or len({digits for digits, _ in valid}) == 1)
    curps = [curp for curp in CURP.findall(text) if _right_curp(curp)]
    if curps:
        _claim(claims, "curp", curps[0], trusted=True)
    if hit := AGREGADO.search(text):
        _claim(claims, "agregado", hit[1] + (hit[2] or ""), trusted=True)
    if hit := UMF.search(text):
        _claim(claims, "umf", f"{int(hit[1]):03d}", trusted=True)


def _right_curp(curp: str) -> bool:
    try:
        return curp_rules.calc_check_digit(curp[:-1]) == curp[-1]
    except ValueError:
        return False


def _age(curp: str, today: date) -> int:
    century = 1900 if curp[16].isdigit() else 2000
    return today.year - century - int(curp[4:6])


def _holder(text: str, claims: dict[str, Claim], today: date) -> None:
    """A head of 33 or more whose sheet names someone of student age is taken for a parent."""
    curps = [curp for curp in CURP.findall(text) if _right_curp(curp)]
    head = curps[0] if curps else None
    young = [curp for curp in curps[1:] if curp != head and 15 <= _age(curp, today) <= 30]
    if head and _age(head, today) >= 33 and young:
        _claim(claims, "holder", Holder.BENEFICIARIO, trusted=len(young) == 1)
        _claim(claims, "curp", young[0], trusted=len(young) == 1)
        claims.pop("nss", None)
        claims.pop("agregado", None)
        return
    _claim(claims, "holder", Holder.TITULAR, trusted=head is not None)


def _verdict(text: str, claims: dict[str, Claim]) -> None:
    if hit := RIGHT.search(text):
        _claim(claims, "vigente", hit[1] == "SI", trusted=True)
    elif hit := RIGHT_BEFORE.search(text):
        _claim(claims, "vigente", hit[1] == "SI", trusted=False)
    if hit := ESTADO.search(text):
        _claim(claims, "estado", hit[1], trusted=True)
    for field, pattern in (("issued", ISSUED), ("valid_until", UNTIL)):
        for day in _dates(pattern, text):
            _claim(claims, field, day, trusted=True)
            break


def _dates(pattern: re.Pattern[str], text: str) -> Iterator[date]:
    for day, month, year in pattern.findall(text):
        with suppress(ValueError):  # 31 de junio: misread
            yield date(int(year), int(month) if month.isdigit() else MONTHS.get(month, 0), int(day))

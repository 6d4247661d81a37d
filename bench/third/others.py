"""Papers that are no constancia: the look-alikes, and papers of no kind that the reader should know."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from bench.third import ink
from bench.third.people import STATES, Human, agregado_of, human
from bench.third.sheets import Sheet
from bench.third.situations import OURS, TODAY, firm, school
from bench.third.wording import Wording, wording
from bench.truth import Truth
from mailproc.reading.model import Document

Block = dict[str, Any]
LOOSE = frozenset({"holder", "name", "agregado", "umf", "estado", "employers", "issued", "valid_until"})
"""What a paper that is no constancia says of these is arguable; an NSS, a CURP or a right made up is not."""


def _title(text: str) -> Block:
    return {"kind": "title", "text": text}


def _text(text: str) -> Block:
    return {"kind": "text", "text": text}


def _big(text: str) -> Block:
    return {"kind": "big", "text": text}


def _pairs(*rows: tuple[str, str]) -> Block:
    return {"kind": "pairs", "rows": rows}


def _table(heads: tuple[str, ...], *rows: tuple[str, ...]) -> Block:
    return {"kind": "table", "heads": heads, "rows": rows}


CREST, QR, PORTRAIT, RULE = ({"kind": kind} for kind in ("crest", "qr", "portrait", "rule"))


def _assigned(rng: Random, w: Wording, who: Human) -> list[Block]:
    titles = (
        "Asignación de Número de Seguridad Social",
        "Asignación o Localización de Número de Seguridad Social",
    )
    return [
        CREST, _title(rng.choice(titles)),
        _text(f"Estimado(a) {w.full(who)}: con base en la información proporcionada, su Número de Seguridad "
              "Social ante el Instituto es el siguiente."),
        _big(w.nss(who.nss)),
        _pairs(("CURP", who.curp), ("Nombre(s)", w.text(who.given)), ("Primer apellido", w.text(who.first)),
               ("Segundo apellido", w.text(who.second)),
               ("Fecha de asignación", w.day(TODAY - timedelta(days=40)))),
        _text("El Número de Seguridad Social es único, permanente e intransferible. Este documento no otorga "
              "derecho al servicio médico; para ello consulte su vigencia de derechos."),
        QR,
    ]  # fmt: skip


def _card(_rng: Random, w: Wording, who: Human) -> list[Block]:
    return [
        CREST, _text(f"{w.full(who)}, tu Número de Seguridad Social es:"), _big(w.nss(who.nss)),
        _text(f"Asociado a la CURP: {who.curp}"), _text("Memorízalo y llévalo siempre contigo."),
    ]  # fmt: skip


def _weeks(rng: Random, w: Wording, who: Human) -> list[Block]:
    jobs = []
    for one in [firm(rng), school(rng), firm(rng)][: rng.randint(1, 3)]:
        start = TODAY - timedelta(days=rng.randint(300, 2000))
        jobs.append((one.name, w.registro(one.registro), f"{start:%d/%m/%Y}",
                     rng.choice(("Vigente", f"{start + timedelta(days=200):%d/%m/%Y}"))))  # fmt: skip
    return [
        CREST, _title("Constancia de Semanas Cotizadas en el IMSS"),
        _pairs(("Nombre", w.full(who)), ("NSS", w.nss(who.nss)), ("CURP", who.curp)),
        _table(("Semanas cotizadas", "Semanas descontadas", "Semanas reintegradas"),
               (str(rng.randint(1, 400)), "0", "0")),
        _text("Último movimiento e historia laboral:"),
        _table(("Nombre del patrón", "Registro patronal", "Fecha de alta", "Fecha de baja"), *jobs),
        _text(f"Emitida el {w.day(TODAY)}. No es un comprobante de vigencia de derechos."), RULE,
    ]  # fmt: skip


def _none(rng: Random, w: Wording, who: Human) -> list[Block]:
    title = rng.choice(("Constancia de no derecho al servicio médico", "Constancia de no derechohabiencia"))
    return [
        CREST, _title(title), _pairs(("Nombre", w.full(who)), ("CURP", who.curp), ("NSS", w.nss(who.nss))),
        _text(f"En los registros del Instituto, al {w.day(TODAY)}, la persona citada NO tiene derecho al servicio "
              f"médico que otorga el IMSS. Esta {title.lower()} se expide a solicitud del interesado."),
        _pairs(("Folio", ink.eleven_digits(rng))), QR,
    ]  # fmt: skip


def _curp(rng: Random, w: Wording, who: Human) -> list[Block]:
    titles = ("Clave Única de Registro de Población", "CONSTANCIA DE LA CLAVE ÚNICA DE REGISTRO DE POBLACIÓN")
    return [
        _text("ESTADOS UNIDOS MEXICANOS · Secretaría de Gobernación · RENAPO"), _title(rng.choice(titles)),
        _big(who.curp), _pairs(("Nombre", w.full(who)), ("Entidad de registro", STATES[who.state])), QR,
        _text(f"CURP certificada: verificada con el Registro Civil. Fecha de inscripción {who.born:%d/%m/%Y}. "
              f"Folio {rng.randint(10**8, 10**9)}"),
    ]  # fmt: skip


def _booklet(rng: Random, w: Wording, who: Human) -> list[Block]:
    title = rng.choice(
        ("Cartilla Nacional de Salud", "CARTILLA NACIONAL DE SALUD · PREVENIMSS", "Carnet de citas médicas")
    )
    return [
        CREST, _title(title), PORTRAIT,
        _pairs(("Nombre", w.full(who)), ("NSS", w.nss(who.nss)), ("Agregado Médico", agregado_of(1, who, "ES")),
               ("Unidad de Medicina Familiar", "23"), ("Consultorio", str(rng.randint(1, 20))),
               ("Turno", "MATUTINO")),
        _table(("Día", "Hora", "Con quién", "Firma"), (f"{TODAY:%d/%m/%Y}", "08:20", "Dra. de consultorio", ""),
               ("", "", "", "")),
    ]  # fmt: skip


def _voter(rng: Random, w: Wording, who: Human) -> list[Block]:
    return [
        _text("MÉXICO · INSTITUTO NACIONAL ELECTORAL"), _title("CREDENCIAL PARA VOTAR"), PORTRAIT,
        _pairs(("NOMBRE", w.full(who)),
               ("DOMICILIO", "C 5 DE FEBRERO 120, COL CENTRO 29000, TUXTLA GUTIERREZ, CHIS."),
               ("CLAVE DE ELECTOR", who.curp[:4] + "XX" + f"{who.born:%y%m%d}07{who.sex}{rng.randint(100, 900)}"),
               ("CURP", who.curp), ("AÑO DE REGISTRO", f"{who.born.year + 18} 00"), ("VIGENCIA", "2024 - 2034")),
    ]  # fmt: skip


def _enrolled(rng: Random, w: Wording, who: Human) -> list[Block]:
    title = rng.choice(
        ("Aviso de inscripción del trabajador", "Hoja de afiliación", "Aviso de alta del estudiante")
    )
    return [
        CREST, _title(title),
        _pairs(("Registro patronal", w.registro(OURS.registro)), ("Patrón", OURS.name), ("NSS", w.nss(who.nss)),
               ("CURP", who.curp), ("Nombre del asegurado", w.full(who)), ("Tipo de movimiento", "08 REINGRESO"),
               ("Fecha del movimiento", w.day(TODAY - timedelta(days=3))), ("Modalidad", "32"), ("UMF", "013")),
        _text("Presente esta hoja de afiliación en su UMF para su alta. Seguro facultativo para estudiantes."),
        _text("Sello y firma del patrón: ______________________"),
    ]  # fmt: skip


def _transcript(rng: Random, w: Wording, who: Human) -> list[Block]:
    rows = [(f"{rng.randint(100, 999)}", name, str(rng.randint(70, 100)))
            for name in ("Álgebra lineal", "Fundamentos de programación", "Desarrollo sustentable")]  # fmt: skip
    return [
        _title("Kárdex del estudiante"), _text(OURS.name), _table(("Clave", "Materia", "Calif."), *rows),
        _pairs(("Núm. de control", str(rng.randint(22270000, 26270999))), ("Estudiante", w.full(who)),
               ("CURP", who.curp), ("NSS", who.nss), ("Situación", "VIGENTE")),
    ]  # fmt: skip


def _studies(rng: Random, w: Wording, who: Human) -> list[Block]:
    return [
        _title("Constancia de estudios"), _text(rng.choice((OURS.name, "UNIVERSIDAD VALLE DEL GRIJALVA"))),
        _text(f"Hago constar que {w.full(who)} es estudiante vigente del semestre agosto–diciembre de 2026 y "
              "solicita el presente para tramitar su servicio médico ante el IMSS, al que con derecho podrá "
              "acudir una vez afiliado."),
        _text("El jefe de Servicios Escolares: ____________________"),
    ]  # fmt: skip


def _birth(rng: Random, w: Wording, who: Human) -> list[Block]:
    return [
        _title("Acta de nacimiento"), _text("ESTADOS UNIDOS MEXICANOS · REGISTRO CIVIL"),
        _pairs(("Identificador electrónico", str(rng.randint(10**19, 10**20))), ("CURP", who.curp),
               ("Nombre(s)", w.text(who.given)), ("Primer apellido", w.text(who.first)),
               ("Fecha de nacimiento", w.day(who.born)),
               ("Lugar de nacimiento", STATES[who.state])), QR,
    ]  # fmt: skip


def _bill(rng: Random, w: Wording, who: Human) -> list[Block]:
    return [
        _title("Recibo de agua potable"), _text("SISTEMA MUNICIPAL DE AGUA POTABLE Y ALCANTARILLADO"),
        _pairs(("Usuario", w.full(who)), ("Contrato", ink.eleven_digits(rng)), ("Periodo", "SEP-OCT 2026"),
               ("Vigente hasta", f"{TODAY + timedelta(days=9):%d/%m/%Y}"),
               ("Total", f"${rng.randint(90, 900)}.00")),
    ]  # fmt: skip


def _prescription(rng: Random, w: Wording, who: Human) -> list[Block]:
    return [
        CREST, _title("Receta individual"), _pairs(("Paciente", w.full(who)), ("Fecha", f"{TODAY:%d/%m/%Y}"),
                                                    ("Folio", ink.eleven_digits(rng))),
        _text("1. Paracetamol tabletas 500 mg, una cada 8 horas por 3 días. 2. Vida suero oral. Servicio médico "
              "de la escuela; no sustituye la atención del IMSS."),
    ]  # fmt: skip


Maker = Callable[[Random, Wording, Human], list[Block]]
LOOKALIKES: dict[str, tuple[Document, str, str, Maker]] = {
    "assigned": (Document.ASIGNACION_NSS, "page", "nss curp", _assigned),
    "card": (Document.ASIGNACION_NSS, "cut-out", "nss curp", _card),
    "weeks": (Document.SEMANAS, "page", "nss curp", _weeks),
    "none": (Document.NO_DERECHO, "page", "nss curp", _none),
    "curp": (Document.CURP, "page", "curp", _curp),
    "booklet": (Document.CARNET, "card", "nss", _booklet),
    "voter": (Document.IDENTIFICACION, "card", "curp", _voter),
    "enrolled": (Document.HOJA_AFILIACION, "page", "nss curp", _enrolled),
}
OTHERS: dict[str, tuple[Document, str, str, Maker]] = {
    "transcript": (Document.DESCONOCIDO, "page", "nss curp", _transcript),
    "studies": (Document.DESCONOCIDO, "page", "", _studies),
    "birth": (Document.DESCONOCIDO, "page", "curp", _birth),
    "bill": (Document.DESCONOCIDO, "page", "", _bill),
    "prescription": (Document.DESCONOCIDO, "page", "", _prescription),
}
"""What it is, how it is cut, which identifiers it prints, and what stands on it."""


def paper(sort: str, rng: Random, who: Human | None = None) -> Sheet:
    """One of LOOKALIKES or OTHERS, of somebody invented unless told."""
    document, form, has, blocks = (LOOKALIKES | OTHERS)[sort]
    who = who or human(rng, TODAY, (17, 27))
    w = wording(rng)
    drawn = ink.style(rng, marked=document is not Document.DESCONOCIDO and form == "page") | {
        "title": sort, "office": "Instituto Mexicano del Seguro Social", "colon": ":", "form": form,
        "blocks": blocks(rng, w, who), "person": [], "cover": [], "dates": [],
        "qr": ink.qr(f"https://tramites.example/{rng.randint(10**12, 10**13)}"),
    }  # fmt: skip
    truth = Truth(
        document, sort, nss=who.nss if "nss" in has else None, curp=who.curp if "curp" in has else None,
        unscored=LOOSE | ({"vigente"} if document is Document.NO_DERECHO else set()),
    )  # fmt: skip
    return Sheet("letter", "paper", drawn, truth, {})

"""Labels as forms put and shorten them, and lines that state the right: none of them taken from a generator."""

import pytest

from mailproc.reading.folding import fold
from mailproc.reading.labels import find_labels
from mailproc.reading.model import Hints, Holder, Page, Reading
from mailproc.reading.paragraphs import chart
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, text_page

_SIGNS = "¿?.:() "
# What is printed, and the fields whose labels are in it, each with the label's own text; "" is the whole.
WORDINGS: list[tuple[str, dict[str, str]]] = [
    ("Núm. Seg. Social", {"nss": ""}),
    ("No. Seg. Soc. 45230501236", {"nss": "NO. SEG. SOC."}),
    ("Número de Seguridad Social del titular", {"nss": ""}),
    ("Número de Seguridad Social (NSS)", {"nss": ""}),
    ("Número de Seguridad Social / Social Security Number", {"nss": ""}),
    ("Social Security Number / Número de Seguridad Social:",
     {"nss": "SOCIAL SECURITY NUMBER / NUMERO DE SEGURIDAD SOCIAL"}),
    ("Núm. Seguro Social", {"nss": ""}),
    ("Cve. CURP", {"curp": ""}),
    ("CURP de la persona asegurada", {"curp": ""}),
    ("Cve. Única Reg. Población", {"curp": ""}),
    ("Nom. aseg.", {"name": ""}),
    ("Nombre de la asegurada", {"name": ""}),
    ("Nombre de la derechohabiente", {"name": ""}),
    ("Nombre de la trabajadora", {"name": ""}),
    ("Nombre compl.", {"name": ""}),
    ("Noms. MARCO ANTONIO", {"given": "NOMS."}),
    ("Nom. MARCO ANTONIO", {"given": "NOM."}),
    ("1er. ap.", {"first_surname": ""}),
    ("1er. ap. LÓPEZ 2do. ap. RUIZ", {"first_surname": "1ER. AP.", "second_surname": "2DO. AP."}),
    ("Ap. pat. LÓPEZ Ap. mat. RUIZ", {"first_surname": "AP. PAT.", "second_surname": "AP. MAT."}),
    ("Der. serv. méd.", {"vigente": ""}),
    ("Der. serv. méd. SÍ", {"vigente": "DER. SERV. MED."}),
    ("Con der. al serv. méd. SI", {"vigente": "CON DER. AL SERV. MED."}),
    ("Dcho. a serv. méd.: NO", {"vigente": "DCHO. A SERV. MED."}),
    ("¿Tiene derecho a la atención médica?", {"vigente": "TIENE DERECHO A LA ATENCION MEDICA"}),
    ("Derecho a servicios de salud", {"vigente": ""}),
    ("Derecho a la asistencia médica", {"vigente": ""}),
    ("Derecho al servicio médico (SI/NO)", {"vigente": ""}),
    ("Derecho al servicio médico del asegurado (SÍ/NO):",
     {"vigente": "DERECHO AL SERVICIO MEDICO DEL ASEGURADO (SI/NO)"}),
    ("Derecho a servicios médicos en el IMSS", {"vigente": ""}),
    ("Con derecho a servicio médico / Entitled to medical care", {"vigente": ""}),
    ("9. Derecho a la atención médica", {"vigente": "9. DERECHO A LA ATENCION MEDICA"}),
    ("Est. vig. VIGENTE", {"estado": "EST. VIG."}),
    ("Edo. der. VIGENTE", {"estado": "EDO. DER."}),
    ("Sit. aseg. BAJA", {"estado": "SIT. ASEG."}),
    ("Condición del asegurado", {"estado": ""}),
    ("Situación de la vigencia", {"estado": ""}),
    ("Estatus de afiliación", {"estado": ""}),
    ("Condición actual", {"estado": ""}),
    ("Estado del derechohabiente", {"estado": ""}),
    ("Situación de los derechos", {"estado": ""}),
    ("Edo. der. VIGENTE Der. serv. méd. SÍ F. mov. 04-AGO-2024 Fec. exp. 14-NOV-2026",
     {"estado": "EDO. DER.", "vigente": "DER. SERV. MED.", "movement_date": "F. MOV.", "issued": "FEC. EXP."}),
    ("Agreg. 1H2005ES", {"agregado": "AGREG."}),
    ("Agreg. méd.", {"agregado": ""}),
    ("Un. Med. Fam. 13", {"umf": "UN. MED. FAM."}),
    ("Unidad de adscripción (UMF)", {"umf": ""}),
    ("Unidad de adscripción (UMF) / Family clinic", {"umf": ""}),
    ("Clín. de adscripción", {"umf": ""}),
    ("Unid. adscripción", {"umf": ""}),
    ("Reg.patr.", {"registro": ""}),
    ("Registro patr.: A3399990326", {"registro": "REGISTRO PATR."}),
    ("Mod. aseg. 32", {"modality": "MOD. ASEG."}),
    ("Nom. o raz. soc.", {"employer": ""}),
    ("Raz. soc. patr.", {"employer": ""}),
    ("F. exped.", {"issued": ""}),
    ("Fec. de exp. 14-NOV-2026", {"issued": "FEC. DE EXP."}),
    ("Fecha elaboración", {"issued": ""}),
    ("Lugar y fecha de elaboración", {"issued": ""}),
    ("Fecha de emisión / Date of issue", {"issued": ""}),
    ("Fecha y hora de elaboración", {"issued": ""}),
    ("Fecha de expedición (DD/MM/AAAA)", {"issued": ""}),
    ("Vig. hasta", {"valid_until": ""}),
    ("Fec. de venc.", {"valid_until": ""}),
    ("Fec. nac. 03-JUN-1986", {"birth": "FEC. NAC."}),
    ("Fecha nac. (DD/MM/AAAA)", {"birth": ""}),
    ("Lug. nac.", {"birthplace": ""}),
    ("Ent. nac. CHIAPAS", {"birthplace": "ENT. NAC."}),
    ("Fec. últ. mov.", {"movement_date": ""}),
    ("Fecha de impr.", {"printed": ""}),
    ("Parent. HIJA", {"relation": "PARENT."}),
    ("Benef. MACÍAS, YOLANDA", {"beneficiaries": "BENEF."}),
    ("Deleg. CHIAPAS", {"delegation": "DELEG."}),
    # Values, names, headings and prose: no label of these fields.
    ("SERVICIOS MEDICOS DEL SURESTE SA", {}),
    ("COMERCIALIZADORA VIGENTE SA", {}),
    ("PREPARATORIA DEL ESTADO", {}),
    ("COLEGIO DE BACHILLERES DEL ESTADO", {}),
    ("ASOC. SERV. MED. DEL SUR SC", {}),
    ("SERV. MED. INTEGRALES SA DE CV", {}),
    ("PROVEEDORA DE SERV. DE SALUD SA", {}),
    ("INDUSTRIAL Y DE SERVICIOS NUM 24", {}),
    ("CONDICIONES Y ESTADOS SA", {}),
    ("CLINICAS UNIDAS DEL SURESTE SC", {}),
    ("FECHADORES Y SELLOS SA", {}),
    ("UNIDAD DE SERVICIOS ESTUDIANTILES", {}),
    ("CONSTANCIA DE VIGENCIA DE DERECHOS", {}),
    ("COMPROBANTE DE VIGENCIA DE DERECHOS DEL ASEGURADO", {}),
    ("CONST. VIGENCIA DE DERECHOS (ASEG.) Inst. Mex. Seg. Soc. Hja. 1/1", {}),
    ("Ley del Seguro Social", {}),
    ("Coordinación de Afiliación y Vigencia", {}),
    ("VIGENCIA", {}),
    ("Médico familiar: Dr. Aldo Ruiz", {}),
    ("MARCO ANTONIO", {}),
    ("SIT. Y EST. DEL SUR SA", {}),
    ("Exped. 4411", {}),
    ("Entidad fed. nacimiento", {"birth": "NACIMIENTO"}),
    ("Medicina familiar y de urgencias", {}),
    ("8. Con derecho a servicios de salud (SI/NO) / Entitled to care:",
     {"vigente": "8. CON DERECHO A SERVICIOS DE SALUD (SI/NO) / ENTITLED TO CARE"}),
    ("Núm. de semanas cotizadas", {}),
    ("Fin. y serv. del centro", {}),
    ("SEMINARIO DE SALUD", {}),
]  # fmt: skip


def page_of(text: str) -> Page:
    return text_page(Drawing().put(60, 50, text))


@pytest.mark.parametrize(("text", "meant"), WORDINGS)
def test_wordings(text: str, meant: dict[str, str]) -> None:
    page = page_of(text)
    drawn = chart(page, page.layers[0])
    told = {
        label.field: drawn.segments[label.segment].text[label.start : label.end] for label in find_labels(drawn)
    }
    # The signs about a label are nobody's.
    assert {field: label.strip(_SIGNS) for field, label in told.items()} == {
        field: (label or fold(text)).strip(_SIGNS) for field, label in meant.items()
    }


# A line of its own below the name, and what the sheet then says of the right and of the estado.
STATEMENTS: list[tuple[str, bool | None, str | None]] = [
    ("VIGENTE: SÍ TIENE DERECHO AL SERVICIO MÉDICO", True, "VIGENTE"),
    ("NO TIENE DERECHO AL SERVICIO MÉDICO", False, None),
    ("SÍ TIENE DERECHO AL SERVICIO MÉDICO", True, None),
    ("Sí cuenta con derecho a la atención médica", True, None),
    ("BAJA: NO TIENE DERECHO AL SERVICIO MÉDICO", False, "BAJA"),
    ("SIN DERECHO", False, None),
    ("SIN DERECHO AL SERVICIO MÉDICO", False, None),
    ("VIGENTE CON DERECHO", True, "VIGENTE"),
    ("VIGENTE Y CON DERECHO A SERVICIOS DE SALUD", True, "VIGENTE"),
    ("BAJA, SIN DERECHO", False, "BAJA"),
    ("Situación actual: VIGENTE, con derecho al servicio médico", True, "VIGENTE"),
    ("Los derechos del asegurado están VIGENTES", None, "VIGENTE"),
    ("Sus derechos se encuentran vigentes", True, "VIGENTE"),
    ("Con derecho al servicio médico: Sí, con derecho", True, None),
    ("Con derecho al servicio médico: SÍ (vigente)", True, None),
    ("¿Tiene derecho al servicio médico? Sí", True, None),
    ("Derecho a servicio médico / Entitled to medical care: SI / YES", True, None),
    ("Derecho a servicio médico / Entitled to medical care: NO / NO", False, None),
    ("Derecho a la atención médica: NO", False, None),
    ("Der. serv. méd. SI", True, None),
    ("Sit. aseg. BAJA", None, "BAJA"),
    # Headings, labels without a value, conditions and what contradicts itself.
    ("CON DERECHO AL SERVICIO MÉDICO", None, None),
    ("TIENE DERECHO AL SERVICIO MÉDICO", None, None),
    ("DERECHOS VIGENTES DEL ASEGURADO", None, None),
    ("VIGENCIA DE DERECHOS DEL TITULAR", None, None),
    ("Si tiene derecho al servicio médico, acuda a su clínica", None, None),
    ("Si tiene derecho al servicio médico", None, None),
    ("Los derechos del asegurado están vigentes siempre que se cubran las cuotas", None, None),
    ("VIGENTE SIN DERECHO AL SERVICIO MÉDICO", None, None),
    ("¿Tiene derecho al servicio médico? SI / NO", None, None),
    ("CERTIFICADO DE DERECHO AL SERVICIO MÉDICO", None, None),
]


def sheet(*lines: str) -> Reading:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Número de Seguridad Social:").put(300, 50, "45230501236")
    drawing.put(60, 68, "CURP:").put(300, 68, "PELJ050312HCSRPNA0")
    for at, line in enumerate(lines):
        drawing.put(60, 110 + 30 * at, line)
    [reading] = read_pages([text_page(drawing)], Hints())
    return reading


@pytest.mark.parametrize(("line", "right", "state"), STATEMENTS)
def test_statements(line: str, right: bool | None, state: str | None) -> None:
    reading = sheet(line)
    assert (reading.vigente.value if reading.vigente is not None else None) is right
    assert (reading.estado.value if reading.estado is not None else None) == state
    assert reading.vigente is None or reading.vigente.trusted
    assert reading.estado is None or reading.estado.trusted


def test_statements_that_contradict_are_not_believed() -> None:
    field = sheet("SÍ TIENE DERECHO AL SERVICIO MÉDICO", "SIN DERECHO").vigente
    assert field is None or not field.trusted


def test_a_statement_against_a_labelled_value_is_not_believed() -> None:
    field = sheet("Derecho a la atención médica: SI", "Folio 1", "NO TIENE DERECHO AL SERVICIO MÉDICO").vigente
    assert field is None or not field.trusted


def test_a_statement_beside_other_text_or_below_a_relative_is_not_the_heads() -> None:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "CURP:").put(300, 50, "PELJ050312HCSRPNA0")
    drawing.put(60, 90, "LUISA PEREZ RUIZ").put(300, 90, "SIN DERECHO")
    [beside] = read_pages([text_page(drawing)], Hints())
    below = sheet("HIJA: LUISA PEREZ RUIZ", "SIN DERECHO")
    assert beside.vigente is None
    assert below.vigente is None


def test_a_relatives_row_with_both_answers_is_not_believed() -> None:
    drawing = Drawing().put(150, 20, "Constancia de Vigencia de Derechos")
    drawing.put(60, 50, "Número de Seguridad Social:").put(300, 50, "45230501236")
    drawing.put(60, 68, "CURP:").put(300, 68, "PELJ750312HCSRPN02")
    drawing.put(60, 86, "Con derecho al servicio médico:").put(300, 86, "SI")
    drawing.put(60, 120, "Beneficiarios")
    drawing.table(138, [60, 200, 340, 400, 450], ["Nombre", "CURP", "Parentesco", "Derecho", ""],
                  ["JUAN PEREZ LOPEZ", "PELJ050312HCSRPNA0", "HIJO", "SI", "NO X"])  # fmt: skip
    [reading] = read_pages([text_page(drawing)], Hints())
    assert reading.holder is not None
    assert reading.holder.value is Holder.BENEFICIARIO
    assert reading.vigente is None or not reading.vigente.trusted

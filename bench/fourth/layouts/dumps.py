"""What a system prints of itself: a report in columns of characters, keys, JSON, XML."""

import json
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, LETTER

from bench.fourth.data import Data
from bench.fourth.layout import Drawn, layout
from bench.fourth.page import Page, hue
from bench.fourth.spelling import day
from bench.fourth.told import truth
from bench.third.people import bare


@layout()
def mono_report(data: Data) -> Drawn:
    """A mainframe's report: abbreviated labels, columns of characters."""
    facts, head = data.facts, data.head
    page = Page(LETTER)
    y = 50.0

    def write(s: str = "") -> None:
        nonlocal y
        page.text(48, y, s, "M", 8.6)
        y += 11

    write("IMSS-SINDO        SISTEMA INTEGRAL DE DERECHOS Y OBLIGACIONES          HOJA: 0001")
    write(
        f"PROG: VGDR{data.rng.randint(100, 999)}              REPORTE DE VIGENCIA               FEC-EMI:"
        f" {day(facts.issued, '-')}"
    )
    write(
        f"USR : TX{data.folio(5)}            TRANS {data.folio(11)}                HORA:"
        f" {data.rng.randint(8, 18)}:{data.rng.randint(10, 59)}:{data.rng.randint(10, 59)}"
    )
    write("=" * 84)
    write(f"NUM-AFIL : {data.nss('10-1'):<28}C.U.R.P. : {head.curp}")
    write(f"NOM-ASEG : {bare(head.first)}*{bare(head.second)}*{bare(head.given)}")
    write(f"SEXO     : {head.sex:<28}FEC-NAC  : {data.born('-')}")
    write(f"SIT-ASEG : {bare(facts.estado):<28}CVE-DELEG: 07 CHIAPAS")
    write(f"CLIN-ADSC: {facts.umf:<10}CONS: {facts.room:<5} TNO: {facts.shift[:3]:<5} AGR-MED  : {facts.agregado}")
    write(f"ULT-MOV  : {facts.movement:<28}FEC-MOV  : {day(facts.moved, '-') if facts.movement else ''}")
    if facts.past:
        write(f"ULT-PAT  : {data.registro(facts.past)} {bare(facts.past.name)}")
    write(f"DER-SM   : {'SI' if data.right else 'NO':<28}VENCE    : {day(facts.valid_until, '-')}")
    write("-" * 84)
    write("PATRONES CON RELACION VIGENTE")
    write(f"{'REG-PAT':<14}{'MOD':<5}{'RAZON-SOCIAL':<50}")
    for employer in data.employers:
        write(f"{data.registro(employer):<14}{employer.modality:<5}{bare(employer.name):<50}")
    if not data.employers:
        write("*** SIN MOVIMIENTOS ***")
    write("-" * 84)
    write("DERECHOHABIENTES BENEFICIARIOS")
    write(f"{'AGR-MED':<12}{'NOMBRE':<38}{'PAR':<6}{'C.U.R.P.':<20}{'D-SM':<4}")
    for kin in data.kin:
        write(
            f"{kin.agregado:<12}{bare(data.surnames_first(kin.human))[:37]:<38}{bare(kin.relation)[:5]:<6}"
            f"{kin.human.curp:<20}{'SI' if kin.right else 'NO':<4}"
        )
    if not data.kin:
        write("*** SIN BENEFICIARIOS ***")
    write("=" * 84)
    write(f"FIN DE REPORTE      TEL SOPORTE {data.phone()}       FOLIO {data.folio(11)}")
    return page, truth(
        data, unscored=("name",) if any(len(data.surnames_first(kin.human)) > 37 for kin in data.kin) else ()
    )


@layout()
def key_dump(data: Data) -> Drawn:
    """Sections of keys and values, as a text file exported by a system."""
    facts, head = data.facts, data.head
    page = Page(LETTER)
    y = 50.0
    lines = [
        (
            f"# exportación vigencia_derechos  {day(facts.issued, 'iso')}"
            f" {data.rng.randint(8, 18):02d}:{data.rng.randint(10, 59)}"
        ),
        "[consulta]",
        f"folio={data.folio()}",
        f"fecha={day(facts.issued, 'iso')}",
        "[asegurado]",
        f"nss={data.nss()}",
        f"curp={head.curp}",
        f"nombre={head.given}",
        f"ap_paterno={head.first}",
        f"ap_materno={head.second}",
        f"fec_nac={data.born('iso')}",
        f"edo_aseg={facts.estado}",
        f"derecho_sm={'SI' if data.right else 'NO'}",
        f"vig_hasta={day(facts.valid_until, 'iso')}",
        f"umf={facts.umf}",
        f"turno={facts.shift}",
        f"consultorio={facts.room}",
        f"agr_medico={facts.agregado}",
        f"num_patrones={len(data.employers)}",
    ]
    for n, employer in enumerate(data.employers, 1):
        lines += [
            f"[patron.{n}]",
            f"reg_patronal={data.registro(employer)}",
            f"modalidad={employer.modality}",
            f"razon_social={employer.name}",
        ]
    lines.append(f"num_beneficiarios={len(data.kin)}")
    for n, kin in enumerate(data.kin, 1):
        lines += [
            f"[beneficiario.{n}]",
            f"nombre_completo={kin.human.full}",
            f"curp={kin.human.curp}",
            f"parentesco={kin.relation}",
            f"agr_medico={kin.agregado}",
            f"derecho_sm={'SI' if kin.right else 'NO'}",
        ]
    page.text(50, 34, "IMSS  Vigencia de derechos (archivo de texto)", "K", 9)
    for each in lines:
        page.text(50, y, each, "K", 9.5)
        y += 12.5
    return page, truth(data)


@layout()
def json_dump(data: Data) -> Drawn:
    """A web service's answer."""
    facts, head = data.facts, data.head
    o = {
        "servicio": "consultaVigenciaDerechos",
        "idTransaccion": data.folio(),
        "fechaConsulta": (
            day(facts.issued, "iso") + f"T{data.rng.randint(10, 19)}:{data.rng.randint(10, 59)}:07-06:00"
        ),
        "respuesta": {
            "asegurado": {
                "nss": data.nss(),
                "curp": head.curp,
                "nombre": head.given,
                "primerApellido": head.first,
                "segundoApellido": head.second or None,
                "sexo": head.sex,
                "fechaNacimiento": data.born("iso"),
            },
            "vigencia": {
                "estatus": facts.estado or None,
                "conDerechoServicioMedico": "SI" if data.right else "NO",
                "vigenteHasta": day(facts.valid_until, "iso") or None,
            },
            "adscripcion": (
                {
                    "umf": facts.umf,
                    "turno": facts.shift,
                    "consultorio": facts.room,
                    "agregadoMedico": facts.agregado,
                }
                if facts.umf
                else None
            ),
            "patrones": [
                {
                    "registroPatronal": data.registro(employer),
                    "modalidad": employer.modality,
                    "razonSocial": employer.name,
                }
                for employer in data.employers
            ],
            "beneficiarios": [
                {
                    "nombreCompleto": kin.human.full,
                    "curp": kin.human.curp,
                    "parentesco": kin.relation,
                    "agregadoMedico": kin.agregado,
                    "conDerechoServicioMedico": "SI" if kin.right else "NO",
                }
                for kin in data.kin
            ],
        },
    }
    lines = json.dumps(o, indent=2, ensure_ascii=False).split("\n")
    page = Page(LETTER)
    page.text(40, 40, "Constancia de Vigencia de Derechos — respuesta del servicio", "SB", 11)
    y = 60.0
    for each in lines:
        page.text(40, y, each, "Q", 7.6)
        y += 9.8
    no = () if facts.umf else ("agregado",)
    return page, truth(data, *no)


@layout()
def tree(data: Data) -> Drawn:
    """An XML file."""
    facts, head = data.facts, data.head
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<ConstanciaVigenciaDerechos folio="{data.folio()}" fechaExpedicion="{day(facts.issued, "iso")}">',
        "  <Titular>",
        f"    <NumeroSeguridadSocial>{data.nss()}</NumeroSeguridadSocial>",
        f"    <Curp>{head.curp}</Curp>",
        f"    <Nombre>{head.full}</Nombre>",
        f"    <EstadoAsegurado>{facts.estado}</EstadoAsegurado>" if facts.estado else "    <EstadoAsegurado/>",
        f"    <ServicioMedico>{'SI' if data.right else 'NO'}</ServicioMedico>",
        f"    <UnidadMedica>{facts.umf}</UnidadMedica>" if facts.umf else "    <UnidadMedica/>",
        f"    <AgregadoMedico>{facts.agregado}</AgregadoMedico>" if facts.agregado else "    <AgregadoMedico/>",
    ]
    if facts.valid_until:
        lines.append(f"    <VigenteHasta>{day(facts.valid_until, 'iso')}</VigenteHasta>")
    lines += ["  </Titular>", "  <Patrones>"]
    for employer in data.employers:
        lines += [
            "    <Patron>",
            f"      <RegistroPatronal>{data.registro(employer)}</RegistroPatronal>",
            f"      <RazonSocial>{escape(employer.name)}</RazonSocial>",
            "    </Patron>",
        ]
    lines += ["  </Patrones>", "  <Beneficiarios>"]
    for kin in data.kin:
        lines += [
            f'    <Beneficiario parentesco="{kin.relation}">',
            f"      <Curp>{kin.human.curp}</Curp>",
            f"      <Nombre>{kin.human.full}</Nombre>",
            f"      <AgregadoMedico>{kin.agregado}</AgregadoMedico>",
            f"      <ServicioMedico>{'SI' if kin.right else 'NO'}</ServicioMedico>",
            "    </Beneficiario>",
        ]
    lines += ["  </Beneficiarios>", f"  <Sello>{data.seal(60)}</Sello>", "</ConstanciaVigenciaDerechos>"]
    page = Page(A4)
    y = 50.0
    for each in lines:
        c = (
            hue("#7D3C98")
            if each.strip().startswith("</") or (each.strip().endswith(">") and each.count("<") == 1)
            else black
        )
        page.text(45, y, each, "M", 8.8, color=c)
        y += 11.5
    return page, truth(data)

"""Held aside: what machines print."""

from reportlab.lib.colors import Color, white
from reportlab.lib.pagesizes import LETTER, landscape

from bench.fourth.data import Data
from bench.fourth.layout import Drawn, layout
from bench.fourth.page import Page, hue
from bench.fourth.spelling import day
from bench.fourth.told import truth
from bench.third.people import bare


@layout()
def dot_matrix(data: Data) -> Drawn:
    """A line printer's sheet on striped paper."""
    facts, head = data.facts, data.head
    page = Page((612, 792))
    y = 40.0
    wide = 78
    for k in range(33):
        page.box(0, k * 24, 612, 12, fill=hue("#EAF5EA") if k % 2 else white, stroke=None)

    def write(s: str = "") -> None:
        nonlocal y
        page.text(36, y, s, "K", 11.2)
        y += 12

    def ruled(s: str = "") -> None:
        write("|" + s.ljust(wide)[:wide] + "|")

    bar = "+" + "-" * wide + "+"
    write(bar)
    ruled(" INSTITUTO MEXICANO DEL SEGURO SOCIAL".ljust(58) + "PAG. 1")
    ruled(f" DELEGACION CHIAPAS    CONSTANCIA DE VIGENCIA    {day(facts.issued, 'MON')}")
    write(bar)
    ruled(f" ASEGURADO: {bare(data.surnames_first())}")
    ruled(f" NO.SEG.SOC: {data.nss(' ')}     CURP: {head.curp}")
    ruled(f" NACIO: {data.born('MON')}    LUGAR: {bare(data.state)}")
    ruled(f" CLINICA: {facts.umf:<5} CONSULT: {facts.room:<4} TURNO: {facts.shift:<12} AGREG: {facts.agregado}")
    ruled(f" ESTADO: {bare(facts.estado):<28} VIGENTE HASTA: {day(facts.valid_until, 'MON')}")
    write(bar)
    ruled(f" DERECHO A SERVICIO MEDICO . . . . . . . . . . . {'** SI **' if data.right else '** NO **'}")
    write(bar)
    ruled(" REG. PATRONAL    NOMBRE DEL PATRON")
    for employer in data.employers:
        ruled(f" {data.registro(employer, '10-1'):<16} {bare(employer.name)}")
    if not data.employers:
        ruled(" - - - - - -      N O   T I E N E")
    write(bar)
    ruled(" BENEFICIARIOS")
    for kin in data.kin:
        ruled(f" {bare(kin.human.full)}")
        ruled(
            f"     {kin.human.curp}  {bare(kin.relation):<12} {kin.agregado:<9}  SERV.MED."
            f" {'SI' if kin.right else 'NO'}"
        )
    if not data.kin:
        ruled(" N O   T I E N E")
    write(bar)
    ruled(f" OPERADOR {data.folio(4)}   CONSECUTIVO {data.folio(11)}   TEL. {data.phone()}")
    write(bar)
    return page, truth(data)


@layout()
def terminal(data: Data) -> Drawn:
    """A terminal's screen."""
    facts, head = data.facts, data.head
    page = Page(landscape(LETTER))
    page.box(30, 30, 732, 552, fill=hue("#000000"), stroke=None)
    y = 56.0
    gr, am = hue("#33FF66"), hue("#FFCC33")

    def write(*parts: tuple[int, str, Color]) -> None:
        nonlocal y
        for col, s, c in parts:
            page.text(44 + col * 6.62, y, s, "Q", 11, color=c)
        y += 15.5

    write((0, "ACCEDER UNIFICADO", gr), (42, "VIGENCIA DE DERECHOS", am), (86, day(facts.issued, "/"), gr))
    write(
        (0, "Pantalla VIG010", gr),
        (42, "UMF CONSULTA: 13", gr),
        (86, f"{data.rng.randint(7, 20):02d}:{data.rng.randint(10, 59)}:{data.rng.randint(10, 59)}", gr),
    )
    write()
    write((0, "NSS ......:", gr), (12, data.nss(), am), (52, "CURP ....:", gr), (63, head.curp, am))
    write((0, "Paterno ..:", gr), (12, head.first, am), (52, "Materno .:", gr), (63, head.second, am))
    write((0, "Nombre ...:", gr), (12, head.given, am), (52, "Agregado :", gr), (63, facts.agregado, am))
    write((0, "Edo. aseg.:", gr), (12, facts.estado, am), (52, "UMF adsc :", gr), (63, facts.umf, am))
    write(
        (0, "Atención .:", gr),
        (12, "SI - OTORGAR SERVICIO" if data.right else "NO - NEGAR SERVICIO", am),
        (52, "Vig.hasta:", gr),
        (63, day(facts.valid_until, "/"), am),
    )
    write()
    write((0, "Reg.Patronal   Mod  Patrón", gr))
    for employer in data.employers:
        write((0, data.registro(employer), am), (15, employer.modality, am), (20, employer.name, am))
    if not data.employers:
        write((0, "<sin registros>", am))
    write()
    write((0, "Ag.Médico   CURP                Derechohabiente                              Par.   At.", gr))
    for kin in data.kin:
        write(
            (0, kin.agregado, am),
            (12, kin.human.curp, am),
            (32, data.surnames_first(kin.human)[:44], am),
            (77, kin.relation[:6], am),
            (84, "SI" if kin.right else "NO", am),
        )
    if not data.kin:
        write((0, "<sin registros>", am))
    y = 560.0
    write((0, f"F3=Salir  F7=Anterior  F8=Siguiente   Sesión {data.folio()}", gr))
    return page, truth(
        data, unscored=("name",) if any(len(data.surnames_first(kin.human)) > 44 for kin in data.kin) else ()
    )

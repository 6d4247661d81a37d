"""One constancia in several layouts, drawn by hand: the same facts, other places and other words."""

from dataclasses import dataclass, replace

from tests.unit.reading.drawing import Drawing


@dataclass(frozen=True)
class Facts:
    """What a sheet says. People do not exist; their check digits are right."""

    nss: str = "45230501236"
    curp: str = "PELJ050312HCSRPNA0"
    given: str = "JUAN CARLOS"
    first: str = "PEREZ"
    second: str = "LOPEZ"
    agregado: str = "1H2005ES"
    estado: str = "VIGENTE"
    right: str = "SI"
    umf: str = "013"
    registro: str = "A3399990326"
    modality: str = "32"
    employer: str = "INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ"
    issued: str = "12/08/2026"
    until: str = "12/10/2026"

    @property
    def name(self) -> str:
        return f"{self.given} {self.first} {self.second}"


STUDENT = Facts()
PARENT = replace(
    STUDENT,
    nss="07210504564",
    curp="PEGR720815HCSRRB02",
    given="ROBERTO",
    first="PEREZ",
    second="GARCIA",
    agregado="1H1972OR",
    registro="B1212345107",
    modality="10",
    employer="COMERCIALIZADORA DEL SURESTE SA DE CV",
)
CHILD_ROW = ["JUAN CARLOS PEREZ LOPEZ", "PELJ050312HCSRPNA0", "HIJO", "3H2005OR", "SI"]
SPOUSE_ROW = ["ANA LOPEZ SOLIS", "LOSA740220MCSPLN04", "ESPOSA", "2M1974OR", "SI"]
SISTER_ROW = ["ANA PEREZ LOPEZ", "PELA080920MCSRPNA8", "HIJA", "3M2008OR", "SI"]
HEAD_OF_TABLE = ["Nombre", "CURP", "Parentesco", "Agregado", "Con derecho"]
COLUMNS = [40, 250, 360, 430, 500]


def hyphened(facts: Facts) -> str:
    """The registro as some sheets part it."""
    return f"{facts.registro[:8]}-{facts.registro[8:10]}-{facts.registro[10]}"


def label_lines(facts: Facts, beneficiaries: tuple[list[str], ...] = ()) -> Drawing:
    """A label and its value in each line, employers in a table."""
    drawing = Drawing().put(180, 40, "Constancia de Vigencia de Derechos")
    y = drawing.rows(
        80,
        ("Número de Seguridad Social:", facts.nss),
        ("Nombre(s):", facts.given),
        ("Primer apellido:", facts.first),
        ("Segundo apellido:", facts.second),
        ("CURP:", facts.curp),
        ("Fecha de nacimiento:", f"{facts.curp[8:10]}/{facts.curp[6:8]}/{facts.agregado[2:6]}"),
        ("Estado:", facts.estado),
        ("Delegación:", "CHIAPAS"),
        ("UMF:", facts.umf),
        ("Turno:", "MATUTINO"),
        ("Consultorio:", "4"),
        ("Agregado médico:", facts.agregado),
        ("Con derecho al servicio médico:", facts.right),
        ("Fecha de expedición:", facts.issued),
        ("Vigente hasta:", facts.until),
        ("Folio:", "12170400332"),
    )
    drawing.put(60, y + 10, "Patrones activos")
    y = drawing.table(
        y + 30,
        [60, 180, 260],
        ["Registro patronal", "Modalidad", "Nombre o razón social"],
        [facts.registro, facts.modality, facts.employer],
    )
    if beneficiaries:
        drawing.put(60, y + 10, "Beneficiarios")
        y = drawing.table(y + 30, COLUMNS, HEAD_OF_TABLE, *beneficiaries)
    drawing.put(60, y + 20, "Cadena original")
    drawing.put(60, y + 34, f"||1.0|{facts.nss}|{facts.curp}|55551234127|{facts.issued}||")
    return drawing


def cards(facts: Facts, beneficiaries: tuple[list[str], ...] = ()) -> Drawing:
    """Two columns of cards, labels small above their values."""
    drawing = Drawing().put(60, 40, "Reporte de vigencia de derechos")
    pairs = [
        (("NSS", facts.nss), ("CURP", facts.curp)),
        (("Nombre completo", facts.name), ("Situación", facts.estado)),
        (("Unidad de Medicina Familiar", facts.umf), ("Agregado médico", facts.agregado)),
        (("Con derecho al servicio médico", facts.right), ("Turno", "VESPERTINO")),
        (("Fecha de emisión", facts.issued), ("Vigencia hasta", facts.until)),
        (("Registro patronal", facts.registro), ("Modalidad", facts.modality)),
        (("Nombre del patrón", facts.employer), ("Teléfono", "55551234127")),
    ]
    y = 80.0
    for (label, value), (other, more) in pairs:
        drawing.put(60, y, label).put(330, y, other).put(60, y + 13, value).put(330, y + 13, more)
        y += 40
    if beneficiaries:
        drawing.put(60, y, "BENEFICIARIOS")
        drawing.table(y + 20, COLUMNS, HEAD_OF_TABLE, *beneficiaries)
    return drawing


def prose(facts: Facts) -> Drawing:
    """Running text; labels end lines, values begin the next."""
    day, month, year = facts.issued.split("/")
    months = {"08": "agosto", "09": "septiembre"}
    lines = [
        f"El Instituto Mexicano del Seguro Social hace constar que el C. {facts.name}, con Número de",
        f"Seguridad Social {facts.nss[:4]} {facts.nss[4:6]} {facts.nss[6:10]} {facts.nss[10]} y CURP",
        f"{facts.curp}, agregado médico {facts.agregado}, adscrito a la UMF {facts.umf}, se encuentra en",
        f"estado {facts.estado}, con derecho al servicio médico: {facts.right}, por conducto del patrón",
        f"{facts.employer}, con registro patronal {hyphened(facts)},",
        f"modalidad {facts.modality}.",
        f"Expedida el {day} de {months[month]} de {year}, folio 12170400332.",
    ]
    drawing = Drawing().put(150, 40, "CONSTANCIA DE VIGENCIA DE DERECHOS")
    for index, line in enumerate(lines):
        drawing.put(50, 90 + 15 * index, line)
    return drawing


def phone(facts: Facts) -> Drawing:
    """The app's one narrow column: labels wrap, values below."""
    drawing = Drawing().put(40, 12, "10:45").put(260, 12, "87%").put(60, 40, "Vigencia de derechos")
    y = 90.0
    for label, value in [
        (("Nombre",), facts.name),
        (("NSS",), facts.nss),
        (("CURP",), facts.curp),
        (("Con derecho al", "servicio médico"), facts.right),
        (("Estatus",), facts.estado),
        (("Agregado", "médico"), facts.agregado),
        (("Clínica de adscripción",), f"UMF {int(facts.umf)}"),
        (("Fecha de consulta",), facts.issued),
        (("Registro patronal",), hyphened(facts)),
        (("Patrón",), facts.employer),
    ]:
        for line in label:
            drawing.put(40, y, line)
            y += 13
        drawing.put(40, y + 2, value)
        y += 30
    return drawing


ALL = {"label_lines": label_lines, "cards": cards, "prose": prose, "phone": phone}

"""What students attach by mistake and what has nothing to do with insurance: a bill, a timetable, a cat."""

from collections.abc import Callable
from datetime import date
from random import Random

from reportlab.lib.colors import HexColor, black, white

from mailproc.reading.model import Document
from tests.documents import people
from tests.documents.people import Human
from tests.documents.sheets.desk import Desk, Drawn


def _recibo(rng: Random, who: Human, today: date) -> Drawn:
    desk = Desk(rng)
    desk.title("RECIBO DE ENERGÍA ELÉCTRICA")
    desk.text(f"{people.human(rng, ages=(40, 60), today=today).name}")
    desk.text("C INVENTADA 12, COL CENTRO, TUXTLA GUTIERREZ, CHIS")
    desk.text(f"No. de servicio: {rng.randint(10**11, 10**12 - 1)}    Periodo: 04/06/2026 al 05/08/2026")
    desk.text(f"TOTAL A PAGAR: $ {rng.randint(120, 980)}.00", 16, bold=True)
    for _ in range(6):
        desk.text(
            f"kWh {rng.randint(50, 300)}    Tarifa 1C    Subtotal {rng.randint(50, 400)}.{rng.randint(10, 99)}", 9
        )
    return desk.done(), {"document": Document.DESCONOCIDO}


def _horario(rng: Random, who: Human, today: date) -> Drawn:
    desk = Desk(rng)
    desk.title("HORARIO DE CLASES · AGOSTO-DICIEMBRE 2026")
    desk.text(f"Alumno: {who.name}    No. de control: {rng.randint(20270000, 26279999)}")
    for hour in range(7, 15):
        subject = rng.choice(["CALCULO INTEGRAL", "FISICA GENERAL", "PROGRAMACION", "QUIMICA", "TALLER DE ETICA"])
        room = f"{rng.choice('ABCDEF')}{rng.randint(1, 9)}"
        desk.text(f"{hour:02d}:00-{hour + 1:02d}:00   {subject}   Aula {room}   LUN MAR JUE", 9)
    return desk.done(), {"document": Document.DESCONOCIDO}


def _gato(rng: Random, who: Human, today: date) -> Drawn:
    desk = Desk(rng, (500.0, 500.0))
    canvas = desk.canvas
    canvas.setFillColor(HexColor(rng.choice(["#9fc3d9", "#cdb79e", "#a8c69f"])))
    canvas.rect(0, 0, 500, 500, stroke=0, fill=1)
    fur = HexColor(rng.choice(["#4b3b2f", "#d08a3c", "#666666"]))
    canvas.setFillColor(fur)
    canvas.ellipse(110, 20, 390, 260, stroke=0, fill=1)
    canvas.circle(250, 300, 95, stroke=0, fill=1)
    for side in (-1, 1):
        ear = canvas.beginPath()
        ear.moveTo(250 + side * 88, 330)
        ear.lineTo(250 + side * 85, 440)
        ear.lineTo(250 + side * 25, 385)
        ear.close()
        canvas.drawPath(ear, stroke=0, fill=1)
    for side in (-1, 1):
        canvas.setFillColor(HexColor("#d9e021"))
        canvas.circle(250 + side * 36, 315, 15, stroke=0, fill=1)
        canvas.setFillColor(black)
        canvas.ellipse(246 + side * 36, 302, 254 + side * 36, 328, stroke=0, fill=1)
        canvas.setStrokeColor(white)
        for slope in (-14, 0, 14):
            canvas.line(250 + side * 20, 272, 250 + side * 120, 272 + slope)
    return desk.done(), {"document": Document.DESCONOCIDO}


UNRELATED: dict[str, Callable[[Random, Human, date], Drawn]] = {
    "recibo": _recibo,
    "horario": _horario,
    "gato": _gato,
}

"""A constancia in whatever a student puts it: the whole way from the file to what is read of it."""

import io
import subprocess
import sys
import zipfile
from email.message import EmailMessage

import docx
import pdfplumber
import pytest

from mailproc.reader import read_bytes
from mailproc.reading.model import Document, FileReading, Reading, Witness
from tests.documents import copy, generate
from tests.unit.documents.outlook import msg, winmail

SHEET, TRUTH = generate(11, layout="lines", case="si_ours")
FACTS = {"nss": TRUTH.nss, "curp": TRUTH.curp, "vigente": TRUTH.vigente, "issued": TRUTH.issued}


def _values(reading: Reading, *, trusted: bool) -> dict[str, object]:
    fields = {name: getattr(reading, name) for name in FACTS}
    return {name: one.value for name, one in fields.items() if one is not None and one.trusted is trusted}


def _constancia(reading: FileReading) -> Reading:
    (found,) = [one for one in reading.readings if one.document is Document.CONSTANCIA]
    return found


def _zip(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def _eml() -> bytes:
    message = EmailMessage()
    message["From"] = "alumna@tecnologico.example"
    message["Subject"] = "Constancia de vigencia de derechos"
    message.set_content("Adjunto mi constancia de vigencia de derechos: con derecho al servicio médico NO.")
    message.add_attachment(SHEET, maintype="application", subtype="octet-stream", filename="a.pdf")
    return message.as_bytes()


def _docx(document: "docx.document.Document") -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _pasted() -> bytes:
    document = docx.Document()
    with pdfplumber.open(io.BytesIO(SHEET)) as sheet:
        for line in sheet.pages[0].extract_text().splitlines():
            document.add_paragraph(line)
    return _docx(document)


def _retyped() -> bytes:
    """The same facts in a table, their labels in its head."""
    document = docx.Document()
    document.add_heading("Constancia de vigencia de derechos")
    facts = {
        "Número de Seguridad Social": TRUTH.nss,
        "CURP": TRUTH.curp,
        "Con derecho al servicio médico": "SI",
        "Fecha de expedición": f"{TRUTH.issued:%d/%m/%Y}",
    }
    table = document.add_table(rows=2, cols=len(facts))
    for column, (label, value) in enumerate(facts.items()):
        table.rows[0].cells[column].text = label
        table.rows[1].cells[column].text = value
    return _docx(document)


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (_zip(uno=_zip(**{"dos.pdf": SHEET}), **{"leeme.txt": b"hola"}), "zip"),
        (_eml(), "eml"),
        (_zip(**{"mensaje.eml": _eml()}), "zip"),
        (winmail(("constancia.pdf", SHEET)), "tnef"),
        (msg("Adjunto mi constancia", SHEET), "msg"),
    ],
    ids=["zip in zip", "eml", "eml in zip", "winmail", "msg"],
)
def test_a_pdf_is_trusted_whatever_it_comes_in(content: bytes, media: str) -> None:
    reading = read_bytes(content, name="tarea")
    assert reading.media == media
    assert reading.problems == ()
    assert len(reading.readings) == 1
    assert _values(_constancia(reading), trusted=True) == FACTS


def test_a_photo_in_a_word_file_is_read_as_well_as_the_photo() -> None:
    photo, _name = copy(SHEET, "photo", 11)
    document = docx.Document()
    document.add_paragraph("Buenas tardes, adjunto la constancia de vigencia de derechos que me pidieron.")
    document.add_picture(io.BytesIO(photo), width=docx.shared.Cm(12))
    reading = read_bytes(_docx(document), name="tarea.docx")
    assert reading.problems == ()
    assert _values(_constancia(reading), trusted=True) == FACTS
    assert Witness.TYPED not in _constancia(reading).nss.witnesses


@pytest.mark.parametrize("content", [_pasted(), _retyped()], ids=["pasted", "retyped"])
def test_what_a_student_typed_is_read_and_not_believed(content: bytes) -> None:
    reading = read_bytes(content, name=f"comprobanteVigenciaDerechos{TRUTH.nss}.docx")
    assert reading.problems == ()
    sheet = _constancia(reading)
    assert _values(sheet, trusted=False) == FACTS
    assert _values(sheet, trusted=True) == {}
    assert sheet.holder is None or not sheet.holder.trusted
    assert sheet.employers is None or not sheet.employers.trusted


def test_reading_a_pdf_loads_no_library_for_other_formats() -> None:
    others = ("defusedxml", "olefile", "striprtf", "mailproc.message", "pillow_heif", "cv2", "onnxruntime")
    program = (
        "import sys; from mailproc.reader import read_bytes; read_bytes(sys.stdin.buffer.read(), name='a');"
        f"print([name for name in {others!r} if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], input=SHEET, capture_output=True, check=True)
    assert told.stdout.strip() == b"[]"

"""Small sound files of every kind that is taken apart: a fuzzer begins with them, tests break them."""

import io
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pptx
from odf.opendocument import OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import P
from PIL import Image
from pptx.util import Inches

from tests.documents import generate
from tests.faults.message_bombs import zipped
from tests.mail.machines import MACHINES
from tests.unit.documents.outlook import compound, msg, winmail
from tests.unit.documents.papers import LINES, encoded, lines, pdf, picture
from tests.unit.roster.tables import as_csv, as_xlsx, rows

_TEXT = "Buenas tardes, adjunto mi constancia de vigencia de derechos.\nQuiero la clínica 25, gracias.\n"
_RTF = b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}\n\\f0\\fs24 "


@cache
def sheets() -> dict[str, bytes]:
    """Constancias as PDFs that speak: their values are trusted."""
    return {f"{case}.pdf": generate(seed, case=case)[0] for seed, case in ((1, "si_ours"), (2, "no_baja"))}


@cache
def pictures() -> dict[str, bytes]:
    """A sheet in each format of pictures."""
    small = picture(width=320, height=420, size=10)
    two = io.BytesIO()
    small.convert("1").save(two, "TIFF", compression="group4", save_all=True, append_images=[small.convert("1")])
    return {
        "foto.jpg": encoded(small, "JPEG", exif=_turned()),
        "foto-progresiva.jpg": encoded(small, "JPEG", progressive=True),
        "foto.png": encoded(small, "PNG"),
        "foto.gif": encoded(small, "GIF"),
        "foto.bmp": encoded(small.convert("L"), "BMP"),
        "foto.webp": encoded(small, "WEBP"),
        "foto.jp2": encoded(small, "JPEG2000"),
        "foto.heic": _heic(small),
        "fax.tiff": two.getvalue(),
        "escaneo.tiff": encoded(small, "TIFF", compression="tiff_lzw", dpi=(204, 98)),
    }


def _turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def _heic(image: Image.Image) -> bytes:
    import pillow_heif

    pillow_heif.register_heif_opener()
    return encoded(image, "HEIF")


@cache
def packed() -> dict[str, bytes]:
    """A sheet, or its picture, in each kind of file that brings others along."""
    sheet, photo = pdf(lines), encoded(picture(width=320, height=420, size=10), "JPEG")
    return {
        "tarea.zip": zipped(("constancia.pdf", sheet), ("otra/foto.jpg", photo)),
        "zip-en-zip.zip": zipped(("dentro.zip", zipped(("constancia.pdf", sheet)))),
        "guardado.eml": mail(("constancia.pdf", sheet), ("foto.jpg", photo)),
        "winmail.dat": winmail(("Constancia.pdf", sheet), inner=winmail(("foto.jpg", photo))),
        "mensaje.msg": msg("Adjunto", sheet, nested=photo),
        "viejo.doc": compound({"WordDocument": b"x", "ObjectPool/_1/CONTENTS": sheet}, filling=b"\n"),
        "cartera.pdf": portfolio(("a.pdf", sheet), ("foto.jpg", photo)),
        "carta.rtf": _RTF + b"\\par ".join(map(str.encode, LINES)) + b"{\\pict\\jpegblip " + _hex(photo) + b"}}",
        "tabla.rtf": _RTF
        + b"\\trowd\\cellx2000\\cellx4000 NSS\\cell 07222400017\\cell\\row\\pard fin\\u241?\\'f1}",
        "carta.docx": _docx(photo),
        "carta.odt": _odt(),
        "lamina.pptx": _pptx(photo),
        "padron.xlsx": rosters()["padron.xlsx"],
    }


@cache
def documents() -> dict[str, bytes]:
    """All files that a reader takes."""
    return {**sheets(), **pictures(), **packed()}


@cache
def mails() -> dict[str, bytes]:
    """Messages of persons and machines."""
    outlook = EmailMessage()
    outlook["From"], outlook["Subject"] = "Lucía <l21270123@tecnologico.example>", "Constancia de derechos ñ"
    outlook.set_content(_TEXT)
    outlook.add_alternative("<p>Adjunto <b>constancia</b></p><blockquote>El lunes escribió:</blockquote>", "html")
    content = winmail(("Constancia de vigencia.pdf", b"%PDF-1.4 hoja"))
    outlook.add_attachment(content, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    whole = mail(("constancia de años.pdf", b"%PDF-1.4 hoja"))
    forwarded = (
        b"From: b@tecnologico.example\nContent-Type: multipart/digest; boundary=d\n\n--d\n\n"
        + whole
        + b"\n--d--\n"
    )
    inner = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaG9sYQoKYWRpb3MK\n"
    uu = b"Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a.pdf\n#0V%T\n`\nend\n"
    people = {
        "alumna": whole,
        "outlook": outlook.as_bytes(),
        "reenviado": forwarded,
        "reenviado-base64": inner,
        "uuencode": uu,
    }
    return people | {machine.name: machine.raw for machine in MACHINES}


@cache
def rosters() -> dict[str, bytes]:
    """The school's list in its forms."""
    table = rows(5)
    with TemporaryDirectory() as name:
        folder = Path(name)
        return {
            "padron.csv": as_csv(folder / "a.csv", table).read_bytes(),
            "ventanas.csv": as_csv(folder / "b.csv", table, delimiter=";", encoding="cp1252").read_bytes(),
            "utf-16.csv": as_csv(folder / "c.csv", table, delimiter="\t", encoding="utf-16").read_bytes(),
            "padron.xlsx": as_xlsx(folder / "d.xlsx", table, before=("Portada",)).read_bytes(),
        }


def mail(*files: tuple[str, bytes], text: str = _TEXT) -> bytes:
    """A student's message with these files."""
    message = EmailMessage()
    message["From"] = "Lucía Ramos <l21270123@tecnologico.example>"
    message["Date"] = "Tue, 11 Aug 2026 10:03:12 -0600"
    message["Message-ID"] = "<1@correo.example>"
    message["Subject"] = "Mi constancia"
    message.set_content(text)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def portfolio(*files: tuple[str, bytes]) -> bytes:
    """A PDF with files attached."""
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(pdf(lines)))
    for name, content in files:
        writer.add_attachment(name, content)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _hex(content: bytes) -> bytes:
    return content.hex().encode()


def _docx(photo: bytes) -> bytes:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Unidad de Medicina Familiar"
    document.add_picture(io.BytesIO(photo))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _odt() -> bytes:
    document = OpenDocumentText()
    for line in LINES:
        document.text.addElement(P(text=line))
    table = Table()
    row = TableRow()
    cell = TableCell(numbercolumnsrepeated=2)
    cell.addElement(P(text="07222400017"))
    row.addElement(cell)
    table.addElement(row)
    document.text.addElement(table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _pptx(photo: bytes) -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    slide.shapes.add_textbox(0, 0, Inches(6), Inches(2)).text_frame.text = "\n".join(LINES)
    slide.shapes.add_picture(io.BytesIO(photo), 0, Inches(2))
    file = io.BytesIO()
    show.save(file)
    return file.getvalue()

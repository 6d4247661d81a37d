"""Sheets that honest programs saved, merged, turned, cropped, locked or printed anew read as they did before.

Those that somebody tampered with are told, and what was tampered with is not believed."""

import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from mailproc.reader import read_bytes
from mailproc.reading.model import Document, ProblemCode, Reading, Witness
from tests.documents import generate
from tests.documents.sheets.forgeries import appended
from tests.documents.sheets.overlay import merged, resaved
from tests.unit.documents.papers import pdf

_SAYS_TWO_THINGS = {ProblemCode.HIDDEN_TEXT, ProblemCode.EDITED, ProblemCode.CONTRADICTION}
_VALUES = ("nss", "curp", "name", "vigente", "estado", "agregado", "umf", "employers", "issued", "valid_until")


def _read(content: bytes) -> Reading:
    """The file's constancia; without a hint from its name."""
    sheets = read_bytes(content, name="x.pdf").readings
    [reading] = [sheet for sheet in sheets if sheet.document is Document.CONSTANCIA]
    return reading


def _values(reading: Reading) -> dict[str, object]:
    fields = {name: getattr(reading, name) for name in _VALUES}
    return {name: (field.value, field.trusted) if field else None for name, field in fields.items()}


def _by_pypdf(content: bytes, change: Callable[[pypdf.PdfWriter], None]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _by_qpdf(content: bytes, **options: object) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(file, **options)
    return file.getvalue()


def _by_pdfium(content: bytes) -> bytes:
    file = io.BytesIO()
    pypdfium2.PdfDocument(content).save(file)
    return file.getvalue()


def _turned(content: bytes, degrees: int) -> bytes:
    def change(writer: pypdf.PdfWriter) -> None:
        for page in writer.pages:
            page.rotate(degrees)

    return _by_pypdf(content, change)


def _margins_cropped(content: bytes) -> bytes:
    def change(writer: pypdf.PdfWriter) -> None:
        for page in writer.pages:
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            page.cropbox = RectangleObject((left + 14, bottom + 14, right - 14, top - 14))

    return _by_pypdf(content, change)


HONEST: dict[str, Callable[[bytes], bytes]] = {
    "saved by pypdf": resaved,
    "saved by PDFium": _by_pdfium,
    "saved by qpdf": _by_qpdf,
    "linearised": lambda content: _by_qpdf(content, linearize=True),
    "packed in object streams": lambda content: _by_qpdf(
        content, object_stream_mode=pikepdf.ObjectStreamMode.generate
    ),
    "merged behind a letter": lambda content: merged([_cover(), content]),
    "locked with an owner's password, AES": lambda content: _by_qpdf(
        content, encryption=pikepdf.Encryption(user="", owner="secreta", R=6)
    ),
    "locked with an owner's password, RC4": lambda content: _by_qpdf(
        content, encryption=pikepdf.Encryption(user="", owner="secreta", R=3, aes=False, metadata=False)
    ),
    "turned left": lambda content: _turned(content, 270),
    "turned right": lambda content: _turned(content, 90),
    "turned upside down": lambda content: _turned(content, 180),
    "margins cropped": _margins_cropped,
    "signed in sight": lambda content: appended(content, _signed),
    "saved once more by a viewer": lambda content: appended(
        content, lambda writer: writer.add_metadata({"/Producer": "A viewer"})
    ),
}


def _signed(writer: pypdf.PdfWriter) -> None:
    """A signature with its stamp in the lower margin, as programs append it."""
    font = DictionaryObject(
        {NameObject(key): NameObject(value) for key, value in {"/Type": "/Font", "/Subtype": "/Type1"}.items()}
    )
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    stamp = StreamObject()
    stamp.set_data(b"BT /F 6 Tf 2 12 Td (Firmado digitalmente por ANA SOLIS) Tj 0 -8 Td (Fecha: 2026.08.30) Tj ET")
    stamp.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    stamp[NameObject("/BBox")] = RectangleObject((0, 0, 130, 22))
    stamp[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
    )
    field = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Widget"), "/FT": NameObject("/Sig")}
    note = DictionaryObject({NameObject(key): value for key, value in field.items()})
    note[NameObject("/T")] = TextStringObject("Firma")
    note[NameObject("/F")] = NumberObject(4)
    note[NameObject("/Rect")] = RectangleObject((8, 4, 138, 26))
    note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(stamp)})
    its = writer._add_object(note)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([its])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([its]), NameObject("/SigFlags"): NumberObject(3)}
    )


def _cover() -> bytes:
    """A letter that goes before the sheet."""

    def draw(canvas: Canvas) -> None:
        for line in range(8):
            canvas.drawString(72, 700 - 20 * line, "Buenas tardes, por este medio envio mi documento. Gracias.")

    return pdf(draw)


@pytest.mark.parametrize("how", HONEST)
def test_what_honest_programs_write_anew_reads_as_before(how: str) -> None:
    for seed, case in ((1, "si_ours"), (4, "no_baja"), (6, "parent")):
        content, _ = generate(seed, case=case)
        before, after = _read(content), _read(HONEST[how](content))
        assert _values(after) == _values(before)
        assert not {problem.code for problem in after.problems} & _SAYS_TWO_THINGS


PAGE = """<!doctype html><meta charset="utf-8"><title>Vigencia</title>
<body style="font-family: 'Open Sans', sans-serif; font-size: 11pt">
<h2>Constancia de Vigencia de Derechos</h2>
<table>
<tr><td>Número de Seguridad Social<td><b>07222400017</b>
<tr><td>CURP<td style="font-family: 'DejaVu Sans Mono'">RACW050729MMCSHNA2
<tr><td>Con derecho al servicio médico<td style="font-family: 'Liberation Serif'">SI
<tr><td>Fecha de expedición<td style="font-family: Roboto">12/08/2026
</table>"""


def test_a_page_that_a_browser_printed_is_born_digital(tmp_path: Path) -> None:
    """Fonts as Skia embeds them: subsets, glyph numbers for codes, Unicode maps."""
    browser = next(
        found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))
    )
    page, printed = tmp_path / "vigencia.html", tmp_path / "vigencia.pdf"
    page.write_text(PAGE, encoding="utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}")
    subprocess.run(
        [browser, *options, f"--print-to-pdf={printed}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    reading = _read(printed.read_bytes())
    assert reading.nss is not None
    assert (reading.nss.value, reading.nss.trusted) == ("07222400017", True)
    assert reading.nss.witnesses == (Witness.TEXT,)
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted) == (True, True)
    assert reading.issued is not None
    assert reading.issued.value == date(2026, 8, 12)


# --- Sheets that somebody tampered with -------------------------------------------------------------------

BY_TEXT = (
    "hidden_nss",
    "white_nss",
    "off_page_nss",
    "speck_nss",
    "covered_nss",
    "covered_right",
    "annotated_nss",
    "picture_over_nss",
    "nss_updated",
    "date_redrawn",
    "harmless_update",
    "switched_off",
    "form_value",
)
BY_PICTURE = ("lying_layer", "typed_on_a_scan", "lying_font")
"""Told only by what the engines hear in the picture."""


@pytest.mark.parametrize("case", [*BY_TEXT, *BY_PICTURE])
def test_what_was_tampered_with_is_told_and_not_believed(case: str) -> None:
    for seed in range(1 if case in BY_PICTURE else 6):
        content, sheet = generate(seed, case=case)
        reading = _read(content)
        for name in sheet.untrustable:
            field = getattr(reading, name)
            assert field is None or not field.trusted
        codes = {problem.code.value for problem in reading.problems}
        assert codes & sheet.problems or not sheet.problems
        assert sheet.problems or not {problem.code for problem in reading.problems} & _SAYS_TWO_THINGS
        for name in {"nss", "curp", "vigente", "issued"} - sheet.untrustable:
            field = getattr(reading, name)
            assert field is None or field.value == getattr(sheet, name)

"""PDFs changed after they were made, or made to say one thing to people and another to programs: by updates
appended to the file, by type on a scan, by fonts that lie, by layers switched off. And the same by honest people.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pypdfium2 as pdfium
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, StreamObject, TextStringObject
from reportlab.lib.colors import black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.documents import identifiers
from tests.documents.sheets import overlay
from tests.documents.sheets.constancia import constancia
from tests.documents.sheets.form import Form
from tests.documents.sheets.truth import Sheet

Made = tuple[bytes, Sheet]
Maker = Callable[[Random, int, str, date], Made]


def number_of(sheet: Sheet) -> str:
    """The NSS as this sheet prints it (grouped or not)."""
    wanted = sheet.nss or ""
    return next(text for text in sheet.printed if text.replace(" ", "").replace("-", "") == wanted)


def grouped_like(printed: str, digits: str) -> str:
    """`digits` grouped as `printed` is."""
    rest = iter(digits)
    return "".join(next(rest) if char.isdigit() else char for char in printed)


def other_nss(rng: Random) -> str:
    """A whole NSS of somebody else."""
    return identifiers.nss(rng, date(2005, 5, 5))


def written_over(canvas: Canvas, place: overlay.Place, text: str) -> None:
    """A white box over a place, and other print on it, as phone apps edit."""
    left, bottom, right, top = place
    canvas.setFillColor(white)
    canvas.rect(left - 1, bottom - 2, right - left + 3, top - bottom + 4, stroke=0, fill=1)
    canvas.setFillColor(black)
    canvas.setFont("Helvetica-Bold", (top - bottom) * overlay.EM)
    canvas.drawString(left, bottom, text)


def suspicious(sheet: Sheet, *fields: str, problems: str) -> Sheet:
    """The truth of a sheet some of whose fields nobody may trust."""
    return replace(sheet, untrustable=frozenset(fields), problems=frozenset(problems.split()))


def head_place(pdf: bytes, text: str) -> tuple[int, overlay.Place]:
    """Where `text` stands highest: beside its label, not amid the seal."""
    return max(overlay.places(pdf, text), key=lambda found: (-found[0], found[1][3]))


def appended(pdf: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    """The PDF with a change appended to it: the earlier state stays in the file (ISO 32000-1, 7.5.6)."""
    writer = PdfWriter(io.BytesIO(pdf), incremental=True)
    change(writer)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def drawn_later(pdf: bytes, page: int, draw: Callable[[Canvas], None]) -> bytes:
    """The PDF with an update that draws something more on one page."""

    def change(writer: PdfWriter) -> None:
        box = writer.pages[page].mediabox
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=(float(box.width), float(box.height)), invariant=True)
        draw(canvas)
        canvas.save()
        writer.pages[page].merge_page(PdfReader(io.BytesIO(buffer.getvalue())).pages[0])

    return appended(pdf, change)


def _nss_updated(rng: Random, seed: int, layout: str, today: date) -> Made:
    """An update covers the NSS and writes another."""
    pdf, sheet = constancia(seed, layout, "si_ours", today)
    printed = number_of(sheet)
    text = grouped_like(printed, other_nss(rng))
    for page, place in overlay.places(pdf, printed):
        pdf = drawn_later(pdf, page, lambda canvas, place=place: written_over(canvas, place, text))
    doubtful = suspicious(sheet, "nss", problems="edited")
    return pdf, replace(doubtful, filename="constancia.pdf", printed=())


def _date_redrawn(rng: Random, seed: int, layout: str, today: date) -> Made:
    """An update that draws the page anew with a later date of issue: nothing is covered, all looks clean."""
    old = today - timedelta(days=rng.randint(60, 300))
    first, _ = constancia(seed, layout, "si_ours", old)
    second, sheet = constancia(seed, layout, "si_ours", old, change=lambda facts: replace(facts, issued=today))

    def change(writer: PdfWriter) -> None:
        fresh = PdfReader(io.BytesIO(second)).pages[0].clone(writer)
        for key in ("/Contents", "/Resources"):
            writer.pages[0][NameObject(key)] = fresh.raw_get(key)

    return appended(first, change), replace(suspicious(sheet, "issued", problems="edited"), printed=())


def _harmless_update(rng: Random, seed: int, layout: str, today: date) -> Made:
    """Updates that change nothing a reader of the sheet sees: another producer, a stamp in the margin."""
    pdf, sheet = constancia(seed, layout, rng.choice(["si_ours", "no_baja"]), today)
    pdf = appended(pdf, lambda writer: writer.add_metadata({"/Producer": "A viewer that saves what it opens"}))

    def stamp(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 7)
        canvas.drawString(12, 8, "Firmado")

    return drawn_later(pdf, 0, stamp), sheet


def _typed_on_a_scan(rng: Random, seed: int, layout: str, today: date) -> Made:
    """A scan on which an app wrote another NSS, on a white box."""
    pdf, sheet = constancia(seed, layout, "si_other_school", today)
    printed = number_of(sheet)
    page, place = head_place(pdf, printed)
    text = grouped_like(printed, other_nss(rng))
    scanned = overlay.drawn_over(_scan(pdf, page), 0, lambda canvas: written_over(canvas, place, text))
    doubtful = suspicious(sheet, "nss", problems="edited contradiction")
    return scanned, replace(doubtful, filename="escaneo.pdf", printed=())


def _scan(pdf: bytes, page: int) -> bytes:
    sheet = pdfium.PdfDocument(pdf)[page]
    width, height = sheet.get_size()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=True)
    canvas.drawImage(ImageReader(sheet.render(scale=200 / 72).to_pil().convert("L")), 0, 0, width, height)
    canvas.save()
    return buffer.getvalue()


def _lying_font(rng: Random, seed: int, layout: str, today: date) -> Made:
    """The NSS drawn in a font whose Unicode map says other digits: people see one number, programs another."""

    def blank(shown: Form) -> Form:
        identity = tuple(replace(pair, value=" ") if pair.key == "nss" else pair for pair in shown.identity)
        return replace(shown, identity=identity)

    pdf, sheet = constancia(seed, layout, "si_ours", today)
    printed = number_of(sheet)
    page, (left, bottom, _, top) = head_place(pdf, printed)
    bare, sheet = constancia(seed, layout, "si_ours", today, reform=blank)
    said = dict(zip(printed, grouped_like(printed, _disguise(rng, printed)), strict=True))

    def change(writer: PdfWriter) -> None:
        buffer = io.BytesIO()
        box = writer.pages[page].mediabox
        canvas = Canvas(buffer, pagesize=(float(box.width), float(box.height)), invariant=True)
        canvas.setFont("Helvetica-Bold", (top - bottom) * overlay.EM)
        canvas.drawString(left, bottom, printed)
        canvas.save()
        reader = PdfReader(io.BytesIO(buffer.getvalue()))
        for font in reader.pages[0]["/Resources"]["/Font"].values():
            font.get_object()[NameObject("/ToUnicode")] = unicode_map(said)
        writer.pages[page].merge_page(reader.pages[0])

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bare)))
    change(writer)
    buffer = io.BytesIO()
    writer.write(buffer)
    doubtful = suspicious(sheet, "nss", problems="contradiction")
    return buffer.getvalue(), replace(doubtful, filename="constancia.pdf", printed=())


def _disguise(rng: Random, printed: str) -> str:
    """Another whole NSS that a digit-for-digit disguise of this one gives."""
    digits = [char for char in printed if char.isdigit()]
    while True:
        mapped = dict(zip("0123456789", rng.sample("0123456789", 10), strict=True))
        other = "".join(mapped[digit] for digit in digits)
        if other != "".join(digits) and identifiers.luhn_digit(other[:-1]) == other[-1]:
            return other


def unicode_map(said: dict[str, str]) -> StreamObject:
    """A ToUnicode CMap for a font of one-byte codes: what each character is said to be (ISO 32000-1, 9.10.3)."""
    pairs = "\n".join(f"<{ord(code):02X}> <{ord(text):04X}>" for code, text in sorted(said.items()))
    made = StreamObject()
    made.set_data(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Said def /CMapType 2 def\n"
            f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(said)} beginbfchar\n{pairs}\nendbfchar\n"
            "endcmap end end"
        ).encode("ascii")
    )
    return made


def _switched_off(rng: Random, seed: int, layout: str, today: date) -> Made:
    """Another NSS beside the true one, in a layer that is switched off."""
    pdf, sheet = constancia(seed, layout, rng.choice(["si_ours", "no_baja"]), today)
    page, (left, bottom, _, top) = head_place(pdf, number_of(sheet))
    text = f"NSS: {other_nss(rng)}"
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    layer = writer._add_object(
        DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Notas")})
    )
    switched_off(writer, layer)
    shown = StreamObject()
    size = (top - bottom) * overlay.EM
    shown.set_data(
        f"/OC /Layer BDC BT /F {size:.1f} Tf {left + 150:.1f} {bottom:.1f} Td ({text}) Tj ET EMC".encode()
    )
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    resources = DictionaryObject(
        {
            NameObject("/Font"): DictionaryObject(
                {NameObject("/F"): DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})}
            ),
            NameObject("/Properties"): DictionaryObject({NameObject("/Layer"): layer}),
        }
    )
    shown.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    shown[NameObject("/BBox")] = ArrayObject(writer.pages[page].mediabox)
    shown[NameObject("/Resources")] = resources
    with_form(writer, page, shown)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue(), replace(
        sheet, filename="constancia.pdf", problems=frozenset({"hidden_text", "edited"})
    )


def switched_off(writer: PdfWriter, layer: object) -> None:
    """The document's optional content with one group, which viewers do not show."""
    groups = ArrayObject([layer])
    off = DictionaryObject({NameObject("/OFF"): groups, NameObject("/Order"): groups})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): groups, NameObject("/D"): off}
    )


def with_form(writer: PdfWriter, page: int, form: StreamObject) -> None:
    """Draws a form XObject last on a page."""
    sheet = writer.pages[page]
    resources = sheet["/Resources"].get_object()
    forms = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    forms[NameObject("/Later")] = writer._add_object(form)
    last = StreamObject()
    last.set_data(b"q /Later Do Q")
    contents = sheet.raw_get("/Contents")
    before = list(contents) if isinstance(contents, ArrayObject) else [contents]
    sheet[NameObject("/Contents")] = ArrayObject([*before, writer._add_object(last)])


def _form_value(rng: Random, seed: int, layout: str, today: date) -> Made:
    """A form field laid over the NSS that shows another one."""
    pdf, sheet = constancia(seed, layout, "si_ours", today)
    printed = number_of(sheet)
    page, (left, bottom, right, top) = head_place(pdf, printed)
    buffer = io.BytesIO()
    reader = PdfReader(io.BytesIO(pdf))
    box = reader.pages[page].mediabox
    canvas = Canvas(buffer, pagesize=(float(box.width), float(box.height)), invariant=True)
    canvas.acroForm.textfield(
        value=grouped_like(printed, other_nss(rng)),
        name="nss",
        x=left - 4,
        y=bottom - 4,
        width=right - left + 30,
        height=top - bottom + 8,
        fontSize=(top - bottom) * overlay.EM,
        borderWidth=0,
        fillColor=white,
        forceBorder=False,
    )
    canvas.showPage()
    canvas.save()
    fields = PdfReader(io.BytesIO(buffer.getvalue()))
    writer = PdfWriter(clone_from=reader)
    form = fields.trailer["/Root"]["/AcroForm"].clone(writer)
    writer.root_object[NameObject("/AcroForm")] = form
    form[NameObject("/NeedAppearances")] = BooleanObject(False)
    notes = ArrayObject(field for field in form["/Fields"])
    writer.pages[page][NameObject("/Annots")] = notes
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), replace(
        suspicious(sheet, "nss", problems="edited"), filename="constancia.pdf", printed=()
    )


FORGERIES: dict[str, Maker] = {
    "nss_updated": _nss_updated,
    "date_redrawn": _date_redrawn,
    "harmless_update": _harmless_update,
    "typed_on_a_scan": _typed_on_a_scan,
    "lying_font": _lying_font,
    "switched_off": _switched_off,
    "form_value": _form_value,
}
"""By name; drawn in layouts where every value stands in one piece."""

"""PDFs made to eat time or memory, each a few kilobytes: written by hand, since no honest program writes such."""

import io
import zlib
from collections.abc import Callable, Sequence

_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_LETTER = b"[0 0 612 792]"
SAYS = b"BT /F 12 Tf 72 700 Td (Numero de Seguridad Social: 07222400017) Tj ET\n"


def assembled(objects: Sequence[bytes]) -> bytes:
    """A file of these objects, numbered from 1, the first of them the catalogue."""
    file = io.BytesIO()
    file.write(b"%PDF-1.7\n")
    offsets = []
    for number, one in enumerate(objects, 1):
        offsets.append(file.tell())
        file.write(b"%d 0 obj\n%b\nendobj\n" % (number, one))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    file.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return file.getvalue()


def packed(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object, deflated."""
    deflated = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%b>>stream\n%b\nendstream" % (len(deflated), entries, deflated)


def one_page(content: bytes, *more: bytes, resources: bytes = b"", box: bytes = _LETTER) -> bytes:
    """A file of one page; object 4 is its content, 5 its font, those from 6 on are `more`."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox%b/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%b>>>>"
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page % (box, resources),
            content,
            _FONT,
            *more,
        ]
    )


def many_pages() -> bytes:
    """Five thousand pages, all of them one."""
    kids = b"3 0 R " * 5_000
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    pages = b"<</Type/Pages/Kids[%b]/Count 5000>>" % kids
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", pages, page, packed(SAYS), _FONT])


def endless_sections() -> bytes:
    """Cross-reference sections that lead back to each other."""
    content = one_page(packed(SAYS))
    start = content.rindex(b"xref\n0", 0, content.rindex(b"startxref"))
    again = content.rindex(b"trailer")
    looped = content[:again] + b"trailer<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (start, start)
    return looped * 2


def object_stream() -> bytes:
    """A catalogue in an object stream of blanks without end."""
    body = b"1 0 " + b" " * 120_000_000 + b"<</Type/Catalog/Pages 2 0 R>>"
    entries = b"/Type/ObjStm/N 1/First 4"
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", packed(body, entries)])


def blanks() -> bytes:
    """A page that says its number after a hundred million blanks."""
    return one_page(packed(b" " * 120_000_000 + SAYS))


def deflated_twice() -> bytes:
    """Half a gigabyte of content, deflated twice over."""
    twice = zlib.compress(zlib.compress(b" " * 500_000_000, 9), 9)
    return one_page(b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%b\nendstream" % (len(twice), twice))


def boxes() -> bytes:
    """A million boxes."""
    return one_page(packed(b"0 0 1 1 re f\n" * 1_000_000 + SAYS))


def words_on_one_place() -> bytes:
    """Twenty thousand words written over each other."""
    return one_page(packed(b"BT /F 9 Tf 100 100 Td (12345678903) Tj ET\n" * 20_000))


def forms_in_forms() -> bytes:
    """A form that draws ten of the next, which draws ten of the next: ten thousand million boxes."""
    depth = 10
    forms = [
        packed(
            b"/X Do " * 10 if level < depth - 1 else b"0 0 1 1 re f",
            b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X %d 0 R>>>>" % (7 + level),
        )
        for level in range(depth)
    ]
    return one_page(packed(b"/X Do"), *forms, resources=b"/XObject<</X 6 0 R>>")


def wide_picture() -> bytes:
    """A picture that claims sixty thousand pixels in both directions."""
    picture = packed(
        bytes(1_000),
        b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8",
    )
    return one_page(packed(b"q 612 0 0 792 0 0 cm /X Do Q"), picture, resources=b"/XObject<</X 6 0 R>>")


def vast_page() -> bytes:
    """A page of two hundred inches."""
    return one_page(packed(SAYS), box=b"[0 0 14400 14400]")


def boundless_page() -> bytes:
    """A page of a thousand million points."""
    return one_page(packed(SAYS), box=b"[0 0 1e9 1e9]")


BOMBS: dict[str, Callable[[], bytes]] = {
    bomb.__name__: bomb
    for bomb in (
        many_pages,
        endless_sections,
        object_stream,
        blanks,
        deflated_twice,
        boxes,
        words_on_one_place,
        forms_in_forms,
        wide_picture,
        vast_page,
        boundless_page,
    )
}

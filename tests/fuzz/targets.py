"""What is fuzzed: functions of bytes that end, whatever the bytes, or fail with what is wrong."""

import itertools
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from tempfile import gettempdir

from tests.fuzz import seeds

_ARRIVED = datetime(2026, 8, 11, 16, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Target:
    """`run` takes any bytes, `begin` gives the first ones; `watched`: packages whose branches the fuzzer sees."""

    run: Callable[[bytes], None]
    begin: Callable[[], Iterable[bytes]]
    watched: tuple[str, ...] = ()


def message(raw: bytes) -> None:
    """Parsed, and everything that is asked of a message before its files are read."""
    from mailproc.message import bounds
    from mailproc.message.authentic import authenticity, doubts
    from mailproc.message.automatic import automatic
    from mailproc.message.origin import origin
    from mailproc.message.parse import MAX_HEADERS, MAX_SUBJECT, parse
    from mailproc.message.parts import MAX_NAME, MAX_TEXT
    from mailproc.message.quoted import separate

    found = parse(raw, arrived=_ARRIVED)
    own = ("afiliacion@tecnologico.example",)
    automatic(found, own_addresses=own)
    origin(found, own_addresses=own)
    authenticity(found, authserv_id="mx.example")
    doubts(found)
    separate(found.subject, found.text)
    assert len(found.headers) <= MAX_HEADERS
    assert len(found.subject) <= MAX_SUBJECT
    assert len(found.text) <= MAX_TEXT
    assert len(found.attachments) <= bounds.MAX_PARTS
    names = [file.name for file in found.attachments]
    assert all(len(name) <= MAX_NAME and "/" not in name and "\\" not in name for name in names)
    shown = [found.subject, *names, *(value for _, value in found.headers)]
    assert not any(ord(letter) < 0x20 or letter in "\u202e\u2066" for text in shown for letter in text)
    "".join((found.text, found.message_id, *found.references, *shown)).encode()
    header = parse(raw, arrived=_ARRIVED, truncated=True)
    assert (header.message_id, header.sender, header.headers) == (found.message_id, found.sender, found.headers)
    assert not header.text and not header.attachments


def unpacking(content: bytes) -> None:
    """Opened with all that is in it; pictures are not decoded."""
    from mailproc.documents.limits import Limits
    from mailproc.documents.opening import open_document

    limits = Limits(max_bytes=4_000_000, max_pages=4)
    opened = open_document(content, limits)
    assert opened.sources or opened.problems
    assert [source.number for source in opened.sources] == list(range(1, len(opened.sources) + 1))
    assert len(opened.sources) <= limits.max_pages
    "".join(word.text for source in opened.sources for layer in source.layers for word in layer.words).encode()


def officetext(xml: bytes) -> None:
    """The XML of a Word file, a slide and an OpenDocument text, laid out as pages."""
    from mailproc.documents.media import Media
    from mailproc.documents.officetext import BadText, text_of
    from mailproc.documents.typed import typed_page

    for media in (Media.DOCX, Media.PPTX, Media.ODT):
        with suppress(BadText):
            for blocks in text_of(xml, media):
                typed_page(blocks)


def tnef(content: bytes) -> None:
    """A winmail.dat."""
    from mailproc.message.tnef import NotTnef, enclosed_in

    with suppress(NotTnef):
        files = enclosed_in(content)
        assert sum(len(file.content) for file in files) <= 6 * len(content)


def portfolio(content: bytes) -> None:
    """The files attached to a PDF."""
    from mailproc.documents.allowance import Allowance, Spent
    from mailproc.documents.enclosed import contents_of_portfolio
    from mailproc.documents.limits import Limits

    with suppress(Spent):
        list(contents_of_portfolio(content, Allowance(Limits(max_bytes=4_000_000))))


def identifiers(raw: bytes) -> None:
    """Every identifier that is found in a text, and what each says of itself."""
    from mailproc.reading import curp
    from mailproc.reading import identifiers as found
    from mailproc.reading.folding import fold

    for text in {raw.decode("utf-8", "replace"), fold(raw.decode("cp1252", "replace"))}:
        for one in found.find_nss(text):
            assert len(one.value) == 11 and one.value.isdecimal() and one.valid == found.is_nss(one.value)
            assert 0 <= one.start < one.end <= len(text)
        for one in curp.find_curps(text):
            assert len(one.value) == 18 and one.valid == curp.is_curp(one.value)
            assert 0 <= one.start < one.end <= len(text)
            if one.valid:
                assert curp.sex(one.value) in "HMX"
                assert curp.birth(one.value).year > 1900
        for one in found.find_registros(text):
            assert len(one.value) in {8, 10, 11} and one.value.isalnum()
            assert len(one.value) != 11 or one.valid == found.is_registro(one.value)
        for one in found.find_agregados(text):
            assert found.is_agregado(one.value)
            assert 1900 <= found.agregado_year(one.value) < 2100
        umf = found.parse_umf(text)
        assert umf is None or (len(umf.value) == 3 and umf.value.isdecimal() and umf.value != "000")
        for value in (text, text[:11], text[:18]):
            found.is_nss(value), found.is_registro(value), curp.is_curp(value)
            found.normalise_nss(value), found.with_lost_zero(value)


def idse(content: bytes) -> None:
    """A batch file: what is read of it writes the very bytes that were read."""
    from mailproc.idse.file import read_file, write_file
    from mailproc.idse.layout import Form

    forms = ({"enye": "#"}, {"enye": "Ñ", "filler": " "}, {"enye": "N", "encoding": "cp850", "totals": True})
    for form in (Form(**changes) for changes in forms):
        found = read_file(content, form)
        assert found.movements or found.problems or form.totals
        assert all(problem.line >= 1 and problem.column >= 1 and problem.text for problem in found.problems)
        written = write_file(found.movements, form)
        assert found.problems or written == content or form.totals
        assert all(line in content for line in written.split(b"\r\n")[: len(found.movements)])


def roster(content: bytes) -> None:
    """A roster's file: entries whose numbers hold, or one sentence of what is wrong."""
    from mailproc.errors import UsageError
    from mailproc.reading.curp import is_curp
    from mailproc.reading.identifiers import is_nss
    from mailproc.roster.reading import read_roster

    with suppress(UsageError):
        found = read_roster(_written(content, "padron"), lambda _done, _total: None)
        assert len(found.lines) <= found.seen
        for line in found.lines:
            assert not line.entry.nss or is_nss(line.entry.nss)
            assert not line.entry.curp or is_curp(line.entry.curp)
            "".join((line.entry.name, line.entry.control, line.entry.programme, line.status)).encode()


def configuration(content: bytes) -> None:
    """A configuration file: settings, or sentences that name the mend."""
    from mailproc.config.loading import load
    from mailproc.errors import ConfigurationError

    with suppress(ConfigurationError):
        load(_written(content, "config.toml"))


_PROPERTIES = (
    ("message.test_hostile", "test_any_fields_are_a_message"),
    ("idse.test_idse_record", "test_what_was_written_is_read_back"),
    ("idse.test_idse_record", "test_another_byte_is_another_movement_or_a_flaw"),
    ("reading.test_identifiers", "test_every_printed_form_is_found_and_normalised"),
    ("reading.test_identifiers", "test_a_registro_with_its_digit_is_known_and_found_in_every_length"),
    ("reading.test_identifiers", "test_no_single_wrong_digit_passes"),
    ("reading.test_curp", "test_it_is_found_in_any_surroundings"),
    ("reading.test_curp", "test_it_is_found_with_a_gap"),
    ("reading.test_dates", "test_every_form_of_a_date_is_found"),
)


def properties(raw: bytes) -> None:
    """Tests that hypothesis feeds, fed by the fuzzer instead: the first byte tells which."""
    if raw:
        module, test = _PROPERTIES[raw[0] % len(_PROPERTIES)]
        getattr(import_module(f"tests.unit.{module}"), test).hypothesis.fuzz_one_input(raw[1:])


def _written(content: bytes, name: str) -> Path:
    path = Path(gettempdir()) / name
    path.write_bytes(content)
    return path


def _identifiers() -> Iterable[bytes]:
    yield b"NSS: 0722-24-0001-7, CURP RAOL030412MCSMVCA2; agregado 1 H 2005 ES"
    yield b"REGISTRO PATRONAL A33-99990-32-6 / Y5412345 10 A3399990326 IH2O05ES 45Z305O1236"
    yield b"U.M.F. No. 13"


def _texts() -> Iterable[bytes]:
    import io
    import zipfile

    for name in ("carta.docx", "carta.odt", "lamina.pptx"):
        with zipfile.ZipFile(io.BytesIO(seeds.packed()[name])) as archive:
            for part in ("word/document.xml", "content.xml", "ppt/slides/slide1.xml"):
                with suppress(KeyError):
                    yield archive.read(part)


def _batch() -> Iterable[bytes]:
    from tests.unit.idse.test_idse_golden import LINES

    lines = [line.encode("latin-1") + b"\r\n" for line in LINES.values()]
    return [*lines, b"".join(lines)]


def _settings() -> Iterable[bytes]:
    from mailproc.config.loading import example

    text = example()
    return [text.encode(), "\n".join(line.removeprefix("# ") for line in text.splitlines()).encode()]


def _unpackable() -> Iterable[bytes]:
    return itertools.chain(seeds.packed().values(), [seeds.pictures()["fax.tiff"]])


TARGETS: dict[str, Target] = {
    "message": Target(message, lambda: seeds.mails().values(), ("email",)),
    "unpacking": Target(unpacking, _unpackable, ("email", "striprtf", "olefile", "zipfile")),
    "rtf": Target(unpacking, lambda: [seeds.packed()[name] for name in ("carta.rtf", "tabla.rtf")], ("striprtf",)),
    "ole": Target(
        unpacking, lambda: [seeds.packed()[name] for name in ("mensaje.msg", "viejo.doc")], ("olefile",)
    ),
    "officetext": Target(officetext, _texts, ("xml", "defusedxml")),
    "tnef": Target(tnef, lambda: [seeds.packed()["winmail.dat"]]),
    "portfolio": Target(portfolio, lambda: [seeds.packed()["cartera.pdf"]], ("pypdf",)),
    "identifiers": Target(identifiers, _identifiers, ("stdnum",)),
    "idse": Target(idse, _batch),
    "roster": Target(roster, lambda: seeds.rosters().values(), ("csv", "openpyxl", "zipfile")),
    "properties": Target(
        properties, lambda: [bytes([at]) * 400 for at in range(len(_PROPERTIES))], ("email", "stdnum")
    ),
    "configuration": Target(configuration, _settings, ("tomllib",)),
}

"""Prints many sheets in one run of Chromium and takes the PDF apart again."""

import io
import subprocess
import tempfile
from pathlib import Path

from pypdf import PdfReader, PdfWriter

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
)  # fmt: skip
STYLE = """
@page tall { size: 8.5in 11in; margin: 0 } @page broad { size: 11in 8.5in; margin: 0 }
* { box-sizing: border-box } body { margin: 0 }
.page { page: tall; width: 816px; height: 1056px; overflow: hidden; position: relative; break-after: page }
.wide { page: broad; width: 1056px; height: 816px }
.page > * { position: relative; z-index: 1 }
h2 { margin: 4px 0; font-size: 1.45em } h3 { margin: 10px 0 4px; font-size: 1.05em } p { margin: 5px 0 }
table { border-collapse: collapse; width: 100%; margin: 6px 0 } th { text-align: left; font-weight: 600 }
.grid td, .grid th { border: 1px solid #444; padding: 3px 5px; font-size: 0.92em }
.grid th { background: #e4e4e4 } .even { table-layout: fixed }
.cell { display: inline-block; width: 21px; text-align: center; border: 1px solid #777; margin-right: -1px }
"""


def printed(sheets: list[tuple[str, ...]], *, style: str = "", seconds: float = 180) -> list[bytes]:
    """One PDF for each sheet, a page for each of its sections; `style` is CSS besides STYLE.

    Raises RuntimeError if Chromium makes another number of pages than there are sections.
    """
    if not sheets:
        return []
    body = "".join(section for sheet in sheets for section in sheet)
    html = f'<!doctype html><html lang="es"><meta charset="utf-8"><style>{STYLE}{style}</style>{body}</html>'
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "sheets.html"), Path(folder, "sheets.pdf")
        source.write_text(html, encoding="utf-8")
        command = [
            "chromium",
            *FLAGS,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=seconds)
        reader = PdfReader(io.BytesIO(target.read_bytes()))
    expected = sum(len(sheet) for sheet in sheets)
    if len(reader.pages) != expected:
        raise RuntimeError(f"Chromium printed {len(reader.pages)} pages of {expected}")
    parts, start = [], 0
    for sheet in sheets:
        parts.append(_taken(reader, start, start + len(sheet)))
        start += len(sheet)
    return parts


def _taken(reader: PdfReader, start: int, stop: int) -> bytes:
    writer = PdfWriter()
    writer.append(reader, pages=(start, stop), import_outline=False)
    writer.metadata = None
    for page in writer.pages:
        page.pop("/StructParents", None)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()

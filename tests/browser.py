"""Chromium, that shows pages as a reader sees them."""

import html
import shutil
import subprocess
import tempfile
from pathlib import Path

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars"
)


def chromium() -> str:
    """The program. Raises FileNotFoundError with the mend."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError("Chromium is not installed: apt-get install chromium (make test does it).")
    return found


def browse(page: str, *arguments: str) -> str:
    """What Chromium prints when it has loaded the page (HTML) with these arguments."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8")
        command = [chromium(), *_FLAGS.split(), f"--user-data-dir={folder}/profile", *arguments, file.as_uri()]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def frame(name: str, page: str, *, width: int, height: int, dark: bool = False) -> str:
    """A page within a page, for a window of Chromium's is never as narrow as a phone."""
    scheme = "dark" if dark else "light"
    return (
        f'<iframe title="{html.escape(name)}" width="{width}" height="{height}" '
        f'style="border:0;color-scheme:{scheme}" srcdoc="{html.escape(page)}"></iframe>'
    )

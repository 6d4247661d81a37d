"""`mailproc letters --preview DIR`: every letter as HTML and as text, and a page that lists them by their subjects.

The letters are those of samples.py: the people are invented, nothing is sent.
"""

from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mailproc.config import Settings
from mailproc.errors import MailprocError, UsageError
from mailproc.reply.samples import Sample, samples

INDEX = "index.html"
_MARK = "mailproc letters --preview"
_TEMPLATE = "preview.html.j2"


def write_letters(settings: Settings, folder: Path) -> int:
    """Writes NAME.html and NAME.txt for each sample, and the index; tells how many letters. All are made first, so
    that a mistake in a template leaves the folder as it was.

    Raises ConfigurationError for a template, UsageError for a folder that cannot be used, MailprocError where the
    disk does not take the files.
    """
    made = list(samples(settings))
    files = {INDEX: _index(made, settings)}
    for one in made:
        files[f"{one.name}.html"] = one.letter.html
        files[f"{one.name}.txt"] = f"Asunto: {one.letter.subject}\n\n{one.letter.text}"
    _ready(folder)
    for name, content in files.items():
        try:
            (folder / name).write_text(content, encoding="utf-8")
        except OSError as error:
            raise MailprocError(f"{folder / name}: cannot be written ({error.strerror}).") from None
    return len(made)


def _ready(folder: Path) -> None:
    """Makes the folder; one that holds anything but an earlier preview is left alone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        found = {path.name for path in folder.iterdir()}
        index = (folder / INDEX).read_text(encoding="utf-8", errors="replace") if INDEX in found else ""
    except (FileExistsError, NotADirectoryError):
        raise UsageError(f"--preview {folder}: this is no folder: name one, or one to be made.") from None
    except OSError as error:
        raise UsageError(f"--preview {folder}: cannot be used ({error.strerror}): name another folder.") from None
    if found and _MARK not in index[:400]:
        raise UsageError(
            f"--preview {folder}: there are other files in it: name an empty folder, or one to be made."
        )


def _index(made: list[Sample], settings: Settings) -> str:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    groups = [(name, list(some)) for name, some in groupby(made, key=lambda one: one.letter.template)]
    page = environment.get_template(_TEMPLATE)
    return page.render(mark=_MARK, institute=settings.institution.name, total=len(made), groups=groups)

"""What a sheet does not tell, and why not, as sentences for the student."""

from collections.abc import Sequence

from mailproc.reading.curp import is_curp
from mailproc.reading.head import Head
from mailproc.reading.identifiers import is_nss
from mailproc.reading.model import Flaw, Holder, Page, Problem, ProblemCode, Reading
from mailproc.reading.sheet import Sheet

# What a case cannot be decided without.
_NEEDED = {
    "nss": "el número de seguridad social",
    "curp": "la CURP",
    "vigente": "si hay derecho al servicio médico (SI o NO)",
    "issued": "la fecha de expedición",
}
_WHY = {
    Flaw.SMALL: "la letra sale demasiado pequeña",
    Flaw.BLURRED: "la imagen está borrosa",
    Flaw.DARK: "la imagen está oscura o con poco contraste",
    Flaw.CUT: "la hoja sale cortada",
}
# Words of a page that shows something; a picture with fewer and a flaw shows nothing that can be read.
_FEW_WORDS = 15


def lacking(reading: Reading, sheet: Sheet, head: Head, known: Sequence[Problem]) -> list[Problem]:
    """A problem for each needed field that is not there, broken, or read by too few; `known` are the problems that
    the reading has already."""
    problems: list[Problem] = []
    if head.curp is not None and not head.curp.valid and head.curp.points >= 2:
        problems.append(Problem(ProblemCode.CHECK_DIGIT, "La CURP no cumple su dígito verificador.", "curp"))
    of_relative = reading.holder is not None and reading.holder.value is Holder.BENEFICIARIO
    named = {problem.field for problem in (*known, *problems)}
    why = reasons([notes.page for notes in sheet.notes])
    for name, spanish in _NEEDED.items():
        field = getattr(reading, name)
        if name in named or (field is None and name == "nss" and of_relative):
            continue
        if field is None and sheet.has_label(name):
            problems.append(Problem(ProblemCode.UNREADABLE, f"No se alcanza a leer {spanish}{why}.", name))
        elif field is None:
            problems.append(Problem(ProblemCode.MISSING_FIELD, f"No se encontró en la hoja {spanish}{why}.", name))
        elif not field.trusted and not _holds(name, field.value):
            problems.append(Problem(ProblemCode.UNREADABLE, f"No se alcanza a leer bien {spanish}{why}.", name))
    return problems


def reasons(pages: Sequence[Page]) -> str:
    """What the pictures' flaws add to such a sentence; "" where they have none."""
    flaws = dict.fromkeys(flaw for flaw in Flaw for page in pages if flaw in page.flaws)
    told = [_WHY[flaw] for flaw in flaws]
    if not told:
        return ""
    return ": " + (told[0] if len(told) == 1 else ", ".join(told[:-1]) + " y " + told[-1])


def unreadable_page(page: Page) -> Problem | None:
    """The problem of a page on which nobody can tell what it is, where its picture is to blame."""
    words = sum(len(word.text.split()) for layer in page.layers[:1] for word in layer.words)
    if not page.flaws or words >= _FEW_WORDS:
        return None
    return Problem(ProblemCode.UNREADABLE, f"No se alcanza a leer la imagen{reasons([page])}.")


def _holds(name: str, value: object) -> bool:
    """Whether the check digits of an untrusted value are right; values without any hold."""
    if name == "nss":
        return is_nss(str(value))
    return is_curp(str(value)) if name == "curp" else True

"""Where templates are found, what an institute may replace, and how a mistake in one is told."""

import re
from pathlib import Path

import pytest
from jinja2 import meta

import mailproc
from mailproc.cases.decision import Decision, Facts
from mailproc.cases.kinds import Kind
from mailproc.errors import ConfigurationError
from mailproc.officer.samples import render_all as render_digests
from mailproc.reply.model import Letter
from mailproc.reply.replies import compose, letter_values
from mailproc.reply.samples import FOLIO, MESSAGE, MESSAGE_ID, render_all, samples
from mailproc.reply.templates import environment, root
from tests.unit.reply.institute import institute

DOCS = Path(__file__).parents[3] / "docs" / "plantillas.md"


def carnet(folder: Path) -> Letter:
    decision = Decision(kind=Kind.CARNET, reasons=(), facts=Facts(first_name="ANA"))
    settings = institute(templates_dir=folder)
    letter = compose(decision, folio=FOLIO, message=MESSAGE, settings=settings, message_id=MESSAGE_ID)
    assert letter is not None
    return letter


def write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


# --- Finding ---------------------------------------------------------------------------------------------


def test_in_a_wheel_they_lie_in_the_package_and_win_over_a_neighbour(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "mailproc"
    write(package, "templates/replies/carta.txt.j2", "")
    write(package.parent, "templates/replies/carta.txt.j2", "somebody else's")
    assert root(package) == package / "templates"


def test_in_a_checkout_they_lie_beside_the_package(tmp_path: Path) -> None:
    write(tmp_path, "templates/replies/carta.txt.j2", "")
    assert root(tmp_path / "mailproc") == tmp_path / "templates"
    assert (root() / "replies" / "carta.txt.j2").is_file()
    assert root().parent in {Path(mailproc.__file__).parent, Path(mailproc.__file__).parents[1]}


def test_an_incomplete_installation_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="install mailproc again"):
        root(tmp_path / "mailproc")


# --- Replacing -------------------------------------------------------------------------------------------


def test_an_institute_replaces_one_file_and_keeps_the_others(tmp_path: Path) -> None:
    write(tmp_path, "replies/_ayuda.txt.j2", "Pregunta en la caseta {{ folio }}.\n")
    letter = carnet(tmp_path)
    assert f"Pregunta en la caseta {FOLIO}." in letter.text
    assert f"Pregunta en la caseta {FOLIO}." in letter.html
    assert "dos fotografías tamaño infantil" in letter.text


def test_an_institute_replaces_one_text_of_a_letter(tmp_path: Path) -> None:
    write(
        tmp_path,
        "replies/carnet.txt.j2",
        '{% extends "originales/replies/carnet.txt.j2" %}\n{% block asunto %}Tu carnet{% endblock %}\n',
    )
    letter = carnet(tmp_path)
    assert letter.subject == f"Tu carnet ({FOLIO})"
    assert "dos fotografías tamaño infantil" in letter.text


def test_the_examples_of_the_documents_do_what_they_say(tmp_path: Path) -> None:
    told = DOCS.read_text(encoding="utf-8")
    shown = re.findall(r"Con este `plantillas/(replies/[^`]+)`[^`]*```\n(.*?)```", told, re.DOTALL)
    assert [name for name, _ in shown] == ["replies/_ayuda.txt.j2", "replies/carnet.txt.j2"]
    ours = {sample.name: sample.letter for sample in samples(institute())}
    for name, text in shown:
        write(tmp_path, name, text)
    theirs = {sample.name: sample.letter for sample in samples(institute(templates_dir=tmp_path))}
    for name, letter in theirs.items():
        assert "Ven a la ventanilla 3, de 9 a 14 h" in letter.text and "Ven a la ventanilla 3" in letter.html
        carnet_alone = letter.template == "carnet"
        assert (letter.subject == ours[name].subject) is not carnet_alone
        assert (letter.subject == f"Tu carnet del IMSS ({FOLIO})") is carnet_alone


def test_an_institute_gives_one_letter_its_own_html(tmp_path: Path) -> None:
    write(tmp_path, "replies/carnet.html.j2", "<!DOCTYPE html><p>{{ asunto }}: {{ bloques | length }}</p>")
    letter = carnet(tmp_path)
    assert "<p>Cómo sacar tu carnet" in letter.html
    others = [one for one in render_all(institute(templates_dir=tmp_path)) if one.template != "carnet"]
    assert all("Afiliación al IMSS" in one.html for one in others)


def test_a_changed_file_counts_from_the_next_letter_on(tmp_path: Path) -> None:
    write(tmp_path, "replies/_ayuda.txt.j2", "Antes.\n")
    assert "Antes." in carnet(tmp_path).text
    write(tmp_path, "replies/_ayuda.txt.j2", "Después, ya corregido.\n")
    assert "Después, ya corregido." in carnet(tmp_path).text


# --- Mistakes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Asunto: a\n\n{{ matricula }}\n", "'matricula' is undefined"),
        ("Asunto: a\n\n{% if folio %}\n", "carnet.txt.j2, line"),
        ("Asunto: a\n\n{{ folio + 1 }}\n", "carnet.txt.j2"),
        ("Asunto: a\n\n{{ 1 / 0 }}\n", "division by zero"),
        ('{% include "replies/carnet.txt.j2" %}', "recursion"),
        ("Sin asunto\n", 'must begin with "Asunto'),
        ('{% extends "replies/nada.txt.j2" %}', "replies/nada.txt.j2"),
        ("Asunto: a\n\n{{ ''.__class__.__mro__ }}\n", "unsafe"),
        ("Asunto: a\n\n{{ clinicas.__init__.__globals__ }}\n", "unsafe"),
        ("Asunto: a\n\n{{ clinica.nombre }}\n", "None"),
    ],
)
def test_a_mistake_names_the_template(tmp_path: Path, text: str, told: str) -> None:
    write(tmp_path, "replies/carnet.txt.j2", text)
    with pytest.raises(ConfigurationError, match=re.escape(told)) as caught:
        carnet(tmp_path)
    assert "carnet" in str(caught.value)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"policy\.templates_dir"):
        carnet(tmp_path / "nada")


# --- docs/plantillas.md ----------------------------------------------------------------------------------


def documented(heading: str) -> set[str]:
    """Names in backticks that open a row of the table under that heading."""
    section = re.split(r"^## ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (body,) = [part for part in section if part.startswith(heading + "\n")]
    return set(re.findall(r"^\| `([^`]+)`", body, re.MULTILINE))


def used(prefix: str) -> set[str]:
    """Variables that our templates of a folder ask for, and do not make themselves."""
    engine = environment(None)
    names: set[str] = set()
    for file in (root() / prefix).iterdir():
        names |= meta.find_undeclared_variables(engine.parse(file.read_text(encoding="utf-8")))
    return names


def test_every_template_is_documented() -> None:
    ours = {file.relative_to(root()).as_posix() for file in root().rglob("*.j2")}
    assert documented("Los archivos") == ours


def test_every_variable_of_the_letters_is_documented_and_nothing_else() -> None:
    values = set(letter_values(Facts(), folio=FOLIO, settings=institute()))
    assert documented("Variables de las cartas") == values
    shell = documented("Variables de la forma HTML")
    assert used("replies") <= values | shell


def test_every_variable_of_digest_and_alarm_is_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, set[str]] = {}
    real = environment(None)

    class Watching:
        """The real engine, noting the names it is given."""

        def get_template(self, name: str) -> "Watching.Watched":
            return Watching.Watched(name)

        class Watched:
            def __init__(self, name: str) -> None:
                self.name = name

            def render(self, values: dict[str, object]) -> str:
                given.setdefault(self.name, set()).update(values)
                return real.get_template(self.name).render(values)

    monkeypatch.setattr("mailproc.reply.templates.environment", lambda _: Watching())
    render_digests(institute())
    assert documented("Variables del resumen") == given["digest/resumen.txt.j2"] == given["digest/resumen.html.j2"]
    assert documented("Variables de la alarma") == given["digest/alarma.txt.j2"]
    program = given["digest/parado.txt.j2"] | given["digest/de_nuevo.txt.j2"] | given["digest/freno.txt.j2"]
    assert documented("Variables de los avisos del programa") == program
    shell = documented("Variables de la forma HTML")
    assert given["replies/carta.html.j2"] == given["digest/alarma.txt.j2"] | program | shell

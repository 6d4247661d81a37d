"""The writer's words, and nobody else's."""

import tomllib
from pathlib import Path

import pytest

from mailproc.message.quoted import separate

REPLIES = {
    name: shape["text"]
    for name, shape in tomllib.loads((Path(__file__).parent / "replies.toml").read_text("utf-8")).items()
}


@pytest.mark.parametrize("name", REPLIES)
def test_history_is_not_the_writers(name):
    spoken = separate("Re: constancia", REPLIES[name])
    assert spoken.own == "Va"
    assert spoken.forwarded == ""


def test_an_answer_below_the_quotation_is_kept():
    text = "El 12 ago 2026 a las 10:03, Afil <a@b.mx> escribió:\n> ¿Cuál clínica?\n\nLa 25 por favor"
    assert separate("Re: x", text).own == "La 25 por favor"


ANSWERED_BELOW = {
    "one below another": (
        "> ¿Cuál clínica?\n\nLa 25\n\n> ¿Y tu número de control?\n\nEs el de arriba",
        "La 25\n\n\nEs el de arriba",
    ),
    "amid an attribution's quotation": (
        "El 12 ago 2026 a las 10:03, Afil <a@b.mx> escribió:\n\n> ¿Cuál clínica?\nLa 25\n> ¿Semestre?\nTercero",
        "La 25\nTercero",
    ),
    "quotation without attribution": ("> ¿Cuál clínica?\n> Saludos\n\nLa 25", "La 25"),
    "nothing marks the quotation": (
        "La 25\n\nHola Ana:\nFalta saber qué clínica.",
        "La 25\n\nHola Ana:\nFalta saber qué clínica.",
    ),
}


@pytest.mark.parametrize("name", ANSWERED_BELOW)
def test_answers_among_the_quoted_lines_are_kept(name):
    text, own = ANSWERED_BELOW[name]
    assert separate("Re: x", text).own == own


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Fwd: x", "Mire\n\n---------- Forwarded message ---------\nDe: IMSS <i@x.example>\n\nDescarga"),
        ("Fwd: x", "Mire\n\n---------- Mensaje reenviado ---------\nDe: IMSS <i@x.example>\n\nDescarga"),
        (
            "Fwd: x",
            "Mire\n\nInicio del mensaje reenviado:\n\n> De: IMSS <i@x.example>\n> Asunto: x\n> \n> Descarga",
        ),
        ("RV: x", "Mire\n\nDe: IMSS <i@x.example>\nEnviado: lunes\nPara: Ana\nAsunto: x\n\nDescarga"),
        ("RE: RV: x", "Mire\n\n-- \nAna\n\n---------- Forwarded message ---------\nDe: IMSS\n\nDescarga"),
    ],
)
def test_a_message_passed_on_is_kept_apart(subject, text):
    spoken = separate(subject, text)
    assert spoken.own == "Mire"
    assert spoken.forwarded.endswith("Descarga")
    assert ">" not in spoken.forwarded.replace("<i@x.example>", "")


@pytest.mark.parametrize(
    "text",
    [
        "El doctor me escribió: no hay cita",
        "De: mi casa a la clínica es lejos\nPara: nada",
        "El lunes voy.\nEl martes también.",
        "-- no es firma",
        "Gracias, ¿cuándo queda?",
        "- quiero la 25\n- perdí mi hoja",
        "El 12 de agosto fui a la clínica 13\ny no me atendieron, nadie me escribió",
        "",
    ],
)
def test_ordinary_sentences_stay(text):
    assert separate("x", text).own == text

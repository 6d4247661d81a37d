"""The writer's words, and nobody else's."""

import pytest

from mailproc.message.quoted import separate

RULE = "_" * 32
REPLIES = {
    "gmail": "Va\n\nEl mar, 12 ago 2026 a las 10:03, Afil (<a@b.mx>) escribió:\n\n> Hola\n> Ana\n",
    "gmail folded": "Va\n\nEl mar, 12 ago 2026 a la(s) 10:03 a.m., Afil (\na@b.mx) escribió:\n\n> Hola",
    "gmail english": "Va\n\nOn Tue, Aug 12, 2026 at 10:03 AM Afil <a@b.mx>\nwrote:\n\n> Hola",
    "gmail old": "Va\n\n2026-08-12 10:03 GMT-06:00 Afil <a@b.mx>:\n\n> Hola",
    "gmail unquoted": "Va\n\nEl mar, 12 ago 2026 a las 10:03, Afil (<a@b.mx>) escribió:\n\nHola\nAna",
    "outlook": "Va\n\nDe: Afil <a@b.mx>\nEnviado: martes 12 de agosto\nPara: Ana\nAsunto: RE: x\n\nHola",
    "outlook desktop": "Va\n\nDe: Afil\nEnviado el: martes 12\nPara: Ana\nAsunto: x\nHola",
    "outlook english": f"Va\n\n{RULE}\nFrom: Afil\nSent: Tuesday\nTo: Ana\nSubject: x\n\nHola",
    "outlook android": f"Va\n\nObtener Outlook para Android\n{RULE}\nDe: A\nEnviado: m\nPara: b\nHola",
    "outlook bold": "Va\n\n*De:* Afil\n*Enviado:* martes\n*Para:* Ana\n*Asunto:* x\n\nHola",
    "iphone": "Va\n\nEnviado desde mi iPhone\n\n> El 12 ago 2026, 10:03, Afil <a@b.mx> escribió:\n> \n> Hola",
    "yahoo": "Va\n\n    El martes, 12 de agosto de 2026, 10:03:00 GMT-6, Afil <a@b.mx> escribió:  \n \n Hola",
    "original": "Va\n\n-----Mensaje original-----\nDe: Afil\nHola",
    "signature": "Va\n\n-- \nAna Ruiz\nIngeniería Civil",
    "marks only": "Va\n> Hola\n>> Ana",
}


@pytest.mark.parametrize("name", REPLIES)
def test_history_is_not_the_writers(name):
    spoken = separate("Re: constancia", REPLIES[name])
    assert spoken.own == "Va"
    assert spoken.forwarded == ""


def test_an_answer_below_the_quotation_is_kept():
    text = "El 12 ago 2026 a las 10:03, Afil <a@b.mx> escribió:\n> ¿Cuál clínica?\n\nLa 25 por favor"
    assert separate("Re: x", text).own == "La 25 por favor"


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
        "",
    ],
)
def test_ordinary_sentences_stay(text):
    assert separate("x", text).own == text

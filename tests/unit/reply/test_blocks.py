"""The marks of a template, understood."""

import pytest

from mailproc.reply.blocks import Block, Role, Run, as_text, parse


def parsed(body: str, **links: str) -> tuple[Block, ...]:
    return parse(f"Asunto: uno\n\n{body}", links=links).blocks


def test_the_subject_may_run_over_lines() -> None:
    draft = parse("Asunto:\n  Tu constancia\n llegó\n\nHola:\n", links={})
    assert draft.subject == "Tu constancia llegó"
    assert draft.blocks == (Block(Role.PARAGRAPH, ((Run("Hola:"),),)),)


@pytest.mark.parametrize("text", ["", "Hola\n\nAsunto: tarde", "Asunto:   \n\nHola"])
def test_no_subject_is_a_mistake(text: str) -> None:
    with pytest.raises(ValueError, match="Asunto"):
        parse(text, links={})


def test_lines_of_a_paragraph_join_and_a_blank_line_parts_them() -> None:
    assert [block.items for block in parsed("uno\ndos\n\ntres")] == [((Run("uno dos"),),), ((Run("tres"),),)]


def test_a_list_goes_on_over_blank_lines_and_broken_items() -> None:
    (block,) = parsed("- uno\n  sigue\n\n- dos")
    assert block == Block(Role.BULLETS, ((Run("uno sigue"),), (Run("dos"),)))


def test_steps_are_numbered_anew() -> None:
    assert as_text(parsed("4. uno\n\n4. dos")) == "1. uno\n2. dos\n"


def test_a_paragraph_right_after_a_heading_is_not_part_of_it() -> None:
    assert as_text(parsed("# Qué sigue\nNada.\nDe veras.")) == "Qué sigue\n---------\nNada. De veras.\n"


def test_bold_and_links_are_runs_and_vanish_in_text() -> None:
    (block,) = parsed("Entra a *imss.mx* y pide 2*3*4 cosas.", **{"imss.mx": "https://imss.mx/"})
    assert block.items[0] == (
        Run("Entra a "),
        Run("imss.mx", bold=True, href="https://imss.mx/"),
        Run(" y pide 2*3*4 cosas."),
    )
    assert as_text((block,)) == "Entra a imss.mx y pide 2*3*4 cosas.\n"


def test_key_and_rule() -> None:
    blocks = parsed("> lo que\nimporta\n\n---\n\npie")
    assert [block.role for block in blocks] == [Role.KEY, Role.RULE, Role.PARAGRAPH]
    assert as_text(blocks) == f"lo que importa\n\n{'-' * 24}\n\npie\n"


def test_long_lines_wrap_under_their_item_and_addresses_stay_whole() -> None:
    address = "https://ejemplo.example/" + "a" * 90
    text = as_text(parsed(f"- {'palabra ' * 12}fin\n- {address}"))
    lines = text.splitlines()
    assert lines[1].startswith("  palabra")
    assert f"- {address}" in lines or f"  {address}" in lines

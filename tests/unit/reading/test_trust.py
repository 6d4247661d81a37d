"""Promise 3: two independent witnesses, or no trust; and where the next witness is sent."""

from dataclasses import replace

from mailproc.reading.model import Box, Document, Hints, Holder, Page, ProblemCode, Reading, Witness
from mailproc.reading.read import evidence, read_pages
from mailproc.reading.trust import wanted
from tests.unit.reading.drawing import Drawing, heard_page, page, text_page
from tests.unit.reading.layouts import STUDENT, cards, label_lines, prose

OTHER = "55551234127"


def read(*pages: Page, filename: str = "", sender: str = "", known: tuple[str, ...] = ()) -> Reading:
    [reading] = read_pages(pages, Hints(filename, sender, known))
    return reading


def plain_cards() -> Drawing:
    """Cards have no cadena original: each value stands once."""
    return cards(STUDENT)


def rapid_alone() -> Page:
    return page(1, (Witness.RAPID, plain_cards().lines()))


def test_one_engine_alone_makes_no_nss_trusted() -> None:
    reading = read(rapid_alone())
    assert reading.nss is not None
    assert (reading.nss.value, reading.nss.trusted, reading.nss.witnesses) == (
        STUDENT.nss,
        False,
        (Witness.RAPID,),
    )


def test_a_second_engine_does() -> None:
    reading = read(heard_page(plain_cards()))
    assert reading.nss is not None
    assert reading.nss.trusted
    assert reading.nss.witnesses == (Witness.RAPID, Witness.TESSERACT)


def test_the_same_engine_twice_is_one_witness() -> None:
    lines = plain_cards().lines()
    reading = read(page(1, (Witness.RAPID, lines), (Witness.RAPID, lines)))
    assert reading.nss is not None
    assert not reading.nss.trusted


def test_the_file_name_the_sender_and_the_roster_are_witnesses() -> None:
    for reading, witness in (
        (read(rapid_alone(), filename=f"comprobanteVigenciaDerechos{STUDENT.nss} (1).pdf"), Witness.FILENAME),
        (read(rapid_alone(), sender=f"mi nss es {STUDENT.nss}"), Witness.SENDER),
        (read(rapid_alone(), known=(STUDENT.nss,)), Witness.ROSTER),
    ):
        assert reading.nss is not None
        assert reading.nss.trusted
        assert witness in reading.nss.witnesses


def test_a_file_name_never_gives_a_value() -> None:
    drawing = plain_cards().without(STUDENT.nss)
    reading = read(text_page(drawing), filename=f"{STUDENT.nss}.pdf")
    assert reading.nss is None


def test_one_engine_is_not_believed_though_two_places_say_the_same() -> None:
    reading = read(page(1, (Witness.RAPID, label_lines(STUDENT).lines())))
    assert reading.nss is not None
    assert Witness.PLACE in reading.nss.witnesses
    assert not reading.nss.trusted


def test_engines_that_read_two_right_numbers_at_one_place_are_not_believed() -> None:
    reading = read(heard_page(plain_cards(), tesseract={STUDENT.nss: OTHER}))
    assert reading.nss is not None
    assert not reading.nss.trusted


def test_a_broken_second_reading_neither_helps_nor_harms() -> None:
    wrong = STUDENT.nss[:-1] + "7"
    alone = read(heard_page(plain_cards(), tesseract={STUDENT.nss: wrong}))
    assert alone.nss is not None
    assert (alone.nss.value, alone.nss.trusted) == (STUDENT.nss, False)
    named = read(heard_page(plain_cards(), tesseract={STUDENT.nss: wrong}), filename=f"{STUDENT.nss}.pdf")
    assert named.nss is not None
    assert (named.nss.value, named.nss.trusted) == (STUDENT.nss, True)


def test_repaired_characters_need_a_clean_vote() -> None:
    blurred = {STUDENT.nss: "4523O5O1236"}
    both = read(heard_page(plain_cards(), rapid=blurred, tesseract=blurred))
    assert both.nss is not None
    assert not both.nss.trusted
    one = read(heard_page(plain_cards(), tesseract=blurred))
    assert one.nss is not None
    assert (one.nss.value, one.nss.trusted) == (STUDENT.nss, True)


def test_engines_that_differ_on_si_and_no_are_not_believed() -> None:
    reading = read(heard_page(label_lines(STUDENT), tesseract={"SI": "NO"}))
    assert reading.vigente is not None
    assert not reading.vigente.trusted


def test_one_engine_is_not_believed_though_si_and_vigente_agree() -> None:
    reading = read(rapid_alone())
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted) == (True, False)
    assert Witness.PLACE in reading.vigente.witnesses


def test_a_clinic_without_check_digits_needs_two_engines() -> None:
    one, two = read(rapid_alone()), read(heard_page(plain_cards()))
    assert one.umf is not None
    assert not one.umf.trusted
    assert two.umf is not None
    assert two.umf.trusted


def test_a_scanners_layer_is_one_witness_and_may_be_tesseract_itself() -> None:
    lines = plain_cards().lines()
    with_rapid = read(page(1, (Witness.SCANNER, plain_cards().words()), (Witness.RAPID, lines)))
    with_tesseract = read(page(1, (Witness.SCANNER, plain_cards().words()), (Witness.TESSERACT, lines)))
    assert with_rapid.umf is not None
    assert with_rapid.umf.trusted
    assert with_tesseract.umf is not None
    assert not with_tesseract.umf.trusted


def test_a_text_layer_that_the_picture_contradicts() -> None:
    drawing = plain_cards()
    reading = read(
        page(1, (Witness.TEXT, drawing.words()), (Witness.RAPID, drawing.lines({STUDENT.nss: OTHER})),
             (Witness.TESSERACT, drawing.crops(STUDENT.nss, changes={STUDENT.nss: OTHER})))
    )  # fmt: skip
    assert reading.nss is not None
    assert not reading.nss.trusted


def test_confidence_grows_with_witnesses() -> None:
    one, two = read(rapid_alone()), read(heard_page(plain_cards()))
    assert one.nss is not None
    assert two.nss is not None
    assert 0 < one.nss.confidence < two.nss.confidence < 1


def test_hidden_text_is_no_witness_and_a_problem() -> None:
    drawing = plain_cards()
    hidden = Drawing().put(300, 700, OTHER)
    reading = read(page(1, (Witness.TEXT, drawing.words()), (Witness.HIDDEN, hidden.words())))
    assert reading.nss is not None
    assert (reading.nss.value, reading.nss.trusted) == (STUDENT.nss, False)
    assert (ProblemCode.HIDDEN_TEXT, "nss") in {(one.code, one.field) for one in reading.problems}


# --- wanted ------------------------------------------------------------------------------------------------


def test_the_next_witness_is_sent_to_what_is_not_trusted() -> None:
    pages = [rapid_alone()]
    regions = wanted(pages, read_pages(pages, Hints()))
    assert {"nss", "umf", "name", "issued"} <= {region.field for region in regions}
    assert regions[0].field == "nss"
    assert _covers(regions[0].box, STUDENT.nss)
    assert len({(region.page, region.box) for region in regions}) == len(regions)


def test_its_crops_make_trust() -> None:
    drawing = plain_cards()
    heard = (Witness.TESSERACT, drawing.crops(STUDENT.nss, STUDENT.curp, STUDENT.umf, STUDENT.name))
    pages = [page(1, (Witness.RAPID, drawing.lines()), heard)]
    [reading] = read_pages(pages, Hints())
    for field in (reading.nss, reading.curp, reading.umf, reading.name):
        assert field is not None
        assert field.trusted
    assert not {"nss", "curp", "umf", "name"} & {one.field for one in wanted(pages, (reading,))}


def test_numbers_that_were_not_understood_are_wanted_too() -> None:
    drawing = plain_cards()
    pages = [page(1, (Witness.RAPID, drawing.lines({STUDENT.nss: "4523O5O12?6"})))]
    regions = wanted(pages, read_pages(pages, Hints()))
    assert any(_covers(region.box, "4523O5O12?6") for region in regions)


def test_a_lost_answer_is_looked_for_beside_its_label() -> None:
    drawing = label_lines(STUDENT).without("SI")
    pages = [page(1, (Witness.RAPID, drawing.lines()))]
    places = [region.box for region in wanted(pages, read_pages(pages, Hints())) if region.field == "vigente"]
    x, y = next((x, y) for x, y, text in label_lines(STUDENT).runs if text == "SI")
    assert any(box.x0 <= x and box.x1 >= x + 10 and box.y0 <= y + 3 and box.y1 >= y + 7 for box in places)


def test_nothing_is_wanted_of_text_or_of_other_documents() -> None:
    text = [text_page(plain_cards().without(STUDENT.nss))]
    assert wanted(text, read_pages(text, Hints())) == ()
    card = [page(1, (Witness.RAPID, Drawing().put(60, 60, "Credencial para votar").lines()))]
    readings = read_pages(card, Hints())
    assert readings[0].document is Document.IDENTIFICACION
    assert wanted(card, readings) == ()


def test_the_evidence_prefers_the_page_that_says_more() -> None:
    upright, lost = read_pages([rapid_alone()], Hints()), read_pages([text_page(Drawing())], Hints())
    assert evidence(upright) > evidence(lost)


def _covers(box: Box, text: str) -> bool:
    x, y = next((x, y) for x, y, run in plain_cards().runs if run in {text, STUDENT.nss})
    return box.x0 <= x and box.y0 <= y and box.x1 >= x + 5 * len(STUDENT.nss) and box.y1 >= y + 10


def test_the_head_of_a_sheet_stays_titular_whatever_the_witnesses() -> None:
    reading = read(heard_page(label_lines(replace(STUDENT, right="NO", estado="BAJA", agregado="1H2005"))))
    assert reading.holder is not None
    assert (reading.holder.value, reading.holder.trusted) == (Holder.TITULAR, True)


def test_a_line_heard_once_more_takes_its_value_from_no_sentence() -> None:
    # A third engine hears one line of the sentence: over it stands the telephone's label, and "número de" is not in it.
    drawing = prose(STUDENT).put(75, 78, "Teléfono:")
    line = drawing.crops("Seguridad Social")
    layers = ((Witness.RAPID, drawing.lines()), (Witness.TESSERACT, drawing.lines()), (Witness.PPOCR4, line))
    lone = [replace(word, text=word.text.replace("Seguridad Social", "social")) for word in line]
    for heard in (layers, (*layers[:2], (Witness.PPOCR4, tuple(lone)))):
        reading = read(page(1, *heard))
        assert reading.nss is not None
        assert (reading.nss.value, reading.nss.trusted) == (STUDENT.nss, True)


def test_where_there_is_no_right_nobody_is_asked_through_whom() -> None:
    facts = replace(STUDENT, right="NO", estado="BAJA", registro="", modality="", employer="")
    seen = heard_page(label_lines(facts))
    reading = read(seen)
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted) == (False, True)
    assert "employers" not in {region.field for region in wanted([seen], [reading])}
    still = heard_page(label_lines(replace(facts, right="SI", estado="VIGENTE")))
    assert "employers" in {region.field for region in wanted([still], [read(still)])}

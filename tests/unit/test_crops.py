"""Pictures of the places of a sheet's values: small, upright, and with the value in them."""

import io
from concurrent.futures import Future
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from mailproc.cases.decision import Decision, Student
from mailproc.cases.kinds import Kind
from mailproc.considering import Considered
from mailproc.crops import LARGEST, cut_out, lacking, read_and_cut
from mailproc.documents.worker import Workers, WorkersClosed
from mailproc.message.model import Attachment
from mailproc.ocr.tesseract import Tesseract
from mailproc.pipeline import sheets_of, with_crops
from mailproc.reader import ReaderOptions, read_bytes
from mailproc.reading.model import Crop, FileReading, Hints
from tests.documents import copy, generate
from tests.unit.store.house import message

PDF, SHEET = generate(5, layout="above", case="no_baja")


def seen(crop: Crop) -> str:
    """What stands on it, as Tesseract reads it."""
    picture = cv2.imdecode(np.frombuffer(crop.jpeg, dtype=np.uint8), cv2.IMREAD_COLOR)
    wide = np.asarray(cv2.resize(picture, None, fx=2, fy=2), dtype=np.uint8)
    return " ".join(word.text for word in Tesseract().read_page(wide))


def small(crops: tuple[Crop, ...]) -> bool:
    pictures = [Image.open(io.BytesIO(crop.jpeg)) for crop in crops]
    return all(one.width <= 560 and one.height <= 200 and one.format == "JPEG" for one in pictures) and all(
        len(crop.jpeg) <= LARGEST for crop in crops
    )


def test_a_born_digital_page_is_drawn_only_when_asked_for() -> None:
    options = ReaderOptions()
    reading = read_and_cut(PDF, "a.pdf", Hints(filename="a.pdf"), options)
    assert reading.crops == () and lacking(reading)
    assert replace(reading, seconds=0) == replace(read_bytes(PDF, name="a.pdf"), seconds=0)
    crops = cut_out(PDF, reading, options)
    assert {"nss", "curp", "name", "vigente", "estado", "issued"} <= {crop.field for crop in crops}
    assert small(crops)
    texts = {crop.field: seen(crop) for crop in crops}
    assert str(SHEET.nss) in texts["nss"] and str(SHEET.curp)[:16] in texts["curp"]
    assert not lacking(replace(reading, crops=crops))


def test_a_scan_that_lies_on_its_side_is_cut_upright_while_it_is_read() -> None:
    content, name = copy(PDF, "turned_90", 3, name=SHEET.filename)
    reading = read_and_cut(content, name, Hints(filename=name), ReaderOptions())
    assert not lacking(reading)
    assert small(reading.crops)
    texts = {crop.field: seen(crop) for crop in reading.crops}
    assert str(SHEET.nss) in texts["nss"] and str(SHEET.curp)[:16] in texts["curp"]


@pytest.mark.parametrize("kind", [Kind.REVISAR, Kind.ALTA])
def test_only_what_a_person_will_look_at_is_cut_and_kept(kind: Kind) -> None:
    with Workers(workers=1, job=read_and_cut) as workers:
        reading = workers.read(PDF, name="a.pdf")
        there = replace(reading, crops=(Crop(0, "umf", b"umf"),))
        mail = replace(message(), attachments=(Attachment("a.pdf", "application/pdf", PDF),))
        decisions = (Decision(kind, ("Regla.",), Student(), sheet=reading.readings[0]),)
        files = with_crops(Considered(mail, (there,), decisions), workers)
    [sheet] = sheets_of(files, decisions)
    kept = {crop.field for crop in sheet.crops}
    assert ({"umf", "nss", "curp", "vigente"} <= kept) if kind is Kind.REVISAR else not kept
    assert all(crop.media == "image/jpeg" and crop.image for crop in sheet.crops)


def test_a_file_that_cannot_be_drawn_has_no_pictures_and_stops_nothing() -> None:
    reading = read_bytes(PDF, name="a.pdf")
    with Workers(workers=1, memory_mb=2048, seconds=20) as workers:
        assert workers.cut(PDF[:300], reading).result() == ()
        assert workers.cut(PDF, "no reading").result() == ()  # type: ignore[arg-type]  # what breaks a worker
        later: Future[tuple[Crop, ...]] = workers.cut(PDF, reading)
        assert later.result()
    with pytest.raises(WorkersClosed):
        workers.cut(PDF, FileReading("a.pdf", "", "", ()))

"""RapidOCR: finds the lines of a page and recognises them, with the models its wheel carries.

The page is searched at reduced size, the lines are recognised from full-size crops: RapidOCR by itself does
both at full size, and pads every short word to a line. Its line classifier is left out: which way is up, reading
tells. A wheel without its models is told as a missing engine.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mailproc.documents.pixels import Picture
from mailproc.ocr.engine import EngineFault, Failure, Heard
from mailproc.ocr.models import carried, latin, session
from mailproc.reading.model import Witness

_DETECTION = "PP-OCRv6_det_small.onnx"
_RECOGNITION = "PP-OCRv6_rec_small.onnx"
_NARROWEST = 64
"""Pixels to which the narrowest crops are padded, at 48 high: the library pads to 320, for nothing gained."""
_LEAST_TEXT = 0.25
"""How sure the finder must be of a line: half its default, which misses four times as many at reduced size, short
ones like SI and NO above all. What is no text is heard as none."""


class Recogniser:
    """An engine that hears lines with one of the models that wheels carry, several at once, each on one core.

    `package` and `model` say where the model lies. RapidOCR's own code prepares the lines and spells the answers.
    """

    def __init__(self, witness: Witness, package: str, model: str, *, threads: int) -> None:
        self._witness = witness
        self._package = package
        self._model = model
        self._threads = max(1, threads)
        self._recogniser: Any = None

    @property
    def witness(self) -> Witness:
        """As given."""
        return self._witness

    def recognise(self, crops: Sequence[Picture]) -> list[Heard]:
        """See Engine. One by one: together they are padded to the widest, and no faster."""
        if self._recogniser is None:
            self._recogniser = self._loaded(self._load)
        from rapidocr.ch_ppocr_rec import TextRecInput

        def read(at: int) -> Heard:
            output = self._recogniser(TextRecInput(img=[crops[at]]))
            return Heard(output.txts[0].strip(), float(output.scores[0]))

        widest = sorted(range(len(crops)), key=lambda at: -crops[at].shape[1] / crops[at].shape[0])
        heard = [Heard("", 0.0)] * len(crops)
        try:
            with ThreadPoolExecutor(self._threads) as pool:
                # The widest first: the cores finish together.
                for at, said in zip(widest, pool.map(read, widest), strict=True):
                    heard[at] = said
        except _inference_error() as error:
            raise EngineFault(self._witness, Failure.CRASHED, str(error)[-200:]) from error
        return heard

    def _load(self) -> Any:
        model = session(latin(carried(self._package, self._model)), threads=1)
        from rapidocr.ch_ppocr_rec import TextRecognizer

        part = _settings({"Rec.rec_img_shape": [3, 48, _NARROWEST], "Rec.rec_batch_num": 1}).Rec
        part.session = model
        part.font_path = None  # asked for, and never used: nothing is drawn
        return TextRecognizer(part)

    def _loaded(self, load: Callable[[], Any]) -> Any:
        try:
            return load()
        except _loading_errors() as error:
            raise EngineFault(self._witness, Failure.MISSING, str(error)) from error


class Rapid(Recogniser):
    """RAPID: RapidOCR's recogniser, and the finder of lines. `threads` is how many cores it may keep busy."""

    def __init__(self, *, threads: int = 2) -> None:
        super().__init__(Witness.RAPID, "rapidocr", _RECOGNITION, threads=threads)
        self._detector: Any = None

    def find(self, picture: Picture, *, side: int) -> list[NDArray[np.float32]]:
        """The lines of text on a picture, searched at `side` pixels on its long side: rectangles of 4 x 2
        corners in ring order, in pixels of the picture as given. Raises EngineFault."""
        if self._detector is None:
            self._detector = self._loaded(self._load_detector)
            self._recogniser = self._loaded(self._load)
        import cv2

        height, width = picture.shape[:2]
        factor = side / max(height, width)
        small = picture
        if factor < 1:
            size = (max(32, round(width * factor)), max(32, round(height * factor)))
            small = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        try:
            prepared = self._detector.get_preprocess()(small)
            if prepared is None:
                return []
            boxes, _scores = self._detector.postprocess_op(self._detector.session(prepared), (height, width))
        except _inference_error() as error:
            raise EngineFault(Witness.RAPID, Failure.CRASHED, str(error)[-200:]) from error
        return [np.asarray(box, dtype=np.float32) for box in boxes]

    def _load_detector(self) -> Any:
        model = session(carried("rapidocr", _DETECTION).read_bytes(), threads=1)
        from rapidocr.ch_ppocr_det import TextDetector

        sizes = {"Det.limit_type": "max", "Det.limit_side_len": 100_000}  # it comes at the right size already
        part = _settings({**sizes, "Det.box_thresh": _LEAST_TEXT}).Det
        part.session = model
        return TextDetector(part)


def third_engine(*, threads: int) -> Recogniser:
    """PPOCR4: the models of an older wheel, where it is installed; kin to RapidOCR."""
    return Recogniser(Witness.PPOCR4, "rapidocr_onnxruntime", "ch_PP-OCRv4_rec_infer.onnx", threads=threads)


def _settings(changed: dict[str, Any]) -> Any:
    """RapidOCR's own settings but for these, open for a session: its way of taking a model that is loaded."""
    import rapidocr
    from omegaconf import OmegaConf
    from rapidocr.utils.parse_parameters import ParseParams

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    settings = ParseParams.load(Path(rapidocr.__file__).parent / "config.yaml")
    ParseParams.update_batch(settings, changed)
    for part in (settings.Det, settings.Rec):
        OmegaConf.set_struct(part, False)
        part._set_flag("allow_objects", True)
    return settings


def _loading_errors() -> tuple[type[Exception], ...]:
    """What a broken installation raises; onnxruntime and protobuf have their own classes for a damaged model."""
    errors: tuple[type[Exception], ...] = (
        ImportError,
        OSError,
        ValueError,
        KeyError,
        AttributeError,
        RuntimeError,
    )
    try:
        from google.protobuf.message import DecodeError
        from onnxruntime.capi import onnxruntime_pybind11_state as state
    except (ImportError, OSError, RuntimeError):
        return errors
    own = (kind for kind in vars(state).values() if isinstance(kind, type) and issubclass(kind, Exception))
    return (*errors, DecodeError, *own)


def _inference_error() -> type[Exception]:
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

    error: type[Exception] = ONNXRuntimeError
    return error

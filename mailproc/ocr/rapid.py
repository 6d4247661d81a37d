"""RapidOCR: finds the lines of a page and recognises them, with the models its wheel carries.

The page is searched at reduced size, the lines are recognised from full-size crops: RapidOCR by itself does
both at full size, and pads every short word to a line. Its line classifier is left out (the direction of the
page is found by reading, see straighten.py). Nothing is ever downloaded: model paths are given, and a wheel
without them is told as a missing engine.
"""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mailproc.documents.pixels import Picture
from mailproc.ocr.engine import EngineFault, Failure, Heard
from mailproc.reading.model import Witness

_DETECTION = "PP-OCRv6_det_small.onnx"
_RECOGNITION = "PP-OCRv6_rec_small.onnx"
_LATIN = frozenset(
    " 0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZáéíóúüñÁÉÍÓÚÜÑ"
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~¡¿°ºª·–—«»“”’"
)
"""What a Mexican sheet can show: the model knows 18,000 signs more, and mistakes letters for them."""
_NARROWEST = 64
"""Pixels to which the narrowest crops are padded, at 48 high: the library pads to 320, for nothing gained."""
_BATCH = 6


class Rapid:
    """The engine RAPID. `threads` is how many batches are recognised at once, each on one core."""

    def __init__(self, *, threads: int = 2) -> None:
        self._threads = max(1, threads)
        self._detector: Any = None
        self._recogniser: Any = None

    @property
    def witness(self) -> Witness:
        """RAPID."""
        return Witness.RAPID

    def find(self, picture: Picture, *, side: int) -> list[NDArray[np.float32]]:
        """The lines of text on a picture, searched at `side` pixels on its long side: rectangles of 4 x 2
        corners in ring order, in pixels of the picture as given. Raises EngineFault."""
        self._load()
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

    def recognise(self, crops: Sequence[Picture]) -> list[Heard]:
        """See Engine. Crops of like width are recognised together."""
        self._load()
        from rapidocr.ch_ppocr_rec import TextRecInput

        order = sorted(range(len(crops)), key=lambda at: crops[at].shape[1] / crops[at].shape[0])
        batches = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]

        def read(batch: list[int]) -> Any:
            return self._recogniser(TextRecInput(img=[crops[at] for at in batch]))

        heard = [Heard("", 0.0)] * len(crops)
        try:
            with ThreadPoolExecutor(self._threads) as pool:
                # The widest batches first: the cores finish together.
                for batch, output in zip(batches[::-1], pool.map(read, batches[::-1]), strict=True):
                    for at, text, score in zip(batch, output.txts, output.scores, strict=True):
                        heard[at] = Heard(text.strip(), float(score))
        except _inference_error() as error:
            raise EngineFault(Witness.RAPID, Failure.CRASHED, str(error)[-200:]) from error
        return heard

    def _load(self) -> None:
        if self._recogniser is not None:
            return
        try:
            self._detector, self._recogniser = _models(self._threads)
        except (ImportError, OSError, ValueError, KeyError, AttributeError) as error:
            raise EngineFault(Witness.RAPID, Failure.MISSING, str(error)) from error


def _models(threads: int) -> tuple[Any, Any]:
    """Detector and recogniser with their models loaded. Raises ImportError or OSError where they are not."""
    import rapidocr
    from rapidocr.ch_ppocr_det import TextDetector
    from rapidocr.ch_ppocr_rec import TextRecognizer
    from rapidocr.utils.parse_parameters import ParseParams

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    home = Path(rapidocr.__file__).parent
    for name in (_DETECTION, _RECOGNITION):
        if not (home / "models" / name).is_file():
            raise FileNotFoundError(f"{name} is not in the installed rapidocr")
    settings = ParseParams.load(home / "config.yaml")
    ParseParams.update_batch(
        settings,
        {
            "Det.model_path": str(home / "models" / _DETECTION),
            "Rec.model_path": str(home / "models" / _RECOGNITION),
            "Det.limit_type": "max",
            "Det.limit_side_len": 100_000,  # the picture comes at the right size already
            "Rec.rec_img_shape": [3, 48, _NARROWEST],
            "Rec.rec_batch_num": _BATCH,
        },
    )
    settings.Det.engine_cfg = dict(settings.EngineConfig.onnxruntime, intra_op_num_threads=threads)
    settings.Rec.engine_cfg = dict(settings.EngineConfig.onnxruntime, intra_op_num_threads=1)
    settings.Rec.font_path = None  # asked for, and never used: nothing is drawn
    recogniser: Any = TextRecognizer(settings.Rec)
    recogniser.postprocess_op = _Latin(recogniser.postprocess_op)
    return TextDetector(settings.Det), recogniser


class _Latin:
    """The recogniser's decoder, deaf to signs no Mexican sheet shows."""

    def __init__(self, decoder: Any) -> None:
        self._decoder = decoder
        self._kept = [at for at, sign in enumerate(decoder.character) if at == 0 or sign in _LATIN]
        decoder.character = [decoder.character[at] for at in self._kept]

    def __call__(self, predictions: NDArray[np.float32], *args: Any, **named: Any) -> Any:
        return self._decoder(np.take(predictions, self._kept, axis=2), *args, **named)


def _inference_error() -> type[Exception]:
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

    error: type[Exception] = ONNXRuntimeError
    return error

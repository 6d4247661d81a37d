"""A PDF page as a picture: the embedded scan itself where the page is one, a rendering otherwise."""

import math
from collections import defaultdict
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from pypdfium2 import PdfImage

from mailproc.documents.limits import Limits
from mailproc.documents.pictures import WORKING_SIDE
from mailproc.documents.pixels import Picture

_LETTER_SIDE = 2200
"""Pixels on the long side of a rendered page: 200 dpi on letter size."""
_MATTERS = 0.15
"""Part of the page on which pictures of one resolution matter."""
_MOST_PICTURES = 2_000
_WHOLE = 0.97
"""A scan covers at least this much of its page in both directions."""


def page_picture(page: Any, limits: Limits, *, masked: bool) -> Picture:
    """The page as shown, upright, blue-green-red. Raises PdfiumError where PDFium cannot.

    masked   whether pictures of the file may have masks: then only a rendering shows what they show.
    """
    width, height = page.get_size()
    scan = None if masked else _only_picture(page, width, height)
    if scan is not None:
        across, down = scan.get_px_size()
        if across * down <= limits.max_pixels and (native := _pixels(scan, page)) is not None:
            return native
    scale = _scale(page, width, height, limits)
    return _bgr(page.render(scale=scale).to_numpy())


def _only_picture(page: Any, width: float, height: float) -> PdfImage | None:
    """The one picture that is the page, drawn upright and with nothing visible beside it."""
    only: PdfImage | None = None
    for thing in page.get_objects(max_depth=1):
        if thing.type == pdfium.FPDF_PAGEOBJ_TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(thing) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                return None
        elif thing.type == pdfium.FPDF_PAGEOBJ_IMAGE and only is None:
            only = thing
        else:
            return None
    if only is None or pdfium.FPDFPage_GetAnnotCount(page):
        return None
    matrix = only.get_matrix()
    shown = (height, width) if page.get_rotation() % 180 else (width, height)
    upright = matrix.a > 0 and matrix.d > 0 and abs(matrix.b) < 0.01 and abs(matrix.c) < 0.01
    left, bottom, right, top = only.get_bounds()
    crop = page.get_bbox()
    inside = left >= crop[0] - 2 and bottom >= crop[1] - 2 and right <= crop[2] + 2 and top <= crop[3] + 2
    whole = right - left >= _WHOLE * shown[0] and top - bottom >= _WHOLE * shown[1]
    across, down = only.get_px_size()
    # Those of a fax in standard resolution are twice as high as wide.
    square = abs(across * (top - bottom) - down * (right - left)) < 0.03 * down * (right - left)
    return only if upright and inside and whole and square else None


def _pixels(scan: PdfImage, page: Any) -> Picture | None:
    """The scan's own pixels, turned as the page is; None where it has a mask or a form PDFium cannot copy."""
    if pdfium.FPDFPageObj_HasTransparency(scan):
        return None
    bitmap = scan.get_bitmap(render=False)
    if bitmap.format not in (pdfium.FPDFBitmap_Gray, pdfium.FPDFBitmap_BGR, pdfium.FPDFBitmap_BGRx):
        return None
    turned = np.rot90(_bgr(bitmap.to_numpy()), -(page.get_rotation() // 90))
    return np.ascontiguousarray(turned) if max(turned.shape) <= WORKING_SIDE else None


def _scale(page: Any, width: float, height: float, limits: Limits) -> float:
    """Pixels a point: the finest native resolution of the pictures that matter on the page, and no less than
    letter size at 200 dpi, within WORKING_SIDE and the limits (a page may claim to be 200 inches wide)."""
    long_side = max(width, height, 1.0)
    scale = max(_LETTER_SIDE / long_side, _resolution(page, width * height))
    scale = min(scale, WORKING_SIDE / long_side)
    return min(scale, math.sqrt(limits.max_pixels / max(width * height, 1.0)))


def _resolution(page: Any, area: float) -> float:
    """Pixels a point of the page's pictures, 0 where it has none. A scan may come in strips or tiles, or as a
    coarse picture under a fine one: pictures of one resolution count together; a stamp or logo does not count."""
    covered: defaultdict[float, float] = defaultdict(float)
    finest: defaultdict[float, float] = defaultdict(float)
    for number, image in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        if number >= _MOST_PICTURES:
            break
        matrix = image.get_matrix()
        wide, high = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
        if wide * high > 0:
            across, down = image.get_px_size()
            # The pixels of a fax need not be square.
            fine = max(across / wide, down / high)
            covered[round(fine, 1)] += wide * high
            finest[round(fine, 1)] = max(fine, finest[round(fine, 1)])
    return max((finest[about] for about, part in covered.items() if part >= _MATTERS * area), default=0.0)


def _bgr(pixels: Any) -> Picture:
    """Grey, BGR or BGRx pixels as BGR, copied out of PDFium's memory."""
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
    return np.array(pixels[:, :, :3], dtype=np.uint8)

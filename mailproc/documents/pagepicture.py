"""A PDF page as a picture: the embedded scan itself where the page is one, a rendering otherwise."""

import math
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from pypdfium2 import PdfImage

from mailproc.documents.limits import Limits
from mailproc.documents.pictures import WORKING_SIDE
from mailproc.documents.pixels import Picture

_LETTER_SIDE = 2200
"""Pixels on the long side of a rendered page: 200 dpi on letter size."""
_WHOLE = 0.97
"""A scan covers at least this much of its page in both directions."""


def page_picture(page: Any, limits: Limits) -> Picture:
    """The page as shown, upright, blue-green-red. Raises PdfiumError where PDFium cannot."""
    width, height = page.get_size()
    scan = _only_picture(page, width, height)
    if scan is not None:
        across, down = scan.get_px_size()
        if across * down <= limits.max_pixels and (native := _pixels(scan, page)) is not None:
            return native
    scale = _scale(page, width, height, limits)
    bitmap = page.render(scale=scale, rev_byteorder=False, may_draw_forms=True)
    return _bgr(bitmap.to_numpy())


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
    # The pixels of a fax in standard resolution are twice as high as wide.
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
    """Pixels a point: the native resolution of the largest picture on the page, and no less than letter size
    at 200 dpi, within WORKING_SIDE and the limits (a page may claim to be 200 inches wide)."""
    long_side = max(width, height, 1.0)
    scale = _LETTER_SIDE / long_side
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, _bottom, right, _top = image.get_bounds()
        if right - left > 0.3 * width:
            scale = max(scale, image.get_px_size()[0] / (right - left))
    scale = min(scale, WORKING_SIDE / long_side)
    return min(scale, math.sqrt(limits.max_pixels / max(width * height, 1.0)))


def _bgr(pixels: Any) -> Picture:
    """Grey, BGR or BGRx pixels as BGR, copied out of PDFium's memory."""
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
    return np.array(pixels[:, :, :3], dtype=np.uint8)

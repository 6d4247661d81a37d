"""Pixels. In a module of its own, so that who only names a page need not load numpy."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Picture: TypeAlias = NDArray[np.uint8]
"""Pixels of an upright page (EXIF and page rotation applied): height x width x 3, blue-green-red; or, where
said so, height x width, grey."""

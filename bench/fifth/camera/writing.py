"""Letters that simulators draw: typefaces, and a page of somebody's homework."""

import numpy as np
from numpy.random import Generator
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from bench.third.camera import Image

FONTS = "/usr/share/fonts/truetype/"


PROSE = (
    "Cuando llegamos al pueblo la lluvia ya había cesado y las calles olían a tierra mojada. Mi abuela decía que en "
    "aquellas tardes las montañas se acercaban a la ventana para escuchar la conversación de los mayores. Nadie en "
    "la casa hablaba del viaje, pero todos mirábamos el reloj de la sala con cierta inquietud. El perro dormía junto "
    "al fogón y los niños dibujaban barcos sobre el vidrio empañado. Más tarde alguien trajo pan dulce y café, y la "
    "noche se fue llenando de historias que ya conocíamos de memoria. La lectura comprensiva exige que el estudiante "
    "relacione las ideas principales con su propia experiencia y las exprese con claridad. Por ello el ensayo debe "
    "presentar una postura, los argumentos que la sostienen y una conclusión breve que invite a la reflexión. "
)


def font(px: float, name: str = "liberation/LiberationSans-Regular.ttf") -> ImageFont.FreeTypeFont:
    """A typeface below FONTS, or what Pillow has."""
    try:
        return ImageFont.truetype(FONTS + name, max(6, int(px)))
    except OSError:
        fallback = ImageFont.load_default(max(6, int(px)))
        assert isinstance(fallback, ImageFont.FreeTypeFont)
        return fallback


def prose_page(rng: Generator, h: int, w: int) -> Image:
    """A page of homework."""
    im = Pillow.new("RGB", (w, h), (250, 250, 248))
    d = ImageDraw.Draw(im)
    px = float(rng.uniform(40, 56))
    f = font(
        px,
        str(
            rng.choice(
                ["liberation/LiberationSans-Regular.ttf", "dejavu/DejaVuSerif.ttf", "freefont/FreeSans.ttf"]
            )
        ),
    )
    words = PROSE.split()
    words = words[int(rng.integers(0, 60)) :] + words * 6
    y, x0, line = int(h * 0.09), int(w * 0.1), ""
    d.text(
        (x0, y - px * 1.8),
        "Lectura y redacción",
        font=font(px * 1.3, "liberation/LiberationSans-Bold.ttf"),
        fill=(20, 20, 20),
    )
    for wd in words:
        if d.textlength(line + wd, font=f) > w * 0.8:
            d.text((x0, y), line, font=f, fill=(30, 30, 30))
            y += int(px * 1.5)
            line = ""
            if y > h * 0.92:
                break
        line += wd + " "
    return np.array(im)

"""Photos: decoded and drawn anew, so that no place, time or phone stays inside. Loaded only in the process apart."""

import struct
from io import BytesIO

from PIL import ExifTags, Image, UnidentifiedImageError
from PIL.Image import Transpose

LARGEST_SIDE = 1600  # pixels; a guard, a crack or a label can be read
MOST_PIXELS = 50_000_000  # a phone's 48-megapixel photo, which JPEG decodes small; more is refused unread
MOST_PIXELS_WHOLE = 16_000_000  # what has to be decoded whole: a PNG of 200 kB can hold 600 MB
QUALITY = 80
FORMATS = ("JPEG", "PNG", "WEBP")  # two-eyed MPO photos open as JPEG

_BROKEN = (
    UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, SyntaxError,
    ValueError, TypeError, LookupError, ArithmeticError, EOFError, struct.error,
)  # fmt: skip  # what Pillow's decoders raise on files made to break them
_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


class NotAPhoto(ValueError):
    """The file is no photo that can be read."""


def stripped(raw: bytes) -> bytes:
    """The photo as a JPEG without metadata, at most 1600 pixels a side; raises NotAPhoto."""
    try:
        with Image.open(BytesIO(raw), formats=FORMATS) as opened:
            return _drawn_anew(opened)
    except _BROKEN as error:
        raise NotAPhoto("the file is no photo that can be read") from error


def _drawn_anew(opened: Image.Image) -> bytes:
    drawn_small = opened.format in {"JPEG", "MPO"} and "progressive" not in opened.info
    if opened.width * opened.height > (MOST_PIXELS if drawn_small else MOST_PIXELS_WHOLE):
        raise NotAPhoto("the photo has too many pixels")
    turn = _UPRIGHT.get(_orientation(opened))
    opened.draft("RGB", _kept_size(opened))  # a JPEG of twice that or more is decoded at half or less
    picture = opened.convert("RGB")
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    if turn is not None:
        picture = picture.transpose(turn)
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    written = BytesIO()
    clean.save(written, "JPEG", quality=QUALITY, optimize=False)
    return written.getvalue()


def _kept_size(opened: Image.Image) -> tuple[int, int]:
    smaller = min(1.0, LARGEST_SIDE / max(opened.size))
    return max(1, int(opened.width * smaller)), max(1, int(opened.height * smaller))


def _orientation(opened: Image.Image) -> int:
    """How the phone was held; metadata that cannot be read must not cost the photo."""
    try:
        return int(opened.getexif().get(ExifTags.Base.Orientation, 1))
    except _BROKEN:
        return 1

"""Photos: decoded and drawn anew in memory, so that no place, time or phone stays inside."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_SIDE = 1600  # pixels; a guard, a crack or a label can be read
MOST_PIXELS = 50_000_000  # a phone's 48-megapixel photo; more is refused before it is decoded
QUALITY = 80
FORMATS = ("JPEG", "PNG", "WEBP")  # a phone's MPO is read as the JPEG that it begins with


class NotAPhoto(ValueError):
    """The file is no photo that can be read."""


def stripped(raw: bytes) -> bytes:
    """The photo as a JPEG without metadata, at most 1600 pixels a side; raises NotAPhoto."""
    try:
        with Image.open(BytesIO(raw), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAPhoto("the photo has too many pixels")
            opened.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPhoto("the file is no photo that can be read") from error
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    written = BytesIO()
    clean.save(written, "JPEG", quality=QUALITY, optimize=False)
    return written.getvalue()

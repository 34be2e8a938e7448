"""Pictures as phones send them, and files that only call themselves pictures."""

from io import BytesIO

from PIL import Image

FILM = b"\0\0\0\x18ftypisom" + b"\0" * 200


def photo(width: int = 900, height: int = 600, *, noise: bool = False) -> bytes:
    """A JPEG; with noise it weighs about a quarter of a byte to one a pixel, as real photos do."""
    size = (width, height)
    picture = Image.effect_noise(size, 40).convert("RGB") if noise else Image.new("RGB", size, "red")
    return encoded(picture, "JPEG", quality=60)


def bomb() -> bytes:
    """64 megapixels in 60 kB."""
    return encoded(Image.new("L", (8000, 8000)), "PNG")


def minutes_of_work(scans: int = 20_000) -> bytes:
    """16 megapixels of one colour in 700 kB, drawn over and over: a second of work for each 60 scans."""
    once = encoded(Image.new("RGB", (4000, 4000), "#a33"), "JPEG", quality=50, progressive=True)
    last = once[once.rindex(b"\xff\xda") : -2]
    return once[:-2] + last * scans + once[-2:]


def encoded(picture: Image.Image, form: str, **how: object) -> bytes:
    """The picture in one of Pillow's forms."""
    written = BytesIO()
    picture.save(written, form, **how)
    return written.getvalue()


def no_photos() -> dict[str, bytes]:
    """What must not be kept as a photo, by what it is."""
    return {
        "a bomb of pixels": bomb(),
        "a photo that was cut off": photo(noise=True)[:9000],
        "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script/></svg>',
        "a film": FILM,
        "a program": b"MZ\x90\x00" + bytes(300),
        "a list of files": b"#EXTM3U\nfile:///etc/passwd\n",
    }

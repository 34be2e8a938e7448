"""What is no photo is refused, never a crash; what is one loses all but its picture."""

from io import BytesIO

import pytest
from PIL import Image

from safelamp.loop.reports.photos import LARGEST_SIDE, NotAPhoto, stripped

GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def drawn(form: str, **extra: object) -> bytes:
    written = BytesIO()
    Image.new("RGB", (2000, 500), "red").save(written, form, **extra)
    return written.getvalue()


@pytest.mark.parametrize("raw", [b"", b"no photo", GIF, drawn("PNG")[:60]], ids=["nothing", "text", "GIF", "cut off"])
def test_what_is_no_photo_is_refused(raw: bytes) -> None:
    with pytest.raises(NotAPhoto):
        stripped(raw)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "MPO"])
def test_every_form_of_a_phone_becomes_a_small_jpeg(form: str) -> None:
    extra = {"save_all": True, "append_images": [Image.new("RGB", (20, 20))]} if form == "MPO" else {}
    with Image.open(BytesIO(stripped(drawn(form, **extra)))) as clean:
        assert clean.format == "JPEG"
        assert max(clean.size) == LARGEST_SIDE


def test_nothing_but_the_picture_stays() -> None:
    exif = Image.Exif()
    exif[0x010F] = "a phone"
    assert b"a phone" in drawn("JPEG", exif=exif)
    assert b"a phone" not in stripped(drawn("JPEG", exif=exif))

"""What is no photo is refused, never a crash; what is one loses all but its picture."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from safelamp.ground.apart.photos import LARGEST_SIDE, NotAPhoto, stripped

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


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (8000, 6000), (12000, 900), (1601, 1), (1, 1), (40, 30)])
def test_a_photo_keeps_its_shape_and_is_never_made_larger(size: tuple[int, int]) -> None:
    written = BytesIO()
    Image.new("RGB", size, "red").save(written, "JPEG")
    smaller = min(1.0, LARGEST_SIDE / max(size))
    with Image.open(BytesIO(stripped(written.getvalue()))) as clean:
        assert clean.size == tuple(max(1, round(side * smaller)) for side in size)


def test_what_is_decoded_at_half_is_as_fine_as_what_is_decoded_whole() -> None:
    """Letters of a label, in a photo of twelve megapixels."""
    label = Image.new("RGB", (4000, 3000), "white")
    ImageDraw.Draw(label).text((300, 300), "Toluol 108-88-3", fill="black", font_size=120)
    written = BytesIO()
    label.save(written, "JPEG", quality=90)
    whole = label.resize((1600, 1200), Image.Resampling.LANCZOS)
    with Image.open(BytesIO(stripped(written.getvalue()))) as clean:
        off = ImageStat.Stat(ImageChops.difference(clean.convert("L"), whole.convert("L")).crop((100, 100, 700, 200)))
    assert off.mean[0] < 4  # of 255


def test_nothing_but_the_picture_stays() -> None:
    exif = Image.Exif()
    exif[0x010F] = "a phone"
    assert b"a phone" in drawn("JPEG", exif=exif)
    assert b"a phone" not in stripped(drawn("JPEG", exif=exif))

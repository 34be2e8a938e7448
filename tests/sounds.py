"""Recordings for tests, made by PyAV as phones make them; skipped where the extra `voice` is not installed."""

import math
from array import array
from io import BytesIO
from typing import Any

import pytest

RATE = 48_000


def recording(
    *, seconds: float = 1.0, container: str = "webm", codec: str = "libopus", rate: int = RATE, layout: str = "mono",
    said: dict[str, str] | None = None, options: dict[str, str] | None = None,
) -> bytes:  # fmt: skip
    """A tone as a file; `said` is what the container says of itself."""
    av: Any = pytest.importorskip("av")
    held = BytesIO()
    with av.open(held, "w", format=container, options=options or {}) as made:
        made.metadata.update(said or {})
        stream = made.add_stream(codec, rate=rate, layout=layout)
        resampler = av.AudioResampler(
            format=stream.format, layout=layout, rate=rate, frame_size=stream.frame_size or 960
        )
        for frame in resampler.resample(_tone(av, seconds, rate, layout)):
            made.mux(stream.encode(frame))
        for frame in resampler.resample(None):
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return held.getvalue()


def seconds_of(raw: bytes) -> float:
    """How long a recording sounds, decoded."""
    av: Any = pytest.importorskip("av")
    with av.open(BytesIO(raw)) as opened:
        return sum(frame.samples / frame.sample_rate for frame in opened.decode(audio=0))


def _tone(av: Any, seconds: float, rate: int, layout: str) -> Any:
    channels = 1 if layout == "mono" else 2
    count = int(seconds * rate)
    values = array(
        "h", (int(8000 * math.sin(440 * 2 * math.pi * n / rate)) for n in range(count) for _ in range(channels))
    )
    frame = av.AudioFrame(format="s16", layout=layout, samples=count)
    frame.planes[0].update(values.tobytes())
    frame.sample_rate = rate
    return frame


def silence(*, hours: int) -> bytes:
    """Hours of nothing in a megabyte each: Ogg pages that repeat the same silent packets with later and later times."""
    av: Any = pytest.importorskip("av")
    held = BytesIO()
    with av.open(held, "w", format="ogg") as made:
        stream = made.add_stream("libopus", rate=RATE, layout="mono", options={"frame_duration": "60", "vbr": "on"})
        stream.bit_rate = 6000
        size = 2880
        frame = av.AudioFrame(format="flt", layout="mono", samples=size)
        frame.planes[0].update(b"\0" * size * 4)
        frame.sample_rate = RATE
        packets = [packet for _ in range(40) for packet in stream.encode(frame)]
        last = bytes(packets[-1])
        for number in range(int(hours * 3600 * RATE / size)):
            packet = av.Packet(last)
            packet.stream, packet.time_base = stream, packets[-1].time_base
            packet.pts = packet.dts = number * size
            packet.duration = size
            made.mux(packet)
    return held.getvalue()


def film() -> bytes:
    """A moving picture without sound."""
    av: Any = pytest.importorskip("av")
    held = BytesIO()
    with av.open(held, "w", format="mp4") as made:
        stream = made.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            made.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
        made.mux(stream.encode(None))
    return held.getvalue()

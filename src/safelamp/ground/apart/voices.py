"""Voices: decoded and encoded anew by PyAV, so that nothing is left but the sound.

Needs the extra `voice`. Loaded only in the process apart: FFmpeg's decoders are large and written in C.
"""

from collections.abc import Iterator
from io import BytesIO

import av
from av.audio.frame import AudioFrame
from av.container import InputContainer, OutputContainer

LONGEST = 65  # seconds; phones stop at sixty
SHORTEST = 0.1
RATE = 48_000
BITS = 24_000
MOST_CHANNELS = 8
MOST_RATE = 192_000
CODECS = frozenset({"opus", "vorbis", "aac", "mp3", "mp3float", "pcm_s16le"})
# By its first bytes, never guessed: FFmpeg also knows playlists, which lead to other files and addresses.
SORTS = ((0, b"\x1aE\xdf\xa3", "matroska"), (0, b"OggS", "ogg"), (4, b"ftyp", "mov"), (0, b"RIFF", "wav"),
         (0, b"ID3", "mp3"), (0, b"\xff\xfb", "mp3"), (0, b"\xff\xf3", "mp3"), (0, b"\xff\xf2", "mp3"))  # fmt: skip


class NotAVoice(ValueError):
    """The file is no recording that can be heard, or is longer than a minute."""


def encoded_anew(raw: bytes) -> bytes:
    """One channel of Opus in WebM without a word about program or day; raises NotAVoice.

    A recording that was cut off is kept as far as it goes.
    """
    sort = next((name for at, mark, name in SORTS if raw[at : at + len(mark)] == mark), None)
    if sort is None:
        raise NotAVoice("no sort of recording that phones make")
    try:
        with av.open(BytesIO(raw), "r", format=sort) as opened:
            return _written(opened)
    except (av.FFmpegError, OSError, ArithmeticError, LookupError, TypeError, EOFError) as error:
        raise NotAVoice("the file is no recording that can be heard") from error


def _written(opened: InputContainer) -> bytes:
    held = BytesIO()
    with av.open(held, "w", format="webm", options={"fflags": "+bitexact"}) as made:
        _sound(opened, made)
    return held.getvalue()


def _sound(opened: InputContainer, made: OutputContainer) -> None:
    voice = made.add_stream("libopus", rate=RATE, layout="mono", options={"application": "voip"})
    voice.bit_rate = BITS
    voice.codec_context.flags |= 1 << 23  # bit-exact: the encoder does not write its name either
    voice.codec_context.thread_count = 1
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE, frame_size=960)
    length = 0
    for frame in _frames(opened):
        for part in resampler.resample(frame):
            length += part.samples
            if length > LONGEST * RATE:
                raise NotAVoice("longer than a minute")
            part.pts = None
            made.mux(voice.encode(part))
    if length < SHORTEST * RATE:
        raise NotAVoice("nothing can be heard")
    for part in resampler.resample(None):
        part.pts = None
        made.mux(voice.encode(part))
    made.mux(voice.encode(None))


def _frames(opened: InputContainer) -> Iterator[AudioFrame]:
    """The sound, as far as it can be decoded."""
    if not opened.streams.audio:
        raise NotAVoice("no sound in it")
    stream = opened.streams.audio[0]
    context = stream.codec_context
    if context.name not in CODECS or context.channels > MOST_CHANNELS or context.sample_rate > MOST_RATE:
        raise NotAVoice("not a codec that phones record with")
    context.thread_count = 1
    try:
        for frame in opened.decode(stream):
            frame.pts = None
            yield frame
    except av.FFmpegError:
        return

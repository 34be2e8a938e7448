"""Envelopes are RFC 9180, padded, and open only where they belong."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.sealing import envelopes, padding
from safelamp.engines.sealing.envelopes import CannotOpen, Context, PublicKey
from tests.engines import hpke_by_hand

HEAD = 17  # version and key id
ENC = 65

# RFC 9180, appendix A.3.1 (base mode) and the first encryption of A.3.1.1.
INFO = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
ENC_OF_RFC = bytes.fromhex(
    "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bf"
    "cb9382657222d18c4"
)
PRIVATE_OF_RFC = bytes.fromhex("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2")
SHARED_OF_RFC = "c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8"
KEY_OF_RFC = "868c066ef58aae6dc589b6cfdd18f97e"
NONCE_OF_RFC = "4e0bc5018beba4bf004cca59"
WORDS_OF_RFC = bytes.fromhex("4265617574792069732074727574682c20747275746820626561757479")
CIPHERTEXT_OF_RFC = bytes.fromhex(
    "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"
)

PRIVATE = envelopes.new_private_key()
TO = PublicKey(uuid.uuid4(), envelopes.public_point(PRIVATE))
HERE = Context(uuid.UUID(int=1), uuid.UUID(int=2), "words")


def test_our_independent_path_is_the_one_of_the_rfc() -> None:
    made = hpke_by_hand.schedule(ENC_OF_RFC, PRIVATE_OF_RFC, INFO)
    assert made.shared_secret.hex() == SHARED_OF_RFC
    assert made.key.hex() == KEY_OF_RFC
    assert made.base_nonce.hex() == NONCE_OF_RFC
    opened = hpke_by_hand.opened(ENC_OF_RFC, CIPHERTEXT_OF_RFC, private=PRIVATE_OF_RFC, info=INFO, aad=b"Count-0")
    assert opened == WORDS_OF_RFC


@given(words=st.binary(max_size=2000))
def test_an_envelope_of_ours_opens_by_the_rfc_alone(words: bytes) -> None:
    envelope = envelopes.seal(words, to=TO, context=HERE)
    assert envelope[0] == 1
    assert uuid.UUID(bytes=envelope[1:HEAD]) == TO.id
    enc, ciphertext = envelope[HEAD : HEAD + ENC], envelope[HEAD + ENC :]
    padded = hpke_by_hand.opened(enc, ciphertext, private=PRIVATE, info=HERE.info())
    assert padded == words + b"\x80" + bytes(len(padded) - len(words) - 1)


@given(words=st.binary(max_size=2000))
def test_an_envelope_that_another_program_sealed_by_the_rfc_opens_here(words: bytes) -> None:
    body = hpke_by_hand.sealed(padding.pad(words), to=TO.point, info=HERE.info())
    assert envelopes.open_envelope(b"\x01" + TO.id.bytes + body, private=PRIVATE, context=HERE) == words


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(HERE, organisation=uuid.UUID(int=3)),
        replace(HERE, subject=uuid.UUID(int=3)),
        replace(HERE, field="photo"),
        replace(HERE, organisation=HERE.subject, subject=HERE.organisation),
        replace(HERE, field="words "),
        replace(HERE, field=""),
    ],
    ids=str,
)
def test_words_moved_elsewhere_do_not_open(elsewhere: Context) -> None:
    envelope = envelopes.seal(b"the guard is off", to=TO, context=HERE)
    with pytest.raises(CannotOpen):
        envelopes.open_envelope(envelope, private=PRIVATE, context=elsewhere)


@given(
    st.tuples(st.uuids(), st.uuids(), st.text(max_size=20)),
    st.tuples(st.uuids(), st.uuids(), st.text(max_size=20)),
)
def test_two_places_never_share_their_bound_bytes(
    one: tuple[uuid.UUID, uuid.UUID, str], other: tuple[uuid.UUID, uuid.UUID, str]
) -> None:
    assert (Context(*one).info() == Context(*other).info()) == (one == other)


def test_another_key_does_not_open() -> None:
    envelope = envelopes.seal(b"the guard is off", to=TO, context=HERE)
    with pytest.raises(CannotOpen):
        envelopes.open_envelope(envelope, private=envelopes.new_private_key(), context=HERE)


@given(st.data())
def test_an_envelope_with_one_changed_bit_does_not_open_or_names_another_key(data: st.DataObject) -> None:
    envelope = bytearray(envelopes.seal(b"the guard is off", to=TO, context=HERE))
    place = data.draw(st.integers(0, len(envelope) - 1))
    envelope[place] ^= 1 << data.draw(st.integers(0, 7))
    if 1 <= place < HEAD:
        assert envelopes.key_id(bytes(envelope)) != TO.id
        return
    with pytest.raises(CannotOpen):
        envelopes.open_envelope(bytes(envelope), private=PRIVATE, context=HERE)


@given(st.binary(max_size=400))
def test_bytes_that_are_no_envelope_are_refused_calmly(raw: bytes) -> None:
    for attempt in (raw, b"\x01" + raw, b"\x01" + TO.id.bytes + raw):
        with pytest.raises(CannotOpen):
            envelopes.open_envelope(attempt, private=PRIVATE, context=HERE)


def test_the_same_words_never_look_the_same_twice() -> None:
    made = {envelopes.seal(b"yes", to=TO, context=HERE)[HEAD:] for _ in range(50)}
    assert len(made) == 50


def test_short_answers_and_stories_have_one_length() -> None:
    lengths = {len(envelopes.seal(b"x" * size, to=TO, context=HERE)) for size in (0, 1, 3, 100, 255)}
    assert len(lengths) == 1


@given(st.binary(max_size=3000))
def test_padding_comes_off_again(words: bytes) -> None:
    assert padding.unpad(padding.pad(words)) == words


@given(st.binary(max_size=300).map(lambda words: words + b"\x80\x00\x00"))
def test_words_that_look_like_padding_stay_whole(words: bytes) -> None:
    assert padding.unpad(padding.pad(words)) == words


@given(st.integers(1, 20_000_000))
def test_padding_costs_at_most_an_eighth_and_leaves_few_sizes(length: int) -> None:
    padded = padding.padded_length(length)
    assert padded >= max(length, padding.SMALLEST)
    assert padded == padding.SMALLEST or padded - length <= length / 8
    assert padding.padded_length(padded) == padded


def test_all_sizes_up_to_twelve_megabytes_fall_into_a_hundred_and_thirty() -> None:
    sizes, length = set(), 1
    while length <= 12 * 1024 * 1024:
        sizes.add(padding.padded_length(length))
        length = padding.padded_length(length) + 1
    assert len(sizes) < 130


@pytest.mark.parametrize("raw", [b"", b"\x00" * 256, b"words", b"words\x80\x00\x01"])
def test_what_was_not_padded_by_us_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="padded"):
        padding.unpad(raw)

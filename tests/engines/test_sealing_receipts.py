"""Receipts: a slip is told, other scripts are read, and guessing is hopeless by arithmetic."""

import hashlib
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.sealing import receipts, wrapping

MADE = st.integers(0, 10**18 - 1).map(lambda number: receipts._with_check_digits(f"{number:018d}"))
ZEROS = {
    "Thai": "๐",
    "Khmer": "០",
    "Burmese": "၀",
    "Lao": "໐",
    "Arabic": "٠",
    "Persian and Urdu": "۰",
    "Devanagari": "०",
    "Bengali": "০",
    "full width": "０",
}


@given(MADE)
def test_a_receipt_reads_back(receipt: str) -> None:
    assert len(receipt) == 20
    assert receipts.read(receipt) == receipt
    assert receipts.read(" - ".join(receipts.grouped(receipt))) == receipt


@given(MADE)
def test_every_single_wrong_digit_is_told(receipt: str) -> None:
    for place, right in enumerate(receipt):
        for wrong in set(string.digits) - {right}:
            with pytest.raises(receipts.NotAReceipt, match="not right"):
                receipts.read(receipt[:place] + wrong + receipt[place + 1 :])


@given(MADE)
def test_every_swap_of_two_digits_is_told(receipt: str) -> None:
    for one in range(20):
        for other in range(one + 1, 20):
            if receipt[one] == receipt[other]:
                continue
            signs = list(receipt)
            signs[one], signs[other] = signs[other], signs[one]
            with pytest.raises(receipts.NotAReceipt):
                receipts.read("".join(signs))


@given(MADE, st.integers(0, 19))
def test_a_digit_too_few_or_too_many_is_told(receipt: str, place: int) -> None:
    for typed in (receipt[:place] + receipt[place + 1 :], receipt[:place] + "7" + receipt[place:]):
        with pytest.raises(receipts.NotAReceipt, match="20 digits"):
            receipts.read(typed)


@pytest.mark.parametrize("zero", ZEROS.values(), ids=ZEROS)
def test_a_receipt_may_be_typed_in_the_digits_of_the_readers_script(zero: str) -> None:
    receipt = receipts.make()
    typed = "".join(chr(ord(zero) + int(digit)) for digit in receipt)
    assert receipts.read(typed) == receipt
    assert receipts.read(typed[:10] + "\u200b " + receipt[10:]) == receipt


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_a_receipt_or_a_sentence(typed: str) -> None:
    try:
        said = receipts.read(typed)
    except receipts.NotAReceipt as refused:
        said = str(refused)
    assert said.endswith("Look at your paper again.") or (len(said) == 20 and said.isascii() and said.isdigit())


@given(st.binary(min_size=16, max_size=16))
def test_a_form_gives_the_same_receipt_each_time_it_is_sent(secret: bytes) -> None:
    first = receipts.from_secret(secret)
    assert receipts.from_secret(secret) == first == receipts.read(first)
    assert receipts.from_secret(bytes([secret[0] ^ 1]) + secret[1:]) != first


def test_the_receipt_of_a_known_form_never_changes() -> None:
    """A pinned value: a new version of Safelamp must show the same receipt for a form opened under the old one."""
    assert receipts.from_secret(bytes(range(16))) == "54104596352581491295"


def test_digits_of_receipts_are_spread_evenly() -> None:
    """Chi-squared over 18 places: 9 degrees of freedom, 99.99 % bound 33.7; a biased draw goes far beyond it."""
    made = [receipts.from_secret(number.to_bytes(16, "big")) for number in range(4000)]
    for place in range(18):
        counts = [sum(receipt[place] == digit for receipt in made) for digit in string.digits]
        assert sum((count - 400) ** 2 / 400 for count in counts) < 33.7 + 15


def test_lookup_and_wrapping_key_do_not_tell_of_each_other_and_need_the_salt() -> None:
    receipt = receipts.make()
    given_keys = receipts.keys(receipt, salt=b"a" * 16)
    assert given_keys == receipts.keys(receipt, salt=b"a" * 16)
    assert given_keys.lookup != given_keys.wrapping
    assert given_keys.lookup != receipts.keys(receipt, salt=b"b" * 16).lookup


def test_each_sort_of_receipt_opens_something_of_its_own() -> None:
    every = receipts.every_sort(receipts.make(), salt=b"a" * 16)
    values = [value for keys in every.values() for value in (keys.lookup, keys.wrapping)]
    assert len(set(values)) == 2 * len(receipts.Sort)


def test_receipts_given_before_there_were_sorts_keep_opening() -> None:
    """Pinned: what a worker's own receipt derives may never change."""
    keys = receipts.keys("54104596352581491295", salt=bytes(range(16)))
    slow = hashlib.pbkdf2_hmac("sha256", b"54104596352581491295", bytes(range(16)), 50_000)
    assert keys.lookup == wrapping.derive(slow, "receipt lookup")
    assert keys.wrapping == wrapping.derive(slow, "receipt wrapping")


def test_what_the_server_keeps_needs_the_pepper() -> None:
    lookup = receipts.keys(receipts.make(), salt=b"a" * 16).lookup
    assert receipts.peppered(lookup, pepper=b"p" * 32) != receipts.peppered(lookup, pepper=b"q" * 32)


def test_guessing_over_the_network_is_hopeless() -> None:
    """The arithmetic of THREATS.md, from the numbers of the program.

    One slot checks one code after another. Were a derivation as quick as 5 ms, 200 guesses a second would pass it.
    Among 18 random digits and a million reports one hit takes 10^18 / 10^6 = 10^12 guesses: more than 150 years
    of an uninterrupted flood; with 10,000 reports more than 15,000 years.
    """
    began = time.process_time()
    receipts.keys(receipts.make(), salt=bytes(16))
    seconds = max(time.process_time() - began, 0.005)
    codes = 10**receipts.RANDOM_DIGITS
    year = 365 * 86_400
    assert codes / 1_000_000 * seconds / year > 150
    assert codes / 10_000 * seconds / year > 15_000


def test_check_digits_leave_all_random_digits_to_chance() -> None:
    """97 of the 100 endings exist, each for one number: check digits tell a slip, they do not shrink the space."""
    assert receipts._with_check_digits("0" * 18) != receipts._with_check_digits("0" * 17 + "1")
    assert len({receipts._with_check_digits(f"{number:018d}")[-2:] for number in range(97)}) == 97

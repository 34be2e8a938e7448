"""Passphrases, wrapping, the paper key."""

import importlib.util
import itertools
import time
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.engines.sealing import paper, passphrases, wrapping
from safelamp.engines.sealing.envelopes import CannotOpen

SECRET = bytes(range(32))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def test_a_passphrase_has_sixty_six_bits() -> None:
    words = passphrases._words()
    assert len(set(words)) == 2048
    assert len(passphrases.generate().split()) == 6
    assert len({passphrases.generate() for _ in range(200)}) == 200


def test_four_letters_tell_every_two_words_apart() -> None:
    words = passphrases._words()
    assert len({passphrases.normalised(word) for word in words}) == 2048


@pytest.mark.parametrize(
    "typed",
    [
        "abandon ability able about above absent",
        "ABANDON ABILITY ABLE ABOUT ABOVE ABSENT",
        " aban-abil-able-abou\nabov abse ",
    ],
)
def test_a_passphrase_may_be_typed_with_patience(typed: str) -> None:
    salt = passphrases.new_salt()
    expected = passphrases.keys("abandon ability able about above absent", salt=salt)
    assert passphrases.keys(typed, salt=salt) == expected


def test_order_word_and_salt_all_count() -> None:
    salt = bytes(16)
    right = passphrases.keys("abandon ability able", salt=salt)
    for wrong in ("ability abandon able", "abandon ability", "abandon ability above"):
        assert passphrases.keys(wrong, salt=salt) != right
    assert passphrases.keys("abandon ability able", salt=b"\x01" * 16) != right
    assert right.check != right.wrapping


def as_it_ships() -> ModuleType:
    """A second copy of the module: the tests made the cost of the first one cheap."""
    spec = importlib.util.find_spec(passphrases.__name__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_guess_costs_128_megabytes_and_a_tenth_of_a_second() -> None:
    shipped = as_it_ships()
    assert 128 * shipped.BLOCK * shipped.COST == 128 * 2**20
    began = time.process_time()
    shipped.keys(shipped.generate(), salt=bytes(16))
    assert time.process_time() - began > 0.1


def test_the_memory_limit_lets_the_real_cost_through_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "COST", 2**18)
    with pytest.raises(ValueError, match="memory limit"):
        passphrases.keys("abandon", salt=bytes(16))


@given(st.binary(max_size=300), st.text(max_size=20))
def test_what_was_wrapped_unwraps_for_its_purpose_only(secret: bytes, purpose: str) -> None:
    key = wrapping.new_key()
    wrapped = wrapping.wrap(secret, key=key, purpose=purpose)
    assert wrapping.unwrap(wrapped, key=key, purpose=purpose) == secret
    for wrong in ({"key": wrapping.new_key(), "purpose": purpose}, {"key": key, "purpose": purpose + "x"}):
        with pytest.raises(CannotOpen):
            wrapping.unwrap(wrapped, **wrong)


@given(st.binary(max_size=60), st.binary(max_size=40))
def test_nothing_unwraps_from_noise(wrapped: bytes, key: bytes) -> None:
    with pytest.raises(CannotOpen):
        wrapping.unwrap(wrapped, key=key, purpose="session")


def test_keys_of_two_purposes_are_different() -> None:
    assert wrapping.derive(SECRET, "log-in check") != wrapping.derive(SECRET, "member key")


def test_any_two_sheets_open_the_paper_key_in_any_order() -> None:
    made = paper.split(SECRET)
    for one, other in itertools.permutations(made.sheets.values(), 2):
        assert paper.join([one, other], made.wraps) == SECRET


def test_all_three_sheets_open_it_too() -> None:
    made = paper.split(SECRET)
    assert paper.join(list(made.sheets.values()), made.wraps) == SECRET


@pytest.mark.parametrize("number", paper.SHEETS)
def test_one_sheet_never_opens_it(number: int) -> None:
    made = paper.split(SECRET)
    sheet = made.sheets[number]
    for typed in ([], [sheet], [sheet, sheet]):
        with pytest.raises(CannotOpen, match="two different sheets"):
            paper.join(typed, made.wraps)


def test_a_sheet_of_another_paper_key_does_not_help() -> None:
    made, other = paper.split(SECRET), paper.split(SECRET)
    with pytest.raises(CannotOpen):
        paper.join([made.sheets[1], other.sheets[2]], made.wraps)


def test_sheets_carry_nothing_of_the_secret() -> None:
    sheets = [paper.split(SECRET).sheets for _ in range(20)]
    assert len({sheet for each in sheets for sheet in each.values()}) == 60


def test_a_sheet_may_be_typed_with_patience() -> None:
    made = paper.split(SECRET)
    typed = [
        made.sheets[1].lower().replace("-", "  "),
        made.sheets[3].replace("O", "0").replace("I", "1").replace("B", "8"),
    ]
    assert paper.join(typed, made.wraps) == SECRET


def test_every_wrong_letter_of_a_sheet_is_told() -> None:
    """The check has 16 bits: a wrong letter slips through once in 65,536; what slips through still opens nothing."""
    made = paper.split(SECRET)
    sheet = made.sheets[1]
    told = tried = 0
    for place, right in enumerate(sheet):
        for wrong in LETTERS.replace(right, ""):
            if right == "-":
                continue
            tried += 1
            try:
                found = paper.join([sheet[:place] + wrong + sheet[place + 1 :], made.sheets[2]], made.wraps)
            except CannotOpen as refused:
                told += "letter" in str(refused)
            else:
                assert found == SECRET  # the last letter's two spare bits mean nothing
                told += 1
    assert tried - told <= 2


@given(st.text(max_size=50))
def test_noise_typed_as_a_sheet_is_refused_calmly(typed: str) -> None:
    made = paper.split(SECRET)
    with pytest.raises(CannotOpen):
        paper.join([typed, made.sheets[2]], made.wraps)

"""Proofs of work: what a phone is asked for in a flood of reports, and nobody otherwise.

A challenge is a short text. The proof is four numbers of 4 bytes: PBKDF2-HMAC-SHA-256 of the challenge, 1,000 rounds,
salt one byte (which of the four) and the number, begins with as many zero bits as were asked for. PBKDF2 because a
phone's browser does it as fast as the processor can: a rented server gains less than with a script's own sum. Four
small ones because their sum takes about as long each time.
"""

import hashlib
import itertools
import struct

PUZZLES = 4
ROUNDS = 1000
_SALT = struct.Struct(">BI")
_NUMBERS = struct.Struct(f">{PUZZLES}I")
SIZE = _NUMBERS.size


def proves(answer: bytes, *, challenge: str, bits: int) -> bool:
    """Whether the numbers fit; at most 4,000 rounds of work, fewer for a wrong answer."""
    if len(answer) != SIZE:
        return False
    return all(_fits(challenge, puzzle, number, bits=bits) for puzzle, number in enumerate(_NUMBERS.unpack(answer)))


def solve(challenge: str, *, bits: int) -> bytes:
    """The numbers, by trying: for tests and measurements, phones do it in proof.js."""
    return _NUMBERS.pack(
        *(
            next(number for number in itertools.count() if _fits(challenge, puzzle, number, bits=bits))
            for puzzle in range(PUZZLES)
        )
    )


def _fits(challenge: str, puzzle: int, number: int, *, bits: int) -> bool:
    out = hashlib.pbkdf2_hmac("sha256", challenge.encode(), _SALT.pack(puzzle, number), ROUNDS, dklen=4)
    return int.from_bytes(out, "big") >> (32 - bits) == 0

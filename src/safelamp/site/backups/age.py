"""Encrypting and decrypting with age as bytes pass. Needs the extra `backup`; loaded only when used."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import pyrage

from safelamp.site.backups.problems import BackupProblem, CannotRead

Recipient: TypeAlias = Any  # pyrage says nothing about its types
Identity: TypeAlias = Any
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105  # how the line with the secret begins


def recipients_from(words: Iterable[str]) -> list[Recipient]:
    """The public keys that open a backup; raises BackupProblem, never repeating a secret."""
    found = [_recipient(word) for said in words for word in said.replace(",", " ").split()]
    if not found:
        raise BackupProblem(
            "Nobody could open this backup: say for whom it is, with --recipient age1... or SAFELAMP_BACKUP_TO.\n"
            "`safelamp backup --new-key FILE` makes a key and prints the public half."
        )
    return found


def identities_from(paths: Iterable[Path]) -> list[Identity]:
    """The secret keys in files as age-keygen writes them; raises BackupProblem."""
    found = [identity for path in paths for identity in _identities_in(path)]
    if not found:
        raise BackupProblem("Say which secret key opens the backup: --identity FILE.")
    return found


def new_identity() -> tuple[str, str]:
    """A new secret key as a file's text, and its public half."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    return f"# public key: {public}\n{identity}\n", public


def encrypt(pieces: Iterator[bytes], *, into: BinaryIO, recipients: Sequence[Recipient]) -> None:
    """Encrypts piece by piece; what goes wrong on either side is raised as it was."""
    source, sink = _Source(pieces), _Sink(into.write)
    try:
        pyrage.encrypt_io(source, sink, list(recipients))
    except (pyrage.EncryptError, OSError):
        _raise_first(source.problem, sink.problem)
        raise


def decrypt(source: BinaryIO, *, take: Callable[[bytes], object], identities: Sequence[Identity]) -> None:
    """Decrypts piece by piece; raises CannotRead where the file is damaged or meant for others."""
    reader, sink = _Watched(source), _Sink(take)
    try:
        pyrage.decrypt_io(reader, sink, list(identities))
    except (pyrage.DecryptError, OSError) as error:
        _raise_first(reader.problem, sink.problem)
        if "No matching keys" in str(error):
            raise CannotRead("This secret key does not open the backup: it was made for another one.") from error
        if isinstance(error, pyrage.DecryptError):
            raise CannotRead("This is no file of age, or its beginning is damaged or missing.") from error
        raise CannotRead(
            "The backup is damaged or was cut off on its way. Take another copy, or an older backup."
        ) from error


def _recipient(word: str) -> Recipient:
    if word.upper().startswith(_SECRET):
        raise BackupProblem(
            "That is a secret key, and it must not be on this machine. A recipient is the public half, age1..."
        )
    try:
        return pyrage.x25519.Recipient.from_str(word)
    except pyrage.RecipientError as error:
        raise BackupProblem(f"{word!r} is no public key of age: it begins with age1 and has 62 signs.") from error


def _identities_in(path: Path) -> Iterator[Identity]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupProblem(f"{path} cannot be read as a secret key of age.") from error
    secrets = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not secrets:
        raise BackupProblem(f"{path} holds no secret key of age: a line that begins with {_SECRET}")
    for secret in secrets:
        try:
            yield pyrage.x25519.Identity.from_str(secret)
        except pyrage.IdentityError as error:
            raise BackupProblem(f"{path} holds no secret key of age: a line that begins with {_SECRET}") from error


def _raise_first(*problems: BaseException | None) -> None:
    for problem in problems:
        if problem is not None:
            raise problem


class _Source:
    """Pieces of any size, read as from a file. pyrage turns errors into text of its own: `problem` keeps them."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = memoryview(b"")
        self.problem: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            while not self._held:
                self._held = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as problem:
            self.problem = problem
            raise
        taken, self._held = self._held[:size], self._held[size:]
        return bytes(taken)


class _Watched:
    """A file whose errors are kept."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.problem: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except BaseException as problem:
            self.problem = problem
            raise


class _Sink:
    """Where pieces go; errors are kept."""

    def __init__(self, take: Callable[[bytes], object]) -> None:
        self._take = take
        self.problem: BaseException | None = None

    def write(self, piece: bytes) -> int:
        try:
            self._take(piece)
        except BaseException as problem:
            self.problem = problem
            raise
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back here."""

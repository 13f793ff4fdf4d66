"""How a backup is closed: compressed, age for whoever holds the identity, and a mark of the house.

The machine that makes backups knows only public recipients and cannot open them (L-02). Anybody can
close something for a public recipient, so the key ring of the house marks each file: what carries
no mark of this house is not put back.
"""

import contextlib
import hashlib
import hmac
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

import pyrage

from launch.trouble import LaunchError
from mekaar.core import keyring
from mekaar.core.keyring import KeysMissing

AGE = b"age-encryption.org/v1"
_PART = 1 << 18
_ZEROS = bytes(4096)


class Source(Protocol):
    """Something that is read in parts."""

    def read(self, count: int, /) -> bytes:
        """At most so many bytes; none at the end."""


class Sink(Protocol):
    """Something that is written in parts."""

    def write(self, part: bytes, /) -> object:
        """Take this part."""


def recipients() -> list[Any]:
    """For whom backups are closed: MEKAAR_BACKUP_RECIPIENT, several separated by commas."""
    given = os.environ.get("MEKAAR_BACKUP_RECIPIENT", "")
    try:
        found = [pyrage.x25519.Recipient.from_str(one) for one in given.replace(",", " ").split()]
    except pyrage.RecipientError as error:
        raise LaunchError(
            "MEKAAR_BACKUP_RECIPIENT is geen ontvanger van age; die begint met age1."
        ) from error
    if not found:
        raise LaunchError(
            "Voor wie gaat de reservekopie op slot? Geef MEKAAR_BACKUP_RECIPIENT; `mekaar backup"
            " --new-identity BESTAND` maakt een sleutel en noemt de ontvanger."
        )
    return found


def new_identity(file: Path) -> str:
    """Make the key that opens backups, in a file of its own; gives the recipient that closes."""
    made = pyrage.x25519.Identity.generate()
    public = str(made.to_public())
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(f"# public key: {public}\n{made}\n")
        stream.flush()
        os.fsync(stream.fileno())
    return public


def identities(file: Path) -> list[Any]:
    """The keys in a file as age-keygen makes it."""
    lines = [line.strip() for line in file.read_text(errors="replace").splitlines()]
    try:
        found = [
            pyrage.x25519.Identity.from_str(line)
            for line in lines
            if line and not line.startswith("#")
        ]
    except pyrage.IdentityError as error:
        raise LaunchError(f"In {file} staat geen sleutel van age (AGE-SECRET-KEY-…).") from error
    if not found:
        raise LaunchError(f"In {file} staat geen sleutel van age (AGE-SECRET-KEY-…).")
    return found


def house_mark(ring: keyring.KeyRing) -> bytes:
    """With what this house marks its backups; rotating wrapping keys does not change it."""
    return ring.machinery("backup")


def key_ring(file: Path) -> keyring.KeyRing:
    """The keys of the house, or one sentence."""
    try:
        return keyring.read(file)
    except KeysMissing as error:
        raise LaunchError(str(error)) from error


def mark(key: bytes, name: str, digest: str) -> str:
    """The mark of a file with this name and this content."""
    return hmac.digest(key, f"{name}\0{digest}".encode(), hashlib.sha256).hex()[:32]


@dataclass(frozen=True)
class Closed:
    """A file that was written: how long it is and the digest of what is in it."""

    size: int
    digest: str


class _Squeezed:
    """What a source gives, compressed, in the portions age asks for."""

    def __init__(self, source: Source) -> None:
        self._source, self._zip = source, zlib.compressobj(1, wbits=31)
        self._ready, self._at, self._done = b"", 0, False

    def read(self, count: int) -> bytes:
        while self._at == len(self._ready) and not self._done:
            part = self._source.read(_PART)
            self._ready = self._zip.compress(part) if part else self._zip.flush()
            self._at, self._done = 0, not part
        piece = self._ready[self._at : self._at + count]
        self._at += len(piece)
        return piece


class _Counted:
    """A file that is written, with its digest; keeps what the machine said when that failed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.hash, self.size = file, hashlib.sha256(), 0
        self.trouble: OSError | None = None

    def write(self, part: bytes) -> int:
        try:
            self._file.write(part)
        except OSError as error:
            self.trouble = error
            raise
        self.hash.update(part)
        self.size += len(part)
        return len(part)

    def flush(self) -> None:
        try:
            self._file.flush()
        except OSError as error:
            self.trouble = error
            raise


def close(source: Source, target: Path, to: list[Any]) -> Closed:
    """Write a source closed into a new file that is on the disk when this returns."""
    with target.open("xb") as file:
        counted = _Counted(file)
        try:
            pyrage.encrypt_io(_Squeezed(source), counted, to)
            counted.flush()
        except (pyrage.EncryptError, OSError) as error:
            raise counted.trouble or error from None
        os.fsync(file.fileno())
    return Closed(counted.size, counted.hash.hexdigest())


def close_bytes(plain: bytes, target: Path, to: list[Any]) -> None:
    """Replace a small file by this, closed, whole or not at all."""
    half = target.with_name(f"{target.name}.new")
    half.unlink(missing_ok=True)
    with half.open("xb") as file:
        file.write(pyrage.encrypt(plain, to))
        file.flush()
        os.fsync(file.fileno())
    half.replace(target)
    settle(target.parent)


def open_bytes(file: Path, keys: list[Any]) -> bytes:
    """The content of a small closed file."""
    with _said(file):
        return bytes(pyrage.decrypt(file.read_bytes(), keys))


class _Grown:
    """A sink that gets decompressed what is written."""

    def __init__(self, sink: Sink) -> None:
        self._sink, self._zip = sink, zlib.decompressobj(wbits=31)

    def write(self, part: bytes) -> int:
        left = part
        while left:
            self._sink.write(self._zip.decompress(left, _PART))
            left = self._zip.unconsumed_tail
        return len(part)

    def flush(self) -> None:
        self._sink.write(self._zip.flush())


def open_into(file: Path, sink: Sink, keys: list[Any]) -> None:
    """Open a closed file into a sink, a part at a time."""
    grown = _Grown(sink)
    with _said(file), file.open("rb") as source:
        pyrage.decrypt_io(source, grown, keys)
        grown.flush()


class Sparse:
    """A new file in which empty blocks take no room: most of a switched WAL segment is empty."""

    def __init__(self, file: IO[bytes]) -> None:
        """The file is empty and is written once, from its beginning."""
        self._file = file

    def write(self, part: bytes) -> int:
        """Write what is not empty."""
        for at in range(0, len(part), len(_ZEROS)):
            block = part[at : at + len(_ZEROS)]
            if block == _ZEROS:
                self._file.seek(len(block), os.SEEK_CUR)
            else:
                self._file.write(block)
        return len(part)

    def end(self) -> None:
        """Give the file its length."""
        self._file.truncate(self._file.tell())


def digest(file: Path) -> str:
    """The digest of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def settle(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _said(file: Path) -> Iterator[None]:
    try:
        yield
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise LaunchError(
                "Deze sleutel (--identity) past niet op de reservekopie; zij ging op slot voor een"
                " ander."
            ) from error
        raise LaunchError(f"De reservekopie is beschadigd: {file.name} gaat niet open.") from error
    except (OSError, zlib.error) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise LaunchError(f"De reservekopie is beschadigd: {file.name} gaat niet open.") from error

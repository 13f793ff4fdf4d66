"""A text said aloud by the server, with espeak-ng: for who has no voice on the device.

Robotic but clear, and it works without the network. The text goes in through a pipe and the sound
comes out of one: it stands in no file, no argument list, no cache and no log. Nothing is kept, also
not for public sentences: saying a paragraph costs less than looking after a cache would.
"""

import os
import shutil
import subprocess
import threading
from functools import lru_cache

PROGRAM = "espeak-ng"
VOICES = {"nl": "nl", "en": "en-gb"}
"""The voice for each language of the screens."""

LONGEST = 1_000
"""Letters that are said in one go: a paragraph. A page asks for one after the other."""

_PATIENCE = 5.0
_WAIT = 2.0
_WORDS_A_MINUTE = "150"
_HEADER = 44
_SIZE_AT, _DATA_AT = 4, 40

# Nothing of ours goes to the program; and it leaves no folders of a sound system behind.
_NOTHING = {"HOME": "/nonexistent", "PULSE_RUNTIME_PATH": "/nonexistent", "LC_ALL": "C.UTF-8"}

# Two processor cores: one may speak while the other serves pages.
_one_voice = threading.BoundedSemaphore(1)


def is_here() -> bool:
    """Whether this machine can speak at all."""
    return _program(os.environ.get("PATH", "")) is not None


@lru_cache(maxsize=4)
def _program(path: str) -> str | None:
    return shutil.which(PROGRAM, path=path)


def say(text: str, language: str = "nl") -> bytes | None:
    """The text as WAV sound; None without a voice: not there, not this language, busy, broken."""
    program = _program(os.environ.get("PATH", ""))
    voice = VOICES.get(language)
    if program is None or voice is None:
        return None
    said = "".join(sign if sign.isprintable() else " " for sign in text[:LONGEST])
    if not _one_voice.acquire(timeout=_WAIT):
        return None
    try:
        sound = _spoken([program, "-v", voice, "-s", _WORDS_A_MINUTE, "--stdin", "--stdout"], said)
    finally:
        _one_voice.release()
    return _with_sizes(sound) if len(sound) > _HEADER else None


def _spoken(command: list[str], text: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # fixed words; the text goes through the pipe
            command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=True,
            env=_NOTHING,
        )
    except (OSError, subprocess.SubprocessError):
        return b""
    return done.stdout


def _with_sizes(sound: bytes) -> bytes:
    """Into a pipe it cannot write how long the sound is; a browser wants to know."""
    whole = bytearray(sound)
    whole[_SIZE_AT : _SIZE_AT + 4] = (len(sound) - 8).to_bytes(4, "little")
    whole[_DATA_AT : _DATA_AT + 4] = (len(sound) - _HEADER).to_bytes(4, "little")
    return bytes(whole)

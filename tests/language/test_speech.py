"""The voice of the server: there, or honestly not."""

import struct
import time

import pytest

from mekaar.language import speech

needs_voice = pytest.mark.skipif(not speech.is_here(), reason="espeak-ng is not on this machine")


@pytest.fixture
def stub(tmp_path, monkeypatch):
    """A program in the place of espeak-ng, which does what it is told to."""

    def make(script: str) -> None:
        program = tmp_path / speech.PROGRAM
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    return make


def test_where_it_is_not_installed_there_is_no_voice(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not speech.is_here()
    assert speech.say("Hallo") is None


def test_for_another_language_there_is_no_voice():
    assert speech.say("merhaba", "tr") is None


def test_a_voice_that_breaks_or_says_nothing_is_no_voice(stub):
    for script in ("exit 1", "cat >/dev/null", "kill -9 $$"):
        stub(script)
        assert speech.say("Hallo") is None


def test_a_voice_that_hangs_is_stopped(stub, monkeypatch):
    monkeypatch.setattr(speech, "_PATIENCE", 0.5)
    stub("exec sleep 20")
    start = time.perf_counter()
    assert speech.say("Hallo") is None
    assert time.perf_counter() - start < 5


def test_the_text_goes_through_a_pipe_and_not_in_the_arguments(stub, tmp_path):
    """Arguments can be read by everybody on the machine."""
    stub(f'echo "$@" >{tmp_path}/arguments; cat >{tmp_path}/typed; head -c 100 /dev/zero')
    speech.say("--help Mijn geheim\x00 [[x]]")
    assert "geheim" in (tmp_path / "typed").read_text()
    assert "\x00" not in (tmp_path / "typed").read_text()
    assert "geheim" not in (tmp_path / "arguments").read_text()


@needs_voice
def test_it_speaks_dutch_and_english():
    dutch, english = speech.say("Goedemorgen buren", "nl"), speech.say("Good morning", "en")
    for sound in (dutch, english):
        assert sound[:4] == b"RIFF"
        assert struct.unpack("<I", sound[4:8])[0] == len(sound) - 8
        assert sound[36:40] == b"data"
        assert struct.unpack("<I", sound[40:44])[0] == len(sound) - 44
        assert len(sound) > 20_000
    assert dutch != english


@needs_voice
@pytest.mark.parametrize("text", ["a" * 100_000, "ja " * 100_000, "\x00\x01\ud800", "<speak>x"])
def test_hostile_texts_take_a_moment_and_no_more(text):
    start = time.perf_counter()
    assert len(speech.say(text) or b"") < 20_000_000
    assert time.perf_counter() - start < 11


@needs_voice
def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    speech.say("Dit is van niemand anders.")
    assert list(tmp_path.rglob("*")) == []

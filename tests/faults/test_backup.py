"""The restore drill: written, backed up, killed, erased, put back; and what is never put back."""

import contextlib
import datetime
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from launch import postgres
from launch.backup import command, make, moments, recover, server
from launch.backup.shelf import Shelf
from launch.place import ROOT
from launch.trouble import LaunchError
from mekaar.core import keyring
from tests import thief
from tests.launch.conftest import _folder, _forget
from tests.launch.whole import wait_for
from tests.promises.whole_life import PHONE, WORD

# Only so that the database of the tests is there: its tables are those of the house.
pytestmark = pytest.mark.django_db


@dataclass
class House:
    """A house that is lived in, its backups, and what happened there."""

    folder: Path
    cluster: postgres.Cluster
    process: subprocess.Popen
    person: str = ""
    henk: str = ""
    told: list = field(default_factory=list)  # what Henk said and was acknowledged
    before_mistake: str = ""
    old_keys: set = field(default_factory=set)  # of who was erased later, as they were closed

    @property
    def shelf(self):
        return self.folder / "shelf"

    def do(self, order, **told):
        self.process.stdin.write(json.dumps([order, told]) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        assert "failed" not in said, said
        return said["did"]

    def say(self, *words):
        for one in words:
            self.do("say", who=self.henk, words=one)
            self.told.append(one)  # acknowledged

    def back_up(self, *how):
        assert command.backup([str(self.shelf), *how]) == 0

    def restore(self, into, *how):
        identity = str(self.folder / "identity")
        words = [str(self.shelf), "--identity", identity, "--into", str(into), *how]
        assert command.put_back(words) == 0

    def look_into(self, cluster, order, **told):
        """What the process sees when it works with another server."""
        try:
            self._move(cluster)
            return self.do(order, **told)
        finally:
            self._move(self.cluster)

    def _move(self, cluster):
        host, password = str(cluster.place.socket), cluster.secrets.owner
        self.do("move", database={"HOST": host, "PORT": "5432", "PASSWORD": password})

    def note_key(self):
        self.old_keys.add(bytes.fromhex(self.do("keys")[self.person]))


def environment(folder):
    """As on a machine on which Mekaar runs; nothing of these tests."""
    mine = ("DATABASE_", "MEKAAR_", "DJANGO_", "PG")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(mine)}
    return kept | {"MEKAAR_DATA": str(folder / "data"), "MEKAAR_KEY_COPY": str(folder / "copy.age")}


def same_tables(cluster, source):
    """Tables and walls of this code, from the database of the tests: migrating takes a while."""
    programs = cluster.place.programs
    where = ["-h", source["HOST"], "-p", str(source["PORT"] or 5432), "-U", source["USER"]]
    dump = [str(programs / "pg_dump"), *where, "--enable-row-security", source["NAME"]]
    given = os.environ | {"PGPASSWORD": source["PASSWORD"] or ""}
    made = subprocess.run(dump, env=given, stdout=subprocess.PIPE, check=True).stdout
    psql = [str(programs / "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-d"]
    subprocess.run([*psql, cluster.admin_url("mekaar")], input=made, check=True)


@pytest.fixture(scope="module")
def house(django_db_setup):
    """A server of its own with the tables of this code, and a process that serves neighbours."""
    folder = _folder()
    (folder / "data").mkdir(mode=0o711)
    with (
        pytest.MonkeyPatch.context() as patch,
        postgres.in_use(postgres.open_cluster(folder / "data")) as cluster,
    ):
        same_tables(cluster, connection.settings_dict)
        given = environment(folder)
        for name in set(os.environ) - set(given):
            patch.delenv(name)
        for name in set(given) - set(os.environ):
            patch.setenv(name, given[name])
        keyring.write(folder / "data" / "keys.json", keyring.fresh())
        assert command.backup(["--new-identity", str(folder / "identity")]) == 0
        public = (folder / "identity").read_text().split()[3]
        patch.setenv("MEKAAR_BACKUP_RECIPIENT", public)
        serving = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": cluster.owner_url,
            "MEKAAR_SECRET_KEY": cluster.secrets.key,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.neighbours"],
            cwd=ROOT, env=dict(serving), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        yield House(folder, cluster, process)
        process.kill()
        process.communicate()
    _forget(folder)


@pytest.fixture(scope="module")
def drill(house):
    """A week in seconds: written, backed up, a mistake, somebody erased, the server killed."""
    people = house.do("begin")
    house.person, house.henk = people["person"], people["henk"]
    house.say("voor de eerste kopie")
    house.note_key()
    house.back_up()  # renews the keys, while the process goes on
    house.note_key()
    house.say("na de eerste kopie")
    house.do("arrive", name="Nieuwe Buur")
    house.back_up()
    house.say("na de tweede kopie", "net voor de vergissing")
    time.sleep(1.1)
    house.before_mistake = f"{datetime.datetime.now(moments.HERE):%Y-%m-%d %H:%M:%S}"
    time.sleep(1.1)
    house.do("mistake", who=house.henk)
    house.do("erase", who=house.person)
    after = len(house.told)
    house.say("na de vergissing")
    house.back_up("--wal")
    os.kill(postgres.postmaster(house.cluster.place), signal.SIGKILL)
    postgres.start(house.cluster)
    with pytest.raises(AssertionError, match="unexpected postmaster exit"):
        house.say("dit kwam niet aan")
    house.say("na de klap")
    house.back_up("--wal")
    house.told, house.lost = house.told[after:], house.told[:after]
    return house


@pytest.fixture
def into():
    folder = _folder()
    yield folder / "back"
    _forget(folder)


def every_byte(folder):
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def traces(drill, folder):
    """Where something of who was erased stands in these files: words, or a key to them."""
    needles = {WORD.encode(), WORD.lower().encode(), WORD.encode("utf-16-le"), *drill.old_keys}
    needles.add(re.sub(r"\D", "", PHONE).encode())
    files = every_byte(folder)
    return {name for name, held in files.items() if any(one in held for one in needles)}


def dumped(cluster):
    with psycopg.connect(cluster.admin_url("mekaar")) as admin:
        return thief.of_people(thief.dump(admin.cursor()))


def test_newest_has_every_acknowledged_word_and_nobody_who_was_erased(drill, into, capsys):
    """Killed twice over, nothing that was archived is lost (R-B03, L-02)."""
    drill.restore(into, "--keys", str(drill.folder / "copy.age"))
    assert "Alles gaat open" in (said := capsys.readouterr().out)
    assert "Het logboek klopt (1 buurten)" in said
    assert traces(drill, into) == set()
    with postgres.in_use(postgres.open_cluster(into)) as back:
        assert thief.reads(dumped(back), WORD, PHONE) == {}
        found = drill.look_into(back, "words", who=drill.henk)
        assert drill.look_into(back, "rows") == drill.do("rows")
    assert [one for one in drill.told if one not in found["asks"]] == []
    assert len(found["asks"]) == len(drill.told)
    assert drill.person not in found["people"]


def test_a_moment_before_a_mistake_brings_back_what_was_lost_but_not_who_was_erased(
    drill, into, capsys
):
    drill.restore(into, "--at", drill.before_mistake)
    assert re.search(r"omdat het later is gewist: [1-9]", said := capsys.readouterr().out), said
    assert traces(drill, into) == set()
    with postgres.in_use(postgres.open_cluster(into)) as back:
        assert thief.reads(dumped(back), WORD, PHONE) == {}
        found = drill.look_into(back, "words", who=drill.henk)
        keys = drill.look_into(back, "keys")
    assert set(drill.lost) <= set(found["asks"])
    assert not set(drill.told) & set(found["asks"])
    assert drill.person not in found["people"]
    assert drill.henk in keys
    assert drill.person not in keys


def test_what_is_looked_for_is_there_before_it_is_erased(drill):
    """The drill can fail: the server in use still has the old keys on its disk."""
    assert len(drill.old_keys) == 2
    assert traces(drill, drill.cluster.place.data)


def test_verifying_says_what_it_saw_and_leaves_nothing(drill, capsys):
    before = set(Path("/tmp").glob("mekaar-restore-*"))
    words = [str(drill.shelf), "--identity", str(drill.folder / "identity")]
    assert command.verify([*words, "--from", full(drill.shelf).name]) == 0
    said = capsys.readouterr().out
    assert "De reservekopie is goed." in said
    assert re.search(r"Het laatste is van .* \d minuten geleden", said)
    assert set(Path("/tmp").glob("mekaar-restore-*")) == before
    stamp = json.loads((drill.folder / "data" / command.STAMP).read_text())
    assert {"base", "base_at", "until", "verified"} <= set(stamp)


def test_a_house_put_back_goes_on_in_the_same_folder(drill, into, monkeypatch, capsys):
    """Also with the keys of then: who was erased stays away."""
    drill.restore(into, "--at", drill.before_mistake, "--keys-of-then")
    shelf = shutil.copytree(drill.shelf, into.parent / "shelf")
    monkeypatch.setenv("MEKAAR_DATA", str(into))
    monkeypatch.delenv("MEKAAR_KEY_COPY")  # the drill goes on with its own keys
    with postgres.in_use(postgres.open_cluster(into)) as back:
        assert command.backup([str(shelf), "--wal"]) == 0
        drill.look_into(back, "say", who=drill.henk, words="na het terugzetten")
        assert command.backup([str(shelf), "--wal"]) == 0
        assert drill.person not in drill.look_into(back, "words", who=drill.henk)["people"]
    said = capsys.readouterr().out
    assert "De server bewaarde niet alles sinds de vorige keer; nu een hele reservekopie." in said
    assert "1 stukken bewaard." in said
    made = command._shelf(shelf).backups()
    assert [one.timeline for one in made] == [1, 1, 2]
    for one in made:
        recover.look(command._shelf(shelf), one)
    words = [str(shelf), "--identity", str(drill.folder / "identity")]
    assert command.verify(words) == 0
    assert f"Begonnen met {made[-1].name}" in capsys.readouterr().out


def test_killed_when_the_server_has_let_go_already(drill, monkeypatch):
    """A run that is killed has fetched more than lies closed in the folder."""
    drill.say("net voor de volgende klap")
    with monkeypatch.context() as patch:
        patch.setattr(make.envelope, "close", killed)
        with pytest.raises(KeyboardInterrupt):
            drill.back_up("--wal")
    [staging] = (drill.folder / "data" / "backup").glob("wal-*")
    assert list(staging.iterdir())
    with psycopg.connect(drill.cluster.admin_url("mekaar"), autocommit=True) as admin:
        admin.execute(
            "SELECT pg_replication_slot_advance(%s, pg_current_wal_flush_lsn())", [server.SLOT]
        )
        admin.execute("CHECKPOINT")
    drill.say("en daarna")
    drill.back_up("--wal")
    assert list(staging.iterdir()) == []  # it is what is written, open
    shelf = command._shelf(drill.shelf)
    recover.look(shelf, shelf.backups()[-1])


def killed(*_):
    raise KeyboardInterrupt


def test_a_restore_that_is_stopped_leaves_nothing_and_no_server(drill, into):
    words = [str(drill.shelf), "--identity", str(drill.folder / "identity"), "--into", str(into)]
    with subprocess.Popen(
        [sys.executable, "-m", "launch.command", "restore", *words], cwd=ROOT
    ) as restoring:
        wait_for((into / "postgres" / "postmaster.pid").exists, 60)
        restoring.send_signal(signal.SIGTERM)
        assert restoring.wait(60) == 130
    assert not into.exists()
    assert not standing_in(into)


def standing_in(folder):
    """Processes that stand in this folder, also when it was removed under them."""
    found = []
    for one in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            found += [one] * str(one.readlink()).startswith(str(folder))
    return found


# --- what is refused, each with one sentence -----------------------------------------------------


def flip(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def cut(file):
    os.truncate(file, file.stat().st_size // 2)


def full(shelf):
    return next((shelf / "bases").glob("*-full"))


def incremental(shelf):
    return next((shelf / "bases").glob("*-incremental"))


def segments(shelf):
    return sorted((shelf / "wal").glob("*.age"))


def forge(shelf):
    """Somebody else's backup in the place of ours: the recipient is no secret."""
    said = json.loads((incremental(shelf) / "backup.json").read_text())
    (incremental(shelf) / "backup.json").write_text(json.dumps(said | {"mekaar": "9.9"}))


BROKEN = {
    "a byte of the base": (lambda at: flip(full(at) / "base.age"), r"full/base\.age is veranderd"),
    "a byte of a segment": (lambda at: flip(segments(at)[-2]), "is veranderd of niet van dit huis"),
    "half a base": (lambda at: cut(full(at) / "base.age"), r"full/base\.age is veranderd"),
    "half a segment": (lambda at: cut(segments(at)[-2]), "is veranderd of niet van dit huis"),
    "half of what was told": (lambda at: cut(full(at) / "backup.json"), "beschadigd: .*json"),
    "a segment is gone": (lambda at: segments(at)[-2].unlink(), "Er ontbreekt een stuk"),
    "the full base is gone": (lambda at: shutil.rmtree(full(at)), "hoort onder"),
    "what was told is changed": (forge, "niet van dit huis, of er is aan veranderd"),
    "the key that signs": (lambda at: (incremental(at) / "key.age").unlink(), "key.age"),
    "half a backup": (
        lambda at: [
            one.rename(one.with_name(f"{one.name}.new")) for one in (at / "bases").iterdir()
        ],
        "liggen geen reservekopieën",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_refused_with_one_sentence(drill, into, tmp_path, what):
    shelf, (wreck, sentence) = tmp_path / "shelf", BROKEN[what]
    shutil.copytree(drill.shelf, shelf)
    wreck(shelf)
    with pytest.raises(LaunchError, match=sentence) as refused:
        command.verify([str(shelf), "--identity", str(drill.folder / "identity")])
    assert len(str(refused.value).splitlines()) == 1


def test_identity_of_somebody_else_is_refused(drill, tmp_path):
    command.backup(["--new-identity", str(tmp_path / "other")])
    words = [str(drill.shelf), "--identity", str(tmp_path / "other")]
    with pytest.raises(LaunchError, match="past niet op de reservekopie"):
        command.verify(words)


def test_keys_of_another_house_open_nothing(drill, tmp_path):
    keyring.write(tmp_path / "keys.json", keyring.fresh())
    identity = str(drill.folder / "identity")
    words = [str(drill.shelf), "--identity", identity, "--keys", str(tmp_path / "keys.json")]
    with pytest.raises(LaunchError, match="niet van dit huis"):
        command.verify(words)


def test_programs_of_another_version_are_refused(drill, tmp_path, monkeypatch):
    other = tmp_path / "pg_basebackup"
    other.write_text("#!/bin/sh\necho 'pg_basebackup (PostgreSQL) 15.9'\n")
    other.chmod(0o755)
    tmp_path.chmod(0o755)
    monkeypatch.setenv("MEKAAR_PG_BIN", str(tmp_path))
    with pytest.raises(LaunchError, match="is PostgreSQL 18 en de programma's hier zijn 15"):
        drill.back_up()


def test_never_over_something_that_is_there(drill, into):
    into.mkdir()
    (into / "brief.txt").write_text("van iemand")
    with pytest.raises(LaunchError, match="staat al iets"):
        drill.restore(into)
    assert (into / "brief.txt").read_text() == "van iemand"


def test_moments_that_no_backup_has(drill, into):
    with pytest.raises(LaunchError, match="Zo ver terug gaat het niet"):
        drill.restore(into, "--at", "2020-01-01 10:00")
    with pytest.raises(LaunchError, match="moet nog komen"):
        drill.restore(into, "--at", "2999-01-01 10:00")
    with pytest.raises(LaunchError, match="is geen moment"):
        drill.restore(into, "--at", "gisteren")


def test_two_runs_at_once_are_refused(drill):
    with Shelf(drill.shelf, b"").alone("base"), pytest.raises(LaunchError, match="wordt al een"):
        drill.back_up()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes a small disk")
def test_full_disk_leaves_what_was_there(drill, tmp_path):
    shelf = tmp_path / "small"
    shelf.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "none", shelf], check=False
    ).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        shutil.copytree(drill.shelf, shelf, dirs_exist_ok=True)
        room = shutil.disk_usage(shelf).free
        (shelf / "other").write_bytes(b"x" * (room - 50_000))
        before = every_byte(shelf)
        with pytest.raises(LaunchError, match="de schijf is vol"):
            command.backup([str(shelf)])
        after = every_byte(shelf)
        assert {name: after[name] for name in before} == before
        assert not list(shelf.rglob("*.new"))
    finally:
        subprocess.run(["umount", shelf], check=True)


def test_the_password_and_words_are_in_no_file_of_the_backup(drill):
    files = every_byte(drill.shelf)
    secrets = [drill.cluster.secrets.admin, drill.cluster.secrets.key]
    assert [one for one in secrets for held in files.values() if one.encode() in held] == []
    assert traces(drill, drill.shelf) == set()
    assert len(files) > 6

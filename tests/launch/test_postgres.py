"""The embedded server: who gets in, what survives, who stops it."""

import os
import signal
import stat
from pathlib import Path

import psycopg
import pytest

from launch import postgres
from launch.place import SHARED
from launch.trouble import LaunchError


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def ask(url, question):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()


def test_listens_on_no_network_and_logs_no_texts(cluster):
    shown = {
        name: ask(cluster.owner_url, f"SHOW {name}")[0]
        for name in ("listen_addresses", "data_checksums", "fsync", "log_min_error_statement")
    }
    assert shown == {
        "listen_addresses": "",
        "data_checksums": "on",
        "fsync": "on",
        "log_min_error_statement": "panic",
    }


def test_server_has_no_tcp_socket(cluster):
    held = {
        str(fd.readlink())
        for fd in Path(f"/proc/{postgres.postmaster(cluster.place)}/fd").iterdir()
    }
    tables = [Path(f"/proc/net/{kind}").read_text().splitlines()[1:] for kind in ("tcp", "tcp6")]
    listening = {f"socket:[{row.split()[9]}]" for rows in tables for row in rows}
    assert any(name.startswith("socket:") for name in held)
    assert not held & listening


def test_folders_and_secrets_are_private(cluster):
    place = cluster.place
    assert mode(place.socket) == 0o700
    assert mode(place.data) == 0o700
    assert mode(place.base / "secrets.json") == 0o600
    assert place.data.stat().st_uid != 0
    assert not (place.base / "postgres.password").exists()


def test_wrong_password_is_refused_even_on_the_socket(cluster):
    wrong = cluster.url("mekaar_owner", "not-the-password")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.url("postgres", cluster.secrets.owner))


def test_web_role_is_weak_and_owner_no_superuser(cluster):
    facts = (
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolinherit FROM pg_roles"
        " WHERE rolname = current_user"
    )
    assert ask(cluster.web_url, facts) == (False, False, False, False, False)
    assert ask(cluster.owner_url, facts)[:4] == (False, False, True, False)
    with (
        psycopg.connect(cluster.web_url) as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        web.execute("CREATE TABLE mine (id int)")


def test_owner_may_step_into_the_web_role_and_not_the_other_way(cluster):
    with psycopg.connect(cluster.owner_url) as owner:
        owner.execute("SET LOCAL ROLE mekaar_web")
        assert owner.execute("SELECT current_user").fetchone() == ("mekaar_web",)
    with (
        psycopg.connect(cluster.web_url) as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        web.execute("SET LOCAL ROLE mekaar_owner")


def test_extensions_and_sorting_are_there(cluster):
    assert ask(
        cluster.web_url, "SELECT lower(unaccent('Ö')), similarity('fiets', 'fietsen') > 0.4"
    ) == (
        "o",
        True,
    )


def test_kill_9_keeps_what_was_committed(folder):
    cluster = postgres.open_cluster(folder / "data")
    with postgres.in_use(cluster):
        with psycopg.connect(cluster.owner_url) as owner:
            owner.execute("CREATE TABLE kept (word text)")
            owner.execute("INSERT INTO kept VALUES ('said')")
        doubt = psycopg.connect(cluster.owner_url)
        doubt.execute("INSERT INTO kept VALUES ('not yet said')")
        os.kill(postgres.postmaster(cluster.place), signal.SIGKILL)
        assert postgres.start(cluster) is True
        doubt.close()
        assert ask(cluster.owner_url, "SELECT array_agg(word) FROM kept") == (["said"],)


def test_pid_file_of_somebody_else_is_recognised(folder):
    cluster = postgres.open_cluster(folder / "data")
    with postgres.in_use(cluster):
        real = (cluster.place.data / "postmaster.pid").read_text().splitlines()
    assert postgres.postmaster(cluster.place) is None
    stranger = "\n".join([str(os.getpid()), *real[1:], ""])
    (cluster.place.data / "postmaster.pid").write_text(stranger)
    assert postgres.postmaster(cluster.place) is None
    with postgres.in_use(cluster):
        assert ask(cluster.web_url, "SELECT 1") == (1,)
    os.kill(os.getpid(), 0)


def test_running_server_is_used_again_and_the_last_one_stops_it(folder):
    cluster = postgres.open_cluster(folder / "data")
    with postgres.in_use(cluster):
        first = postgres.postmaster(cluster.place)
        with postgres.in_use(postgres.open_cluster(folder / "data")):
            assert postgres.postmaster(cluster.place) == first
        assert ask(cluster.web_url, "SELECT 1") == (1,)
    assert postgres.postmaster(cluster.place) is None


def test_half_made_folder_is_made_anew(folder):
    half = folder / "data" / "postgres.new"
    half.mkdir(parents=True)
    (folder / "data").chmod(0o711)
    (half / "rubbish").write_text("x")
    with postgres.in_use(postgres.open_cluster(folder / "data")) as cluster:
        assert ask(cluster.web_url, "SELECT 1") == (1,)
        assert not half.exists()


def test_second_start_keeps_passwords(folder):
    cluster = postgres.open_cluster(folder / "data")
    with postgres.in_use(cluster):
        pass
    again = postgres.open_cluster(folder / "data")
    with postgres.in_use(again):
        assert (again.web_url, again.owner_url) == (cluster.web_url, cluster.owner_url)
        assert ask(again.web_url, "SELECT 1") == (1,)


def test_long_path_gets_a_short_private_socket_folder(folder):
    cluster = postgres.open_cluster(folder / ("een-heel-lange-naam" * 5))
    with postgres.in_use(cluster):
        assert len(str(cluster.place.socket)) < 60
        assert mode(cluster.place.socket) == 0o700
        assert ask(cluster.web_url, "SELECT 1") == (1,)


def test_data_of_another_postgresql_is_refused_in_one_sentence(folder):
    cluster = postgres.open_cluster(folder / "data")
    cluster.place.data.mkdir()
    (cluster.place.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(LaunchError, match=r"zijn van PostgreSQL 12, hier is 18"):
        postgres.start(cluster)
    (cluster.place.data / "PG_VERSION").unlink()


def test_damaged_secrets_are_refused_in_one_sentence(folder):
    (folder / "secrets.json").write_text('{"admin": ')
    with pytest.raises(LaunchError, match=r"secrets\.json is beschadigd"):
        postgres.open_cluster(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to drop to a service user")
def test_private_folder_of_root_is_not_opened(folder):
    folder.chmod(0o700)
    cluster = postgres.open_cluster(folder / "data")
    try:
        with postgres.in_use(cluster):
            assert cluster.place.moved
            assert cluster.place.base.parent == SHARED
            assert ask(cluster.web_url, "SELECT 1") == (1,)
        assert mode(folder) == 0o700
    finally:
        _remove(cluster.place.base)


def _remove(base):
    for path in sorted(base.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    base.rmdir()

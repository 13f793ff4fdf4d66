"""granian behind nginx, with the files of deploy/ and other paths, on a disk that is read only."""

import contextlib
import datetime
import http.client
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests import product
from tests.faults.writers import Browser
from tests.product import ROOT

DEPLOY = ROOT / "deploy"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PR_SET_MDWE = 65


def absent() -> str:
    """Why this cannot be tried here; nothing when it can."""
    if NGINX is None:
        return "nginx is not here (apt-get install nginx-light; .ci/run does)"
    if find_spec("granian") is None:
        return "granian is not here (requirements/dev.txt has it)"
    return ""


def certificate(folder: Path) -> None:
    """A certificate for this machine, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def command(socket_file: Path) -> list[str]:
    """The command of mekaar-web.service, with our Python and another socket."""
    unit = (DEPLOY / "systemd" / "mekaar-web.service").read_text().replace("\\\n", " ")
    [words] = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    words = words.replace("/opt/mekaar/.venv/bin/python", sys.executable)
    return shlex.split(words.replace("/run/mekaar/web.sock", str(socket_file)))


def configuration(folder: Path, static: Path, plain: int, secure: int) -> Path:
    """The shipped site inside the smallest nginx.conf, with the paths of this test."""
    site = (DEPLOY / "nginx.conf").read_text()
    changes = {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{secure} ssl http2;",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "/run/mekaar/web.sock": f"{folder}/web.sock",
        "/etc/mekaar/tls/": f"{folder}/",
        "/opt/mekaar/deploy/": f"{DEPLOY}/",
        "/opt/mekaar/static-build/served/": f"{static}/served/",
        "/var/log/nginx/mekaar.log": f"{folder}/nginx.log",
        "https://$host$request_uri": f"https://$host:{secure}$request_uri",
    }
    for ours, theirs in changes.items():
        assert ours in site, ours
        site = site.replace(ours, theirs)
    temporary = "".join(
        f"  {kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    file = folder / "nginx.conf"
    file.write_text(
        f"{user}daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/nginx.log crit;\n"
        f"events {{ worker_connections 768; }}\n"
        f"http {{\n  include /etc/nginx/mime.types;\n{temporary}{site}\n}}\n"
    )
    return file


def no_new_code(words: list[str]) -> list[str]:
    """The same command with memory that is never written and run (MemoryDenyWriteExecute)."""
    script = (
        f"import ctypes, os, sys; ctypes.CDLL(None).prctl({PR_SET_MDWE}, 1, 0, 0, 0);"
        " os.execvp(sys.argv[1], sys.argv[1:])"
    )
    return [sys.executable, "-c", script, *words]


def read_only(words: list[str], folder: Path) -> list[str]:
    """The same command with the disk read only, but for the folder of its socket."""
    script = (
        f"mount --make-rprivate / && mount --bind {folder} {folder} && "
        "mount -o remount,bind,ro / && "
        f"mount --bind {ROOT} {ROOT} && mount -o remount,bind,ro {ROOT} && "
        f"! touch {ROOT}/deploy/written 2>/dev/null && exec setpriv --no-new-privs "
    )
    return ["unshare", "--mount", "sh", "-c", script + shlex.join(words)]


def can_be_read_only() -> bool:
    """Whether this machine lets us make disks read only for one process."""
    tried = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        "mount --make-rprivate / && mount -o remount,bind,ro /",
    ]
    return (
        os.geteuid() == 0
        and subprocess.run(tried, check=False, capture_output=True).returncode == 0
    )


class Visitor(Browser):
    """A browser that comes over TLS."""

    def _caller(self) -> http.client.HTTPConnection:
        return http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=self.patience, context=unchecked()
        )

    @property
    def origin(self) -> str:
        return f"https://127.0.0.1:{self.port}"


def unchecked() -> ssl.SSLContext:
    """Nobody signed the certificate of this test."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Behind:
    """Where it answers, and what runs."""

    def __init__(self, folder: Path, plain: int, secure: int, web: subprocess.Popen) -> None:
        self.folder, self.plain, self.secure, self.web = folder, plain, secure, web

    def visitor(self) -> Visitor:
        return Visitor(self.secure)

    def slow(self) -> ssl.SSLSocket:
        """A line over which somebody says little."""
        line = socket.create_connection(("127.0.0.1", self.secure))
        return unchecked().wrap_socket(line)


@contextlib.contextmanager
def running(served: product.Product, folder: Path) -> Iterator[Behind]:
    """Both processes for a while, over the database of the product."""
    certificate(folder)
    plain, secure = product.free_port(), product.free_port()
    env = product.variables(product.web_url(served.database), served.static) | {
        "MEKAAR_HTTPS": "1",
        "MEKAAR_PROXIES": "unix",
        "MEKAAR_PUBLIC_URL": f"https://127.0.0.1:{secure}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]),
    }
    words = command(folder / "web.sock")
    words = read_only(words, folder) if can_be_read_only() else words
    conf = configuration(folder, served.static, plain, secure)
    with (folder / "web.log").open("w") as log:
        web = subprocess.Popen(no_new_code(words), cwd=ROOT, env=env, stdout=log, stderr=log)
        proxy = subprocess.Popen(
            [NGINX, "-c", str(conf), "-p", str(folder)], stdout=log, stderr=log
        )
        behind = Behind(folder, plain, secure, web)
        try:
            _wait(behind)
            yield behind
        finally:
            for one in (proxy, web):
                one.terminate()
            for one in (proxy, web):
                one.wait(40)


def _wait(behind: Behind) -> None:
    until, last = time.monotonic() + 60, ""
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            answer = behind.visitor().get("/gezond/")
            last = answer.text
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise AssertionError(last + (behind.folder / "web.log").read_text()[-3000:])

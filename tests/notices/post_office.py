"""A small mail server with TLS, that remembers what it was told."""

import base64
import contextlib
import datetime
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "mekaar", "kruidkoek-7"


@dataclass
class PostOffice:
    """What came in: letters, who signed in, and every line that came over an open line."""

    mode: str
    certificate: Path
    letters: list[str] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    in_the_open: list[str] = field(default_factory=list)
    port: int = 0


def certificate(folder: Path, name: str) -> Path:
    """A certificate that vouches for itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    whose = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(tz=datetime.UTC)
    day = datetime.timedelta(days=1)
    local = name == "localhost"
    names = [x509.DNSName(name), *([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))] * local)]
    made = (
        x509.CertificateBuilder(whose, whose, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / f"{name}.pem"
    path.write_bytes(made.public_bytes(pem) + secret)
    return path


class _Talk(socketserver.BaseRequestHandler):
    office: PostOffice

    def handle(self) -> None:
        self.closed = False
        with contextlib.suppress(OSError):
            if self.office.mode == "tls":
                self._close_the_line()
            self._say("220 hier")
            while line := self._line():
                if self._answered(line):
                    return

    def _close_the_line(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.office.certificate)
        self.request = context.wrap_socket(self.request, server_side=True)
        self.closed = True

    def _say(self, text: str) -> None:
        self.request.sendall(f"{text}\r\n".encode())

    def _line(self) -> str:
        line = b""
        while not line.endswith(b"\r\n") and (one := self.request.recv(1)):
            line += one
        if not self.closed:
            self.office.in_the_open.append(line.decode().strip())
        return line.decode()

    def _answered(self, line: str) -> bool:
        word, _, rest = line.strip().partition(" ")
        match word.upper():
            case "EHLO":
                may = {"none": "", "starttls": "250-STARTTLS\r\n"}.get(self.office.mode, "")
                self._say(f"250-hier\r\n{'' if self.closed else may}250 AUTH PLAIN")
            case "STARTTLS":
                self._say("220 ja")
                self._close_the_line()
            case "AUTH":
                _nobody, user, password = base64.b64decode(rest.split()[-1]).decode().split("\0")
                right = (user, password) == (USER, PASSWORD)
                self.office.signed_in += [user] * right
                self._say("235 welkom" if right else "535 wie ben je")
            case "DATA":
                self._say("354 zeg het maar")
                letter = ""
                while (said := self._line()) != ".\r\n":
                    letter += said
                self.office.letters.append(letter)
                self._say("250 ja")
            case "QUIT":
                self._say("221 dag")
                return True
            case _:
                self._say("250 ja")
        return False


@contextlib.contextmanager
def opened(mode: str, certificate: Path) -> Iterator[PostOffice]:
    """A mail server at localhost: `none`, `starttls` or `tls`."""
    office = PostOffice(mode, certificate)
    talk = type("Talk", (_Talk,), {"office": office})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), talk) as server:
        server.daemon_threads = True
        office.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield office
        server.shutdown()

"""A post office on this machine: takes mail, counts it, and can be slow to say that it did."""

import contextlib
import socketserver
import threading
from collections import Counter
from email import message_from_bytes, policy


class _Counter(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        office: PostOffice = self.server.office
        with contextlib.suppress(OSError):
            self._talk(office)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _talk(self, office: "PostOffice") -> None:
        self._say("220 post")
        while line := self.rfile.readline():
            match line[:4].strip().upper():
                case b"DATA":
                    self._say("354 go on")
                    office.take(b"".join(iter(self.rfile.readline, b".\r\n")))
                    office.open.wait(30)
                    self._say("250 taken")
                case b"QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class PostOffice:
    """How often each (to, subject) was taken. While `open` is clear it takes and says nothing."""

    def __init__(self) -> None:
        self.taken: Counter[tuple[str, str]] = Counter()
        self.open = threading.Event()
        self.open.set()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Counter)
        self._server.office = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def take(self, message: bytes) -> None:
        read = message_from_bytes(message, policy=policy.default)
        with self._lock:
            self.taken[read["To"], read["Subject"]] += 1

    def count(self, to: str) -> int:
        """How often something came for this address."""
        with self._lock:
            return sum(number for (who, _), number in self.taken.items() if who == to)

    def close(self) -> None:
        self.open.set()
        self._server.shutdown()
        self._server.server_close()

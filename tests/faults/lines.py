"""Lines that fail: a proxy that swallows answers, and requests that never come to an end."""

import contextlib
import socket
import threading


class Swallower:
    """Brings every request to the web; of a POST it lets the first `lose` answers fall."""

    def __init__(self, port: int, *, lose: int) -> None:
        self.to, self.lose, self.lost = port, lose, 0
        self._lock = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        line = socket.create_connection(("127.0.0.1", self.to))
        with caller, line as web, contextlib.suppress(OSError):
            web.sendall(whole := _request(caller))
            answer = b"".join(iter(lambda: web.recv(65536), b""))
            if not self._falls(whole):
                caller.sendall(answer)

    def _falls(self, request: bytes) -> bool:
        """Whether this answer is lost: it was committed, and nobody hears of it."""
        with self._lock:
            lost = request.startswith((b"POST /mijn", b"POST /ik-")) and self.lost < self.lose
            self.lost += lost
            return lost

    def close(self) -> None:
        self._door.close()


def _request(caller: socket.socket) -> bytes:
    """One whole request: head and body."""
    said = b""
    while b"\r\n\r\n" not in said:
        said += caller.recv(65536)
    head, _, body = said.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        body += caller.recv(65536)
    return head + b"\r\n\r\n" + body


HALF_HEAD = b"GET /mijn/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
HALF_BODY = (
    b"POST /aanmelden/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\ncode="
)


@contextlib.contextmanager
def half_sent(port: int, count: int):
    """So many requests that were begun and are not finished: half of them in the head."""
    with contextlib.ExitStack() as opened:
        slow = []
        for number in range(count):
            one = opened.enter_context(socket.create_connection(("127.0.0.1", port)))
            one.sendall(HALF_HEAD if number % 2 else HALF_BODY)
            slow.append(one)
        yield slow

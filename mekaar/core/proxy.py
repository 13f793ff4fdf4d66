"""From which address a request really comes: what a trusted proxy says, and nobody else.

`MEKAAR_PROXIES` names the proxies before us by address or network ("127.0.0.1", "10.0.0.0/8"), or
`unix` for one that calls through a socket file. Of everybody else these headers are dropped, so
that neither the rate limits nor "this came over TLS" can be talked around.
"""

import ipaddress
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_FORWARDED = "HTTP_X_FORWARDED_FOR"
_SAID_BY_A_PROXY = (
    _FORWARDED, "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_BY", "HTTP_FORWARDED", "HTTP_X_REAL_IP",
)  # fmt: skip


class Proxies:
    """The proxies we believe."""

    def __init__(self, named: list[str]) -> None:
        """By address, network, or `unix`."""
        self.by_socket = "unix" in named
        self.networks: list[Network] = [ipaddress.ip_network(one) for one in named if one != "unix"]

    def trusts(self, address: str) -> bool:
        """Whether this address is a proxy of ours."""
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return self.by_socket and address in {"", "localhost", "unix"}
        return any(found in network for network in self.networks)

    def address_of(self, meta: dict[str, Any]) -> str:
        """The last address in the chain that is not a proxy of ours.

        Whatever stands before it was written by somebody we do not know.
        """
        address = str(meta.get("REMOTE_ADDR", ""))
        chain = [part.strip() for part in str(meta.get(_FORWARDED, "")).split(",") if part.strip()]
        while chain and self.trusts(address):
            address = chain.pop()
        return address


def real_address(get_response: GetResponse) -> GetResponse:
    """Put the real address where every limit and log looks; first of the whole chain."""
    proxies = Proxies(settings.PROXIES)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        meta = request.META
        if proxies.trusts(str(meta.get("REMOTE_ADDR", ""))):
            meta["REMOTE_ADDR"] = proxies.address_of(meta)
        else:
            for name in _SAID_BY_A_PROXY:
                meta.pop(name, None)
        return get_response(request)

    return middleware

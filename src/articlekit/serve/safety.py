"""What keeps the server from being used against the machine and the network that it stands in.

A page of any site can make its reader's browser send requests here, and an address that is given to
fetch can point into the private network. So requests of other sites are refused (`Visitors`), and
addresses are fetched only where they lead to public ones (`PublicTransport`).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlsplit

import anyio
import httpx

from articlekit.errors import FetchError
from articlekit.http import CONNECT_SECONDS

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Allow: TypeAlias = Callable[[Address], bool]
"""Whether an address may be connected to."""
Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[Address]]]
"""The addresses of a host name and port."""

MAX_TRIES = 4
"""Addresses of a host that are tried before giving up."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that has been given out to networks; the rest of IPv6 is local, multicast or reserved."""


class AddressRefusedError(FetchError):
    """An address that leads to this machine or its network."""


# ------------------------------------------------------------------------------------ fetching


def is_public(address: Address) -> bool:
    """Return whether an address belongs to the public internet.

    An IPv6 address that stands for an IPv4 address is judged by that.

    >>> is_public(ipaddress.ip_address("93.184.215.14"))
    True
    >>> is_public(ipaddress.ip_address("::ffff:169.254.169.254"))
    False
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(inner)
        if address not in _GLOBAL_UNICAST:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that packets to an IPv6 address end at.

    >>> _inner(ipaddress.IPv6Address("2002:7f00:1::"))
    IPv4Address('127.0.0.1')
    """
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour


async def resolve(host: str, port: int) -> Sequence[Address]:
    """Ask the system for the addresses of a host, each once, the preferred ones first.

    The system reads disguised numbers (``2130706433``, ``0x7f.1``) as connecting would, so that
    what is checked is what is meant.

    Raises:
        OSError: The host is unknown.
        UnicodeError: The host is not a name at all.
    """
    found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ipaddress.ip_address(place[0]) for *_, place in found))


class PublicTransport(httpx.AsyncBaseTransport):
    """Connects to public addresses only.

    Each request, and so each redirect, is resolved here, checked, and sent to the very address that
    was checked: a name that answers differently the second time gains nothing.
    """

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport,
        *,
        allow: Allow = is_public,
        resolve: Resolve = resolve,
    ) -> None:
        """Wrap a transport.

        Args:
            inner: Sends what is allowed.
            allow: Decides about an address.
            resolve: Finds the addresses of a host.
        """
        self._inner = inner
        self._allow = allow
        self._resolve = resolve

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request.

        Raises:
            AddressRefusedError: One of the host's addresses is not allowed.
            httpx.ConnectError: The host is unknown, or none of its addresses answers.
        """
        addresses = await self._addresses(request)
        for address in addresses[:-1]:
            try:
                return await self._inner.handle_async_request(_sent_to(address, request))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._inner.handle_async_request(_sent_to(addresses[-1], request))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()

    async def _addresses(self, request: httpx.Request) -> Sequence[Address]:
        url = request.url
        host = url.raw_host.decode("ascii")
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            with anyio.fail_after(CONNECT_SECONDS):
                addresses = await self._resolve(host, port)
        except TimeoutError as error:
            message = f"{host} was not found in time"
            raise httpx.ConnectTimeout(message, request=request) from error
        except (OSError, UnicodeError, ValueError) as error:
            message = f"{host} was not found"
            raise httpx.ConnectError(message, request=request) from error
        if not addresses:
            message = f"{host} has no address"
            raise httpx.ConnectError(message, request=request)
        # One private address is enough: a public one beside it may be there to pass this check.
        if not all(map(self._allow, addresses)):
            message = f"{url} is not fetched: {host} is not a public address"
            raise AddressRefusedError(message, url=str(url))
        return addresses[:MAX_TRIES]


def _sent_to(address: Address, request: httpx.Request) -> httpx.Request:
    """Return a request that goes to an address, still naming the host that it was made for."""
    host = request.url.raw_host.decode("ascii")
    return httpx.Request(
        request.method,
        request.url.copy_with(host=str(address)),
        headers=request.headers,  # the Host header among them
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": host},
    )


# ------------------------------------------------------------------------------------ visitors


@dataclass(frozen=True, slots=True)
class Visitors:
    """Who may send requests.

    A site can point its own name at this machine, and its pages then count as this server's own
    (DNS rebinding). The Host header gives that away.
    """

    names: frozenset[str] = field(default_factory=frozenset)
    """Host names that are this server's, beside ``localhost`` and numeric loopback addresses."""
    numbers: bool = False
    """Whether any numeric address is: nobody can point a number at another machine."""

    def refusal(self, method: str, headers: Mapping[str, str]) -> str | None:
        """Return why a request is refused, None where it is not.

        Args:
            method: The request's method.
            headers: Its headers, names in lower case.
        """
        host = headers.get("host", "")
        if not self.knows(host):
            return f"this server is not called {host[:100]!r}"
        if method not in {"GET", "HEAD"} and not _is_own(headers, host):
            return "requests of other sites are refused"
        return None

    def knows(self, host: str) -> bool:
        """Return whether a Host header names this server.

        >>> Visitors().knows("localhost:8765"), Visitors().knows("[::1]:8765")
        (True, True)
        >>> Visitors().knows("rebound.example:8765")
        False
        """
        name = _host_name(host)
        if name is None:
            return False
        if name == "localhost" or name.endswith(".localhost") or name in self.names:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return self.numbers or address.is_loopback


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _is_own(headers: Mapping[str, str], host: str) -> bool:
    """Return whether a request comes from a page of this server, or from no page at all."""
    if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    return origin is None or origin.lower().partition("://")[2] == host.lower()

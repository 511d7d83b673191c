"""Starting the server."""

from __future__ import annotations

import ipaddress
import socket
import sys
import webbrowser
from collections.abc import Callable
from typing import TYPE_CHECKING

from articlekit.errors import MissingExtraError
from articlekit.serve.safety import Visitors

if TYPE_CHECKING:
    import uvicorn

HOST, PORT = "127.0.0.1", 8765

_CONNECTIONS = 64
"""At once; each may hold a request of some MiB."""
_ALL = {"0.0.0.0", "::"}  # noqa: S104 to be told apart, not to listen on


def _tell(address: str) -> None:
    """Print the address at once: whoever reads it from a pipe waits for it."""
    print(address, flush=True)  # noqa: T201 the command's output


def run(host: str = HOST, port: int = PORT, ready: Callable[[str], object] = _tell) -> None:
    """Serve until interrupted.

    Args:
        host: The name or number of the interface to listen on.
        port: Its port; 0 takes any that is free.
        ready: Is told the address of the page once the server listens.

    Raises:
        MissingExtraError: A library of the extra ``serve`` is missing.
        OSError: The address cannot be listened on.
    """
    check_libraries()
    listening = listen(host, port)
    warning = exposure(listening)
    if warning:
        sys.stderr.write(f"articlekit: {warning}\n")
    ready(page_address(listening))
    server(host, listening).run(sockets=[listening])


def run_and_open(host: str = HOST, port: int = PORT) -> None:
    """Serve as `run` does, and open the page in the browser."""

    def ready(address: str) -> None:
        _tell(address)
        webbrowser.open(address)

    run(host, port, ready)


def check_libraries() -> None:
    """Raise MissingExtraError unless all that the server needs is there."""
    try:
        import python_multipart  # noqa: F401
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        message = (
            f"`articlekit serve` needs {error.name}, which is not installed: "
            "pip install 'articlekit[serve]'"
        )
        raise MissingExtraError(message) from error


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens."""
    family, _, _, _, place = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    return socket.create_server((str(place[0]), port), family=family)


def server(host: str, listening: socket.socket) -> uvicorn.Server:
    """Return the server for a socket.

    Args:
        host: The name that the server was asked to listen on, one that it answers to.
        listening: The socket.
    """
    import uvicorn

    from articlekit.serve.app import make_app

    config = uvicorn.Config(
        make_app(visitors_of(host, listening)),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nothing here depends on where a request comes from
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=3,
        ws="none",
    )
    return uvicorn.Server(config)


def visitors_of(host: str, listening: socket.socket) -> Visitors:
    """Return who may ask: whoever calls this machine by a name that it has."""
    if _address(listening).is_loopback:
        return Visitors()
    names = {host.lower(), socket.gethostname().lower()} - _ALL
    return Visitors(frozenset(names), numbers=True)


def exposure(listening: socket.socket) -> str | None:
    """Return the warning for a server that other machines can reach."""
    address = _address(listening)
    if address.is_loopback:
        return None
    return (
        f"warning: listening on {address}, which other machines can reach. There is no password: "
        "whoever reaches this port can use it, and have public pages fetched from here"
    )


def page_address(listening: socket.socket) -> str:
    """Return the address of the page, to open on this machine."""
    address, port = _address(listening), listening.getsockname()[1]
    host = "localhost" if address.is_unspecified else str(address)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _address(listening: socket.socket) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.ip_address(listening.getsockname()[0])

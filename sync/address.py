"""Where HQ is, and how long to wait for it: what is known before a connection is thought of."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk.errors import EnvironmentProblem, InputError


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait, in seconds: for a connection and one piece sent, for the next bytes, for a whole body."""

    connect_s: float = 5
    read_s: float = 20
    body_s: float = 120


def check_url(url: str) -> str:
    """The address without a trailing slash. Raises InputError when it is none, EnvironmentProblem when a stranger on
    the way could read and change what is said."""
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{url!r} is not the address of an HQ; it looks like https://hq.example.com. Nothing changed")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise EnvironmentProblem(
            f"{url} is not encrypted: anybody on the way could read and change what this device and HQ say. "
            "Nothing was sent. Use the https:// address of HQ"
        )
    return url.strip().rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether nothing that is said to this host leaves the machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

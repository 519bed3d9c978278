"""HQ or a hub in the same shop, by DNS service discovery (RFC 6763). A hint only: found is neither alive nor trusted,
and who it is says its certificate."""

import ipaddress
import socket
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from zeroconf import DNSQuestionType, InterfaceChoice, ServiceBrowser, ServiceInfo, ServiceStateChange, Zeroconf
from zeroconf import Error as ZeroconfError

SERVICE = "_kiosk._tcp.local."
ASK_MS = 1500  # for the address of a service whose name was heard
_NAMES = 10  # tried before one is left to chance


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who says to be an HQ or a hub. `role`: "hq" or "hub"."""

    name: str
    host: str
    port: int
    role: str


def _zeroconf(interfaces: Sequence[str]) -> Zeroconf:
    """On all interfaces when none is named."""
    return Zeroconf(interfaces=list(interfaces) or InterfaceChoice.All)


@contextmanager
def announce(
    name: str, port: int, interfaces: Sequence[str] = (), *, role: str = "hq"
) -> Generator[threading.Event, None, None]:
    """Be found while the block runs. Registering takes seconds and happens in a thread; the event is set when it is
    done, or has failed: nobody waits for a hint."""
    settled = threading.Event()
    zeroconf = _zeroconf(interfaces)
    info = _info(name, port, interfaces, role)
    thread = threading.Thread(target=_register, args=(zeroconf, info, settled), name="announce", daemon=True)
    thread.start()
    try:
        yield settled
    finally:
        thread.join(timeout=5)
        zeroconf.close()  # says goodbye for whatever it had registered


def _info(name: str, port: int, interfaces: Sequence[str], role: str) -> ServiceInfo:
    return ServiceInfo(
        SERVICE, _instance(name.replace(".", " ")), port=port, properties={"role": role, "v": "1"},
        server=f"{socket.gethostname().split('.')[0]}.local.", parsed_addresses=_addresses(interfaces),
    )  # fmt: skip


def _instance(label: str, number: int = 1) -> str:
    suffix = f"-{number}" if number > 1 else ""
    return f"{label[: 60 - len(suffix)]}{suffix}.{SERVICE}"


def _addresses(interfaces: Sequence[str]) -> list[str]:
    if interfaces:
        return list(interfaces)
    import psutil

    addresses = [item.address for items in psutil.net_if_addrs().values() for item in items if item.family == 2]
    return [address for address in addresses if not ipaddress.ip_address(address).is_loopback]


def _register(zeroconf: Zeroconf, info: ServiceInfo, settled: threading.Event) -> None:
    try:
        info.name = _free_name(zeroconf, info.name)
        zeroconf.register_service(info, allow_name_change=True)
    except (ZeroconfError, OSError):
        return  # not found by itself: whoever enrols types the address
    finally:
        settled.set()


def _free_name(zeroconf: Zeroconf, name: str) -> str:
    """The name, or the next one that nobody answers to. Registering asks as well, but has itself answered alone
    (RFC 6762, 5.4): on one machine the kernel gives that answer to any one of those who listen."""
    label = name.removesuffix(f".{SERVICE}")
    names = (_instance(label, number) for number in range(1, _NAMES))
    asked = DNSQuestionType.QM
    free = (found for found in names if not zeroconf.get_service_info(SERVICE, found, ASK_MS, asked))
    return next(free, name)


def browse(timeout_s: float = 3, interfaces: Sequence[str] = (), *, enough: int = 0) -> list[Found]:
    """Who announces itself within `timeout_s`, by name; returns early once `enough` are found (0: never)."""
    names: set[str] = set()
    done = threading.Event()

    def heard(*, name: str, state_change: ServiceStateChange, **_context: object) -> None:
        (names.discard if state_change is ServiceStateChange.Removed else names.add)(name)
        if enough and len(names) >= enough:
            done.set()

    with _zeroconf(interfaces) as zeroconf:
        browser = ServiceBrowser(zeroconf, SERVICE, handlers=[heard])
        done.wait(timeout_s)
        found = [_resolve(zeroconf, name) for name in sorted(names)]
        browser.cancel()
    return [item for item in found if item is not None]


def _resolve(zeroconf: Zeroconf, name: str) -> Found | None:
    info = zeroconf.get_service_info(SERVICE, name, ASK_MS)
    if info is None or info.port is None or not info.parsed_addresses():
        return None
    role = (info.decoded_properties.get("role") or "hq").lower()
    return Found(name.removesuffix(f".{SERVICE}"), info.parsed_addresses()[0], info.port, role)

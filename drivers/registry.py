"""From an address in the configuration to a driver. Nothing is opened here: a device that is missing now may come."""

from urllib.parse import SplitResult, parse_qsl, urlsplit

from drivers.escpos import PROFILE_58, PROFILE_80, PrinterProfile
from drivers.printer import EscposPrinter
from drivers.scanner_serial import SerialScanner
from drivers.transports import FileTransport, SerialTransport, TcpTransport, Transport
from kiosk.errors import InputError
from kiosk.ports.devices import ReceiptPrinter, Scanner

PRINTER_FORMS = (
    "tcp://HOST:9100, serial:///dev/ttyUSB0?baud=9600&flow=none|rts|dtr|xon or file:///dev/usb/lp0, "
    "each with ?width=58 for narrow paper"
)
SCANNER_FORMS = "serial:///dev/ttyACM0?baud=9600"
#: Imported by name when first needed; a bundle made from the imports alone lacks them.
HIDDEN_IMPORTS = (
    "barcode.charsets.code128",
    "biip.gs1_digital_link_uris",
    "biip.gs1_messages",
    "PIL.Image",
    "PIL.ImageDraw",
    "PIL.ImageFont",
    "segno",
    "serial",
)
_PROFILES = {"80": PROFILE_80, "58": PROFILE_58}
_FLOWS = ("none", "rts", "dtr", "xon")


def open_printer(url: str) -> ReceiptPrinter:
    """The printer at `url`. Raises InputError that names the forms it takes."""
    parts, options = _split(url, PRINTER_FORMS)
    profile = _profile(url, options.pop("width", "80"))
    transport = _transport(url, parts, options)
    if options:
        raise _bad(url, f"{', '.join(options)} means nothing here", PRINTER_FORMS)
    return EscposPrinter(transport, profile)


def open_scanner(url: str) -> Scanner:
    """The scanner at `url`. Raises InputError that names the forms it takes."""
    parts, options = _split(url, SCANNER_FORMS)
    if parts.scheme != "serial" or not parts.path.strip("/") or parts.netloc:
        raise _bad(url, "no serial port is named", SCANNER_FORMS)
    baud = _baud(url, options.pop("baud", "9600"), SCANNER_FORMS)
    if options:
        raise _bad(url, f"{', '.join(options)} means nothing here", SCANNER_FORMS)
    return SerialScanner(parts.path, baud)


def _transport(url: str, parts: SplitResult, options: dict[str, str]) -> Transport:
    """Takes what it understands out of `options`."""
    if parts.scheme == "tcp":
        return _tcp(url, parts)
    if parts.netloc or not parts.path.strip("/"):
        raise _bad(url, "no device is named", PRINTER_FORMS)
    if parts.scheme == "file":
        return FileTransport(parts.path)
    if parts.scheme != "serial":
        raise _bad(url, f"there is no {parts.scheme or 'such'} printer", PRINTER_FORMS)
    baud = _baud(url, options.pop("baud", "9600"), PRINTER_FORMS)
    flow = options.pop("flow", "none")
    if flow not in _FLOWS:
        raise _bad(url, f"flow {flow} is none of {', '.join(_FLOWS)}", PRINTER_FORMS)
    return SerialTransport(parts.path, baud, flow)


def _tcp(url: str, parts: SplitResult) -> Transport:
    try:
        port = parts.port
    except ValueError:
        raise _bad(url, "the port is no number from 1 to 65535", PRINTER_FORMS) from None
    if not parts.hostname or parts.path.strip("/"):
        raise _bad(url, "a host and nothing else must follow tcp://", PRINTER_FORMS)
    return TcpTransport(parts.hostname, port or 9100)


def _split(url: str, forms: str) -> tuple[SplitResult, dict[str, str]]:
    try:
        parts = urlsplit(url.strip())
        return parts, dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError as error:
        raise _bad(url, str(error), forms) from None


def _profile(url: str, width: str) -> PrinterProfile:
    if width not in _PROFILES:
        raise _bad(url, f"paper is 80 or 58 mm wide, not {width}", PRINTER_FORMS)
    return _PROFILES[width]


def _baud(url: str, baud: str, forms: str) -> int:
    if not (baud.isascii() and baud.isdigit() and 300 <= int(baud) <= 4_000_000):
        raise _bad(url, f"{baud} is no line speed", forms)
    return int(baud)


def _bad(url: str, why: str, forms: str) -> InputError:
    return InputError(f"{url!r} is no device address: {why}. Write {forms}.", url=url)

"""From the bytes of one scan to a ScannedCode: symbology mark taken off, GTIN taken out of what GS1 wraps around it.

What a code means on which screen is not decided here.
"""

import re
import unicodedata
from dataclasses import dataclass

from kiosk.domain.codes import normalise_gtin
from kiosk.ports.devices import ScannedCode

#: Longer than any code of ours; a QR code can hold 4,296 characters.
LONGEST_CODE = 512
#: ISO/IEC 15424: "]", a letter for the symbology, a digit or letter for its options.
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
#: Symbologies whose content is GS1 element strings: GS1-128, DataBar, GS1 DataMatrix, GS1 QR code, GS1 DotCode.
_GS1 = frozenset({"]C1", "]e0", "]e1", "]e2", "]d2", "]Q3", "]J1"})
#: What a scanner that sends no symbology mark shows of an element string: (01), 14 digits, perhaps more.
_ELEMENT_STRING = re.compile(r"(?:\(01\)|01)(\d{14})")
_EAN_WITH_ADD_ON = re.compile(r"(\d{13})(?:\d{2}|\d{5})")
_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A code, or why there is none (`reason`, for staff)."""

    code: ScannedCode | None
    reason: str = ""


def read_frame(frame: bytes) -> Reading:
    """Understand one frame without its terminator. Never raises."""
    try:
        text = frame.decode("utf-8")
    except UnicodeDecodeError:
        return Reading(None, "the scanner sent bytes that are no text: check its line settings")
    symbology = found[0] if (found := _AIM.match(text.lstrip("\x02"))) else ""
    raw = text.lstrip("\x02").removeprefix(symbology)
    if len(raw) > LONGEST_CODE:
        return Reading(None, f"a code of {len(raw)} characters is none of ours")
    cleaned = _clean(raw)
    if not cleaned:
        return Reading(None, "the scanner sent an empty code")
    return Reading(ScannedCode(_plain_number(raw, cleaned, symbology), symbology))


def _clean(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cf", "Cs"}).strip()


def _plain_number(raw: str, cleaned: str, symbology: str) -> str:
    """The GTIN when the code carries one in GS1's clothes, else the text as it is."""
    if symbology == "]E3" and (add_on := _EAN_WITH_ADD_ON.fullmatch(cleaned)):
        return add_on[1]
    if symbology in _GS1:
        return _gtin_of_message(raw.strip("\x1d\r\n "), symbology) or cleaned
    if _WEB.match(cleaned):
        return _gtin_of_link(cleaned) or cleaned
    if not symbology and (found := _ELEMENT_STRING.match(cleaned)) and normalise_gtin(found[1]):
        return _gtin_of_message("01" + found[1], symbology) or cleaned
    return cleaned


def _gtin_of_message(message: str, symbology: str) -> str:
    """The GTIN of an element string; from a faulty one what stands in its first 16 characters, if that is sound."""
    from biip import ParseError
    from biip.gs1_messages import GS1Message

    try:
        found = GS1Message.parse(message).element_strings.get(ai="01")
    except (ParseError, ValueError):
        found = None
    if found is not None and found.gtin is not None:
        return found.gtin.value
    start = _ELEMENT_STRING.match(message)
    return start[1] if symbology and start and normalise_gtin(start[1]) else ""


def _gtin_of_link(link: str) -> str:
    from biip import ParseError
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    try:
        found = GS1DigitalLinkURI.parse(link).element_strings.get(ai="01")
    except (ParseError, ValueError):
        return ""
    return found.gtin.value if found is not None and found.gtin is not None else ""

"""Goods on their way between two locations of ours: what is recorded of them, and the slip that travels in the box.

`GoodsSent` takes them off the sender's shelf, `GoodsReceived` (kiosk.domain.events) with the same transfer puts what
arrived on the receiver's. Each of the facts moves its own goods and no other's, so the order in which HQ learns of them
is nothing to it. What was sent and neither received nor settled is in transit (kiosk.domain.in_transit).
"""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.pieces import check_pieces

MAX_UNKNOWN = 50  # codes that are no article of ours, in one fact
MAX_UNKNOWN_CODE = 64
#: Characters that a QR code of till paper still holds at a size which scanners read.
MAX_SLIP = 500


def unknown_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """Scanned codes that are no article of ours, as a fact keeps them: each once, short, printable, the first fifty."""
    shown = ("".join(letter for letter in code if letter.isprintable())[:MAX_UNKNOWN_CODE].strip() for code in codes)
    return tuple(dict.fromkeys(code for code in shown if code))[:MAX_UNKNOWN]


def check_unknown(codes: tuple[str, ...]) -> None:
    if codes != unknown_codes(codes):
        raise ValueError("codes that are no article are few, short and printable")


@dataclass(frozen=True, slots=True)
class SentLine:
    sku: str
    quantity: int

    def __post_init__(self) -> None:
        check_pieces(self.quantity)


@dataclass(frozen=True, slots=True)
class GoodsSent:
    """Goods left this location in a box for another one of ours."""

    TYPE: ClassVar[str] = "GoodsSent"
    VERSION: ClassVar[int] = 1
    transfer_id: str  # `T-` and 16 digits, which the box's slip carries as bars
    location: str
    to_location: str
    document: str  # the number that people read
    lines: tuple[SentLine, ...]
    note: str = ""
    unknown: tuple[str, ...] = ()  # scanned with it, and no article of ours

    def __post_init__(self) -> None:
        check_unknown(self.unknown)
        if not self.lines or len({line.sku for line in self.lines}) != len(self.lines):
            raise ValueError("a transfer has lines, and each article once")
        if self.location == self.to_location:
            raise ValueError("a transfer goes to another location")


class Settlement(StrEnum):
    """Where goods are after all of which a transfer's papers do not agree."""

    LOST = "lost"  # nowhere: written off
    AT_SENDER = "at_sender"  # never left; below zero: more left than was noted
    AT_RECEIVER = "at_receiver"  # arrived unseen; below zero: noted twice


@dataclass(frozen=True, slots=True)
class SettledLine:
    """Pieces that are in transit no more; below zero where more was received than sent."""

    sku: str
    pieces: int

    def __post_init__(self) -> None:
        check_pieces(abs(self.pieces))


@dataclass(frozen=True, slots=True)
class TransferClosed:
    """A manager of either end settled what did not arrive, or arrived too much, and said why."""

    TYPE: ClassVar[str] = "TransferClosed"
    VERSION: ClassVar[int] = 1
    transfer_id: str
    location: str  # where it was settled
    from_location: str
    to_location: str
    settlement: Settlement
    lines: tuple[SettledLine, ...]
    reason: str

    def __post_init__(self) -> None:
        if not self.lines or not self.reason.strip():
            raise ValueError("what is settled has lines and a reason")
        if self.settlement is Settlement.LOST and any(line.pieces < 0 for line in self.lines):
            raise ValueError("goods that were never sent cannot be lost")

    @property
    def shelf(self) -> str:
        """Whose shelf it changes; "" = nobody's."""
        ends = {Settlement.AT_SENDER: self.from_location, Settlement.AT_RECEIVER: self.to_location}
        return ends.get(self.settlement, "")


@dataclass(frozen=True, slots=True)
class BoxSlip:
    """What the slip in a box says by itself, without a line to head office."""

    transfer_id: str
    from_location: str
    to_location: str
    document: str
    pieces: tuple[tuple[str, int], ...]


_PART = re.compile(r"[0-9A-Z][0-9A-Z._/+-]*")
_SLIP = re.compile(r"T-\d{16}(:[0-9A-Z][0-9A-Z._/+-]*){3}(:[0-9A-Z][0-9A-Z._/+-]*\*\d{1,7})+:[0-9A-F]{8}")


def slip_text(sent: GoodsSent) -> str:
    """The transfer as one line for a QR code, with a checksum: `T-…:JA:XH:JA-02-A-V-000007:SKU*2:…:CRC`. "" when it is
    too long, or a name in it cannot be written so: then the bars name the transfer, and the goods are scanned."""
    head = (sent.transfer_id, sent.location, sent.to_location, sent.document)
    if not all(_PART.fullmatch(part) for part in (*head, *(line.sku for line in sent.lines))):
        return ""
    said = ":".join((*head, *(f"{line.sku}*{line.quantity}" for line in sent.lines)))
    text = f"{said}:{zlib.crc32(said.encode()):08X}"
    return text if len(text) <= MAX_SLIP else ""


def is_slip(text: str) -> bool:
    """Whether `text`, in capitals, is a whole slip."""
    if len(text) > MAX_SLIP or not _SLIP.fullmatch(text):
        return False
    said, _, check = text.rpartition(":")
    return f"{zlib.crc32(said.encode()):08X}" == check


def read_slip(text: str) -> BoxSlip:
    """What a slip says; `text` is one (`is_slip`)."""
    transfer_id, source, to, document, *lines, _check = text.split(":")
    pieces = (line.rpartition("*") for line in lines)
    return BoxSlip(transfer_id, source, to, document, tuple((sku, int(count)) for sku, _, count in pieces))

"""Slips at hand, and what the decoder makes of them."""

from drivers.escpos import PROFILE_80, PrinterProfile, encode
from drivers.escpos_decoder import EscposDecoder
from drivers.escpos_ops import DecodedSlip, Op, SlipCollector
from kiosk.ports.devices import Align, Part, PartKind, Slip


def text(words: str, align: Align = Align.LEFT, bold: bool = False, scale: int = 1) -> Part:
    return Part(PartKind.TEXT, words, align=align, bold=bold, scale=scale)


def pair(left: str, right: str, scale: int = 1) -> Part:
    return Part(PartKind.PAIR, left, right, scale=scale)


def slip(*parts: Part, reference: str = "JA-02-A-000417", open_drawer: bool = False) -> Slip:
    return Slip("receipt", reference, parts, open_drawer)


def decode(data: bytes) -> list[DecodedSlip]:
    decoder, slips = EscposDecoder(), list[DecodedSlip]()
    collector = SlipCollector(slips.append)
    collector.add(decoder.feed(data))
    collector.add(decoder.finish())
    collector.end()
    return slips


def printed(*parts: Part, profile: PrinterProfile = PROFILE_80, open_drawer: bool = False) -> DecodedSlip:
    """The one slip that comes out for these parts."""
    (only,) = decode(encode(slip(*parts, open_drawer=open_drawer), profile))
    return only


def steps(data: bytes) -> list[Op]:
    decoder = EscposDecoder()
    return decoder.feed(data) + decoder.finish()


RECEIPT = slip(
    text("衣橱", Align.CENTRE, bold=True, scale=2),
    Part(PartKind.RULE),
    pair("亚麻衬衫 靛蓝 M × 2", "¥598.00"),
    pair("合计", "¥598.00", scale=2),
    Part(PartKind.FEED),
    Part(PartKind.BARCODE, "JA-02-A-000417", align=Align.CENTRE),
    open_drawer=True,
)

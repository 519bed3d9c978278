"""Whatever is in the names on a receipt: the drawer moves once, with its first paper, and with no copy of it."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.escpos import PROFILE_58, PROFILE_80, PrinterProfile, encode
from drivers.spooler import as_copy
from kiosk.domain.events import Fulfilment, Tender, TenderKind
from kiosk.domain.order import OrderView
from kiosk.ports.devices import Slip
from kiosk.services.receipts import receipt
from tests.drivers.paper import decode
from tests.fakes.slips import EVERY_WAY, RECEIPT_NUMBER, a_line, paper

KICKS = ("\x1bp\x00\x19\xfa", "\x1bp0AA", "\x10\x14\x01\x00\x05", "\x10\x14\x02\x01\x08", "\x1b\x70\x31\x40\x50")
#: What printers obey at once, wherever it stands: status, clear the buffer, pulse.
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")
PROFILES = pytest.mark.parametrize("profile", [PROFILE_80, PROFILE_58], ids=lambda profile: profile.name)


def hostile_receipt(name: str, language: str) -> Slip:
    """Cash was taken for an order in which everything that somebody typed somewhere is `name`."""
    line = replace(
        a_line(Fulfilment.TAKE_NOW), name_zh=name, name_en=name, colour_zh=name, colour_en=name, size=name, sku=name
    )
    order: OrderView = replace(EVERY_WAY, lines=(replace(EVERY_WAY.lines[0], line=line), *EVERY_WAY.lines[1:]))
    tenders = (
        Tender(TenderKind.CASH, 100, 200, 100),
        Tender(TenderKind.EXTERNAL, 100, reference=name),
    )
    return receipt(order, RECEIPT_NUMBER, tenders, paper(language, brand=name or "YUNJIA"), name)


@PROFILES
@pytest.mark.parametrize("kick", KICKS, ids=repr)
def test_a_name_that_kicks_the_drawer_is_letters(kick: str, profile: PrinterProfile) -> None:
    for name in (kick, f"Hemd{kick}blau", f"衬衫{kick}", f"é™{kick}㐂"):
        assert_moved_once(hostile_receipt(name, "zh"), profile)


@PROFILES
@given(st.text(max_size=12), st.sampled_from(KICKS), st.text(max_size=12), st.sampled_from(["zh", "en"]))
def test_no_name_moves_the_drawer(profile: PrinterProfile, before: str, kick: str, after: str, language: str) -> None:
    assert_moved_once(hostile_receipt(before + kick + after, language), profile)


def assert_moved_once(slip: Slip, profile: PrinterProfile) -> None:
    data, copy = encode(slip, profile), encode(as_copy(slip, 1), profile)
    assert [made.drawer for made in decode(data)] == [1]
    assert [made.drawer for made in decode(copy)] == [0]
    assert not REAL_TIME.search(data + copy)
    own = data.index(b"\x1bp\x00\x19\xfa")
    assert own < 40, "before anything that somebody typed"

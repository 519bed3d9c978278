"""What badges, PINs and scans cannot do to a real kiosk, however often its plug is pulled."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kiosk.control import ControlClient
from kiosk.domain.staff import MAX_TRIES
from kiosk.errors import InputError, KioskError, RuleError
from kiosk.services.guiding import PinLocked, PinWrong
from tests.e2e import books
from tests.e2e.processes import wait_until
from tests.e2e.retailer import GUIDE, MANAGER, gtin_of
from tests.e2e.shop import Shop, open_shop
from tests.faults.kiosks import ForkedKiosk, Zygote

SHIRT = "LINEN-SHIRT/INDIGO/M"
WRONG_PINS = 10
KICK = b"\x1bp\x00\x19\x19"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One shop for all: no test may change what it holds, which is what is tested."""
    with open_shop(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


@contextmanager
def running_on(shop: Shop, zygote: Zygote) -> Iterator[ForkedKiosk]:
    """A kiosk that is killed at the end of the block."""
    kiosk = zygote.start(shop.tablet_folder, shop.place / "killed.log")
    try:
        kiosk.wait_until_it_answers()
        yield kiosk
    finally:
        kiosk.kill()


def ask(kiosk: ForkedKiosk, verb: str, **args: Any) -> Any:
    with ControlClient(kiosk.folder) as client:
        return client.call(verb, **args)


def tries_on_disk(folder: Path) -> list[int]:
    """Of the one badge that was tried."""
    return [
        failed for (failed,) in books.rows(folder / "journal.db", "SELECT failed FROM pin_attempts WHERE failed > 0")
    ]


def events_in(folder: Path) -> int:
    ((count,),) = books.rows(folder / "journal.db", "SELECT count(*) FROM event")
    return int(count)


def test_ten_wrong_pins_with_the_plug_pulled_after_each_leave_the_badge_locked(shop: Shop) -> None:
    folder, answers, counted = shop.tablet_folder, list[str](), list[list[int]]()
    before = events_in(folder)
    with Zygote() as zygote:
        for number in range(WRONG_PINS):
            with running_on(shop, zygote) as kiosk:
                assert ask(kiosk, "open-desk", scan=GUIDE["badge"])["meaning"] == "ask_pin"
                with pytest.raises(RuleError) as refused:
                    ask(kiosk, "open-desk", pin=f"{number:04}")
            answers.append(refused.value.code)
            counted.append(tries_on_disk(folder))
        with running_on(shop, zygote) as kiosk:
            _locked_by_every_way(kiosk)
            _somebody_else_is_not(kiosk)
    assert answers == [PinWrong.code] * MAX_TRIES + [PinLocked.code] * (WRONG_PINS - MAX_TRIES)
    assert counted == [[min(number + 1, MAX_TRIES)] for number in range(WRONG_PINS)]
    assert events_in(folder) == before
    assert kiosk.complaints == []


def _locked_by_every_way(kiosk: ForkedKiosk) -> None:
    ask(kiosk, "open-desk", scan=GUIDE["badge"])
    with pytest.raises(RuleError, match="locked"):
        ask(kiosk, "open-desk", pin=GUIDE["pin"])
    assert ask(kiosk, "open-desk") == {"pieces": 0, "screen": "pin"}
    with pytest.raises(RuleError, match="locked"):
        ask(kiosk, "call-backs", **GUIDE)


def _somebody_else_is_not(kiosk: ForkedKiosk) -> None:
    ask(kiosk, "open-desk", scan=MANAGER["badge"])
    assert ask(kiosk, "open-desk", pin=MANAGER["pin"])["staff"]
    assert ask(kiosk, "open-desk")["screen"] == "guide"


def test_a_product_scanned_at_the_pin_changes_nothing(shop: Shop) -> None:
    """By the cable: what comes after it says that it has been looked at."""
    before = events_in(shop.tablet_folder)
    with shop.tablet() as tablet:
        shop.scanner.wait_for_listener()
        shop.scanner.scan(MANAGER["badge"])
        wait_until(lambda: tablet.desk()["screen"] == "pin", "the badge was not understood")
        for _ in range(20):
            shop.scanner.scan(gtin_of(SHIRT))
            shop.scanner.scan(SHIRT)
        with pytest.raises(InputError, match="The PIN comes first"):
            tablet.desk(scan=gtin_of(SHIRT))
        assert tablet.desk() == {"pieces": 0, "screen": "pin"}
        assert tablet.desk(pin=MANAGER["pin"])["staff"]
        shop.scanner.scan(gtin_of(SHIRT))
        wait_until(lambda: tablet.desk()["pieces"] == 1, "the good scan after the others did not arrive")
        assert tablet.desk() == {"pieces": 1, "screen": "guide"}
    assert events_in(shop.tablet_folder) == before


def test_a_scan_that_kicks_the_drawer_opens_and_prints_nothing(shop: Shop) -> None:
    gtin, member = gtin_of(SHIRT).encode(), b"M-1000042"
    with shop.tablet() as tablet:
        before, slips = events_in(shop.tablet_folder), len(shop.printer.slips)
        shop.scanner.wait_for_listener()
        for text in (KICK, b"\x1bp\x00\x19\xfa", KICK + gtin, gtin + KICK, b"DN-2026" + KICK, member + KICK):
            shop.scanner.write(text + b"\r")
            with pytest.raises(KioskError):
                tablet.desk(scan=text.decode("latin-1"))
        shop.scanner.scan(gtin.decode())
        wait_until(lambda: tablet.desk()["pieces"] == 1, "the good scan after the others did not arrive")
        assert events_in(shop.tablet_folder) == before
        number = tablet.desk(place="")["number"]
        wait_until(lambda: any(number in slip.barcodes and slip.cut for slip in tuple(shop.printer.slips)), "no slip")
    printed = shop.printer.slips[slips:]
    assert [slip.drawer for slip in printed] == [0] * len(printed)
    assert len(printed) == 1

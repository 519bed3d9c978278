"""What head office cannot interpret, from the command line: told, tried again, and in nobody's way."""

import json
from pathlib import Path

from tests.e2e.processes import kiosk, wait_until
from tests.e2e.retailer import GUIDE, TOTES
from tests.e2e.shop import open_shop


def test_held_events_are_told_and_tried_again_while_head_office_works(tmp_path: Path) -> None:
    with open_shop(tmp_path, expects=("held OrderCancelled",)) as shop, shop.tablet() as tablet:
        poisoned, other = (tablet.ask("place", lines=[TOTES[0]])["number"] for _ in range(2))
        tablet.ask("cancel", number=poisoned, reason="a\0b", **GUIDE)
        tablet.ask("cancel", number=other, reason="mistake", **GUIDE)
        shop.wait_until_delivered()
        hq = ("--data", str(shop.hq.folder))
        wait_until(lambda: json.loads(kiosk("hq", "held", "--json", *hq))["held"], "nothing is held")
        said = kiosk("hq", "held", "--retry", *hq)
        assert "0 were tried again and are interpreted now." in said
        assert "a NUL character is no text" in said
        assert said.endswith("1 held\n")
        (device,) = json.loads(kiosk("hq", "devices", "--json", *hq))
        assert (device["shop"], device["branches"], device["revoked_ms"]) == ("JA", 0, None)
        wait_until(lambda: "cancelled" in kiosk("hq", "export", "orders", *hq), "the other order waits, too")

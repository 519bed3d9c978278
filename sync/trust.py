"""Whom a device takes for HQ at the other end of a TLS line."""

from collections.abc import Sequence
from pathlib import Path

from kiosk.errors import HqImpostor


class Trust:
    """One for all lines of a device, from any thread.

    With a `ca_file` whoever that authority vouches for, by name. Else with `pins` (sync.pins) whoever has one of those
    keys, whatever else the certificate says: a pin is worth more than a name or a date. `enrolling`: the first key that
    is seen is the one from then on, for people are about to compare it. With none of these the authorities that come
    with the program vouch."""

    def __init__(self, pins: Sequence[str] = (), *, ca_file: Path | None = None, enrolling: bool = False) -> None:
        self.ca_file = ca_file
        self.pins = tuple(pins)
        self.pinned = ca_file is None and bool(pins or enrolling)
        self.seen = ""  # the pin of whoever was last at the other end

    def look(self, pin: str) -> None:
        """Somebody has proved to have the key of this pin; nothing was sent yet. Raises HqImpostor."""
        if self.pinned and not self.pins:
            self.pins = (pin,)
        if self.pinned and pin not in self.pins:
            raise HqImpostor(
                f"HQ's certificate is not the one of the enrolment (its key is {pin[:16]}…, not "
                f"{' or '.join(f'{known[:16]}…' for known in self.pins)}); nothing was sent. Selling goes on, and "
                "everything stays on this device. Somebody may stand between it and HQ, or HQ got a new certificate "
                "that it never announced: ask HQ which one it has. If it is HQ's, enrol this tablet again"
            )
        self.seen = pin

"""Making a folder a tablet's."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from kiosk.bootstrap.clock import wall_ms
from kiosk.bootstrap.folder import CA_FILE, make_way
from kiosk.errors import HqUnreachable
from kiosk.ports.identity import DeviceIdentity
from kiosk.storage.tablet import TabletStorage
from sync.client import HttpEndpoint
from sync.enrolment import enrol as ask_hq
from sync.trust import Trust


def enrol(
    folder: Path, url: str, code: str, name: str, show: Callable[[str], object], ca_file: Path | None = None
) -> DeviceIdentity:
    """Make the folder a tablet's: key made here, identity and shop from HQ, once somebody there confirmed the six
    digits that `show` is called with. Raises InputError when HQ does not take the code or the device, HqUnreachable,
    or EnvironmentProblem when the folder is another device's; nothing of the shop's was changed then."""
    make_way(folder)
    endpoint = HttpEndpoint(url, trust=Trust(ca_file=ca_file, enrolling=True))
    with TabletStorage.prepare(folder) as fresh, closing(endpoint):
        try:
            identity = ask_hq(endpoint, code, fresh.key, name, hq_url=url, show=show)
        except HqUnreachable as error:
            raise _not_enrolled(error, url) from error
        if ca_file:
            identity = replace(identity, hq_pins=())  # the authority vouches, whichever certificate HQ has
            shutil.copyfile(ca_file, folder / CA_FILE)
        fresh.adopt(identity, clock=wall_ms)
    return identity


def _not_enrolled(error: HqUnreachable, url: str) -> HqUnreachable:
    """What is true of a line that fails elsewhere - all is kept and sent later - is not true here."""
    reason, at_line, _ = str(error).partition(". Nothing is lost")
    if not at_line:
        return error
    said = HqUnreachable(
        f"{reason}. Nothing was enrolled, and the code is still good until its time is over. Try again when {url} can "
        "be reached; if HQ then does not take the code, let it make a new one: kiosk hq pair SHOP"
    )
    said.status = error.status
    return said

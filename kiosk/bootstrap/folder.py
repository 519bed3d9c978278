"""A data folder before it is enrolled in: what another device left there is told, and never touched."""

from contextlib import suppress
from pathlib import Path

from kiosk.errors import EnvironmentProblem
from kiosk.ports.identity import DeviceIdentity
from kiosk.storage.files import DamagedFile, put_aside
from kiosk.storage.journal import GUARD_FILE, JOURNAL_FILE
from kiosk.storage.keys import FileDeviceKey, NotEnrolled, load_identity
from kiosk.storage.retiring import IDENTITY_FILE, OutOfService, check_in_service
from kiosk.storage.tablet import KEY_FILE
from sync.trust import Trust

CA_FILE = "hq-ca.pem"  # of an HQ for which an authority vouches
_OF_A_DEVICE = (JOURNAL_FILE, GUARD_FILE, "shop.db")  # what only the device that began them can go on with


def make_way(folder: Path) -> None:
    """Make sure that a new device may begin in `folder`; a damaged identity or key that nothing hangs on is put aside.

    Raises EnvironmentProblem, with nothing changed, when the folder is enrolled, or holds files of a device whose
    identity or key is gone: enrolling makes a *new* device, which cannot go on with them."""
    with suppress(OutOfService):  # what has to go has gone
        check_in_service(folder)
    damaged = _damage(folder)
    if damaged is None:
        raise EnvironmentProblem(
            f"{folder} is enrolled already. Its journal stays as it is; use another --data folder."
        )
    left = [name for name in _OF_A_DEVICE if (folder / name).exists()]
    if left:
        raise EnvironmentProblem(
            f"{folder} holds {' and '.join(left)} of a device, but {damaged}. Nothing was changed. Put that file back "
            "from a backup; if there is none, move the folder aside and keep it, for HQ may not have everything in it "
            "yet. Then enrol again: this machine becomes a new device."
        )
    for name, load in ((IDENTITY_FILE, load_identity), (KEY_FILE, FileDeviceKey.load)):
        try:
            load(folder / name)
        except DamagedFile:
            put_aside(folder / name)
        except NotEnrolled:
            continue


def trust_of(folder: Path, identity: DeviceIdentity) -> Trust:
    """Whom the device in `folder` takes for HQ."""
    ca_file = folder / CA_FILE
    return Trust(identity.hq_pins, ca_file=ca_file if ca_file.exists() else None)


def _damage(folder: Path) -> str | None:
    """Why nobody can run on the folder, None when a device is enrolled there."""
    for name, load in ((IDENTITY_FILE, load_identity), (KEY_FILE, FileDeviceKey.load)):
        try:
            load(folder / name)
        except NotEnrolled:
            return f"its {name} is missing"
        except DamagedFile:
            return f"its {name} is damaged"
    return None

"""Slips in the print queue. One with a secret on it is sealed with the device's key, and wiped when it is printed."""

import json
from base64 import b64decode, b64encode

from kiosk.domain import codec
from kiosk.ports.devices import Slip
from kiosk.ports.identity import DeviceKey

#: SQL for the column `slip` of a job that is printed: nothing of a secret stays.
WIPED = "CASE WHEN json_valid(slip) THEN json_remove(slip, '$.sealed') ELSE slip END"


def stored(slip: Slip, key: DeviceKey) -> str:
    """The text that the queue keeps."""
    whole = codec.dump(slip)
    if not slip.secret:
        return whole.decode()
    shell = {"kind": slip.kind, "reference": slip.reference, "parts": [], "secret": True}
    return json.dumps({**shell, "sealed": b64encode(key.encrypt(whole)).decode()}, ensure_ascii=False)


def slip_of(text: str, key: DeviceKey) -> Slip:
    """The slip in a job's text; of a secret one that was printed only the frame. Raises DamagedFile when it was sealed
    with another key."""
    sealed = json.loads(text).get("sealed")
    return codec.load(Slip, key.decrypt(b64decode(sealed)) if sealed else text)

"""How a device becomes one of a shop's: a pairing code and its public key go up, its identity comes back."""

from kiosk.errors import HqRefused, HqUnreachable, InputError
from kiosk.ports.identity import DeviceIdentity, DeviceKey
from sync.protocol import Endpoint, EnrolAnswer, EnrolRequest

KEY_BYTES = 32  # Ed25519, RFC 8032


def enrol(endpoint: Endpoint, code: str, key: DeviceKey, name: str, *, hq_url: str) -> DeviceIdentity:
    """The identity HQ gives for a pairing code (`kiosk hq pair SHOP` prints one). `hq_url` is kept in it.

    Raises InputError when HQ does not know the code, HqUnreachable. In both cases nothing was changed, here or there.
    """
    typed = "".join(code.split())
    if not typed:
        raise InputError("A pairing code is needed; `kiosk hq pair SHOP` at HQ prints one. Nothing was changed")
    try:
        answer = endpoint.enrol(EnrolRequest(typed, key.public_bytes().hex(), name))
    except HqRefused as error:
        raise InputError(
            f"HQ does not accept the pairing code {typed!r}. Nothing was changed. A code is good once and for a short "
            "time: check what you typed, or let HQ make a new one with `kiosk hq pair SHOP`"
        ) from error
    except InputError as error:
        raise InputError(f"HQ cannot enrol this device: {error}. Nothing was changed") from error
    return _identity(answer, hq_url)


def _identity(answer: EnrolAnswer, hq_url: str) -> DeviceIdentity:
    try:
        hq_key = bytes.fromhex(answer.hq_public_key)
    except ValueError:
        hq_key = b""
    if len(hq_key) != KEY_BYTES or not (answer.device and answer.shop and answer.till):
        raise HqUnreachable("HQ's answer to the pairing code is incomplete. Nothing was changed; try again")
    return DeviceIdentity(
        answer.device, answer.shop, answer.till, answer.till_prefix, answer.region, hq_url.rstrip("/"), hq_key
    )

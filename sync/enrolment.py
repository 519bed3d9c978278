"""How a device becomes one of a shop's: a pairing code and its public key go up, people compare six digits, its
identity comes back."""

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from kiosk.errors import HqRefused, HqUnreachable, InputError
from kiosk.ports.identity import DeviceIdentity, DeviceKey
from sync.pairing import Transcript, code_hash, commitment, new_nonce, tidy_code
from sync.protocol import Endpoint, EnrolAnswer, EnrolFinish, EnrolOffer, EnrolStart

T = TypeVar("T")

KEY_BYTES = 32  # Ed25519, RFC 8032
WAIT_S = 120.0  # for somebody at HQ who compares the digits
ASK_S = 20.0  # how long HQ holds one question whether they did
TRIES = 3  # of a question whose answer was lost


def enrol(
    endpoint: Endpoint, code: str, key: DeviceKey, name: str, *, hq_url: str, show: Callable[[str], object],
    wait_s: float = WAIT_S,
) -> DeviceIdentity:  # fmt: skip
    """The identity HQ gives for a pairing code (`kiosk hq pair SHOP` prints one), once a person there has said that it
    shows the six digits that `show` was called with. `hq_url` is kept in it, and so is the certificate HQ had.

    Raises InputError when HQ does not know the code or somebody said no, HqUnreachable, also when nobody said anything
    for `wait_s`. In all cases nothing was changed here."""
    typed = tidy_code(code)
    if not typed:
        raise InputError("A pairing code is needed; `kiosk hq pair SHOP` at HQ prints one. Nothing was changed")
    public_key, nonce = key.public_bytes().hex(), new_nonce()
    request = EnrolStart(typed, public_key, name, commitment(code_hash(typed), public_key, nonce))
    offer = _started(endpoint, request)
    seen = Transcript(code_hash(typed), public_key, offer.hq_public_key, endpoint.pin, offer.nonce, nonce)
    finish = EnrolFinish(offer.enrolment, nonce, key.sign(seen.message(offer.enrolment)).hex())
    answer = _confirmed(endpoint, finish, lambda: show(seen.digits()), wait_s)
    return _identity(answer, offer, hq_url, endpoint.pin)


def _started(endpoint: Endpoint, request: EnrolStart) -> EnrolOffer:
    try:
        offer = _repeated(lambda: endpoint.enrol_start(request))
    except HqRefused as error:
        raise InputError(
            f"HQ does not accept the pairing code {request.code!r}. Nothing was changed. A code is good once and for a "
            "short time: check what you typed, or let HQ make a new one with `kiosk hq pair SHOP`"
        ) from error
    except InputError as error:
        raise InputError(f"HQ cannot enrol this device: {error}. Nothing was changed") from error
    if len(_key(offer.hq_public_key)) != KEY_BYTES or not (offer.enrolment and offer.nonce):
        raise HqUnreachable("HQ's answer to the pairing code is incomplete. Nothing was changed; try again")
    return offer


def _confirmed(endpoint: Endpoint, finish: EnrolFinish, show: Callable[[], object], wait_s: float) -> EnrolAnswer:
    """HQ knows the digits before they are shown here: whoever is asked there can answer at once."""
    deadline = time.monotonic() + wait_s
    try:
        answer = _repeated(lambda: endpoint.enrol_finish(finish))
        show()
        while not answer.device and (left_s := deadline - time.monotonic()) > 0:
            answer = _repeated(partial(endpoint.enrol_finish, finish, wait_s=min(ASK_S, left_s)))
    except (HqRefused, InputError) as error:
        raise InputError(
            f"HQ did not take this device in: {error.params.get('detail', error)}. Nothing was changed, and the code "
            "is used up. Where HQ showed other digits than this screen, somebody else may stand between the two: look "
            "into it. Then let HQ make a new code with `kiosk hq pair SHOP`"
        ) from error
    except HqUnreachable as error:
        reason = str(error).partition(". Nothing is lost")[0]
        raise HqUnreachable(
            f"{reason}. Nothing was enrolled, and the code is used up. Let HQ make a new one with `kiosk hq pair SHOP`"
        ) from error
    if not answer.device:
        raise HqUnreachable(
            f"Nobody at HQ confirmed the six digits within {wait_s:.0f} s. Nothing was changed, and the code is used "
            "up. Let HQ make a new one with `kiosk hq pair SHOP`, and answer there what it asks"
        )
    return answer


def _repeated(ask: Callable[[], T]) -> T:
    """An answer that was lost on the way is asked for again: HQ gives the same one to the same device."""
    for _ in range(TRIES - 1):
        try:
            return ask()
        except HqUnreachable as error:
            if error.status is not None:
                raise
    return ask()


def _identity(answer: EnrolAnswer, offer: EnrolOffer, hq_url: str, pin: str) -> DeviceIdentity:
    if not (answer.shop and answer.till):
        raise HqUnreachable("HQ's answer to the pairing code is incomplete. Nothing was changed; try again")
    return DeviceIdentity(
        answer.device, answer.shop, answer.till, answer.till_prefix, answer.region, hq_url.rstrip("/"),
        _key(offer.hq_public_key), (pin,) if pin else (),
    )  # fmt: skip


def _key(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""

"""Codes on glass for a shopper's own phone: an order's, with the call about an address, and a guide's."""

from collections.abc import Callable

from kiosk.domain.details import Detail, DetailsGiven
from kiosk.ports.sync import RoundApplied
from kiosk.services.own_phone import PUBLIC_URL
from tests.fakes import retailer
from tests.ui.front import JACKET
from tests.ui.glasses import Shown
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import SIGN_IN

_PHONE = f"click bar.basket\nwait page basket\nclick basket.confirm\nwait page phone\ntype {retailer.PHONE}"
TO_THE_DOOR = f"""
    do "phones reach HQ"
    scan {JACKET}/SAGE/XL
    wait text style.reference SAGE/XL
    click style.way.1
    click style.add
    wait text bar.basket '–'
    {_PHONE}
    click phone.place
    wait page placed
    wait object placed.ownPhone.code
    remember N placed.number
"""
OWN_PHONE = (
    Chapter(
        "own-phone",
        f"""
        {TO_THE_DOOR}
        look placed own-phone
        click placed.done
        wait page browse
        {SIGN_IN}
        scan {{N}}
        wait page order
        wait object order.ownPhone
        look order no-address
        click order.ownPhone
        wait object ownPhone.code
        look order own-phone
        """,
    ),
    Chapter(
        "own-phone-given",
        f"""
        {TO_THE_DOOR}
        click placed.done
        wait page browse
        {SIGN_IN}
        scan {{N}}
        wait page order
        do "an address is given"
        click order.showHistory
        wait object history.what.1
        look order address-given
        """,
    ),
    Chapter(
        "public-code",
        f"""
        do "phones reach HQ"
        {SIGN_IN}
        click bar.members
        wait page clientele
        wait object clientele.publicCode
        look clientele reachable
        click clientele.publicCode
        wait object publicCode.code
        look clientele public-code
        """,
    ),
    Chapter(
        "calls-address",
        f"""
        {TO_THE_DOOR}
        click placed.done
        wait page browse
        do "a day without an address"
        {SIGN_IN}
        click orders.standing.call_back
        wait page calls
        wait object refused.ways.0
        look calls address
        click calls.outcome.gives
        wait page order
        """,
    ),
)


def hooks(shown: Shown) -> dict[str, Callable[[], object]]:
    return {
        "phones reach HQ": lambda: shown.tablet.reader.settings.update({PUBLIC_URL: "https://hq.example"}),
        "an address is given": lambda: _given(shown),
        "a day without an address": lambda: shown.tablet.clock.advance(minutes=24 * 60 + 5),
    }


def _given(shown: Shown) -> None:
    facts = shown.tablet.reader.order_by_number(shown.player.remembered["N"])
    assert facts is not None
    body = DetailsGiven(facts.order_id, shown.tablet.journal.device, Detail.ADDRESS, "0" * 64)
    shown.tablet.journal.run(lambda tx: tx.append(body, "hq"))
    shown.bus.publish(RoundApplied("shop.JA", 1))

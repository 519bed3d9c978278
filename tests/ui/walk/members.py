"""Members at the glass: becoming one, and what they see of themselves."""

from kiosk.services.members_room import MEMBERS_KEY
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.clients import client_tablet
from tests.ui.front import wide_tablet
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import ADD, LEAVE, PLACE, SIGN_IN

PHONE = "13800006620"
JOIN = f"""
    click bar.member
    wait page joining
    click joining.purpose.membership
    type {PHONE}
    click joining.join
    wait page me
    wait object me.card
"""


def connected_once() -> MemoryTablet:
    """HQ has given the key by which members are found."""
    tablet = wide_tablet()
    tablet.reader.settings[MEMBERS_KEY] = "00" * 32
    return tablet


MEMBERS = (
    Chapter(
        "me-known-well",
        f"""
        scan {retailer.MEMBER_CODE}
        wait page me
        wait object me.wish.0
        look me known-well
        click me.wish.0
        wait page style
        wait object style.wish
        look style wished
        """,
        client_tablet,
    ),
    Chapter(
        "me-never-asked",
        f"""
        scan {retailer.MEMBER_CODE}
        wait page me
        click me.agree
        wait page joining
        click joining.purpose.membership
        look joining by-card
        click joining.join
        wait page me
        wait object me.agreed.membership
        """,
        connected_once,
    ),
    Chapter(
        "joining",
        f"""
        click bar.member
        wait page joining
        look joining empty
        type {PHONE[:6]}
        look joining begun
        click joining.clear
        type 20
        look joining wrong
        click joining.clear
        type {PHONE}
        look joining not-agreed
        click joining.purpose.membership
        click joining.purpose.advice
        look joining ready
        click joining.join
        wait page me
        wait object me.agreed.advice
        look me fresh
        """,
        connected_once,
    ),
    Chapter(
        "joining-with-a-guide",
        f"""
        {SIGN_IN}
        click bar.range
        wait page browse
        click bar.member
        wait page joining
        click joining.purpose.membership
        click joining.rang
        type {PHONE}
        look joining guide
        click joining.slip
        look joining slip
        scan {retailer.MEMBER_CODE}
        wait text joining.slip 0
        look joining shown
        """,
        connected_once,
    ),
    Chapter("joining-too-early", f"{JOIN.partition('wait page me')[0]}\nwait object notice\nlook joining too-early"),
    Chapter(
        "me",
        f"""
        scan {retailer.MEMBER_CODE}
        wait page me
        wait object me.noOrders
        look me no-orders
        click me.goOn
        {ADD}
        look style member
        {PLACE}
        {LEAVE}
        scan {retailer.MEMBER_CODE}
        wait page me
        wait object orders.order.{{N}}
        look me orders
        click me.takeBack
        wait object me.takeBackNow
        look me sure
        click me.takeBackNow
        wait page browse
        look browse taken-back
        """,
        connected_once,
    ),
)

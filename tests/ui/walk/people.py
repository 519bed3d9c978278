"""Badges, PINs and the shop's people, in every state they have."""

from dataclasses import replace

from kiosk.domain.people import BadgeOff, OffReason
from kiosk.domain.staff import PinAttempts
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.front import JACKET_M, wide_tablet
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import SIGN_IN

BLANK = "B-BLANK00001"
SIGN_IN_MANAGER = (
    f"scan {retailer.MEI_BADGE}\nwait page pin\ntype {retailer.MEI_PIN}\nclick pin.unlock\nwait page orders"
)
PEOPLE = f"{SIGN_IN_MANAGER}\nclick bar.sync\nwait page sync\nclick sync.people\nwait page people"


def lost_badge() -> MemoryTablet:
    """Lin's badge was lost a while ago."""
    tablet = wide_tablet()
    tablet.reader.staff_members = (replace(retailer.LIN, badge_sha256=""), retailer.MEI)
    tablet.reader.badges_off = (BadgeOff(retailer.LIN.badge_sha256, tablet.clock() << 16, "e1", "JA", OffReason.LOST),)
    return tablet


def locked_out() -> MemoryTablet:
    """Lin typed five wrong PINs two minutes ago."""
    tablet = wide_tablet()
    tablet.journal.state.pins["G-LIN"] = PinAttempts(5, tablet.clock() - 120_000)
    return tablet


CHAPTERS = (
    Chapter("pin-locked", f"scan {retailer.LIN_BADGE}\nwait object pin.left\nlook pin locked", locked_out),
    Chapter("pin-unknown", "scan B-NOBODY0001\nwait page pin\nlook pin unknown"),
    Chapter("pin-off", f"scan {retailer.LIN_BADGE}\nwait page pin\nlook pin off", lost_badge),
    Chapter("guide-idle", f"{SIGN_IN}\ndo 'nobody touches it'\nwait object idle.left\nlook orders idle"),
    Chapter(
        "guide-idle-basket",
        f"""
        scan {JACKET_M}
        wait page style
        click style.add
        wait text bar.basket 1
        {SIGN_IN}
        do 'nobody touches it'
        wait object idle.left
        look orders idle-basket
        """,
    ),
    Chapter("people-guide", f"{SIGN_IN}\nclick bar.sync\nclick sync.people\nwait page people\nlook people refused"),
    Chapter(
        "people",
        f"""
        {PEOPLE}
        wait object people.person.1
        look people list
        click people.person.0
        wait object people.leaves
        look people person
        click people.lost
        wait object people.confirm
        look people ask-lost
        click people.keep
        click people.leaves
        wait object people.confirm
        look people ask-leaves
        click sheet.close
        click sheet.close
        wait gone people.leaves
        """,
    ),
    Chapter(
        "people-troubled",
        f"{PEOPLE}\nwait object people.person.1\nlook people lost\nclick people.person.0\nlook people without-badge",
        lost_badge,
    ),
    Chapter("people-locked", f"{PEOPLE}\nwait object people.person.1\nlook people locked-out", locked_out),
    Chapter(
        "people-add",
        f"""
        {PEOPLE}
        click people.add
        wait object people.name
        look people name
        type Mei
        click people.role.manager
        look people named
        click people.named
        wait object people.print
        look people badge
        scan {retailer.LIN_BADGE}
        wait object people.error
        look people badge-taken
        scan {BLANK}
        wait object pad.1
        look people pin
        type 1234
        click people.next
        wait object people.error
        look people pin-trivial
        type 2580
        click people.next
        wait text people.progress 4
        look people again
        type 2581
        click people.next
        wait object people.error
        look people pin-different
        """,
    ),
    Chapter(
        "people-new",
        f"""
        {PEOPLE}
        click people.person.0
        click people.newBadge
        wait object people.print
        look people new-badge
        click people.back
        click people.person.0
        click people.newPin
        wait object pad.1
        look people new-pin
        """,
    ),
)

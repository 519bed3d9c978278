"""Money at the counter: payment with one or several tenders, and what is taken off, alone or with a manager."""

from kiosk.domain.staff import Role, RoleLimits
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.front import JACKET, wide_tablet
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import ADD, LEAVE, ORDER, PLACE, SIGN_IN

OPENED = f"{SIGN_IN}\nscan {{N}}\nwait page order"
TWO_LINES = (
    f"{ADD}\nscan {JACKET}/NAVY/S\nwait text style.reference NAVY/S\nclick style.add\nwait text bar.basket '2 –'"
)


def with_limits() -> MemoryTablet:
    """A guide may take a tenth off a line."""
    tablet = wide_tablet()
    tablet.reader.role_limits[Role.GUIDE] = RoleLimits(Role.GUIDE, 10, 20_000, 10, 100, 0)
    return tablet


def odd_price() -> MemoryTablet:
    """The jacket costs ¥599.60."""
    tablet = with_limits()
    tablet.catalogue._prices[(retailer.ZONE, "", JACKET)] = 59_960
    return tablet


def without_paper() -> MemoryTablet:
    """A printer that has run out."""
    tablet = wide_tablet()
    tablet.reader.print_problems = lambda: ((7, "JA-02-A-R-000001", "paper_out"),)  # type: ignore[method-assign]
    return tablet


PAYMENT = (
    Chapter(
        "payment",
        f"""
        {ORDER}
        {OPENED}
        click order.pay
        wait page payment
        look payment cash
        type 5
        look payment too-little
        click payment.external
        type tx-1234
        look payment external
        click payment.cash
        click pad.erase
        click payment.suggestion.1
        look payment change
        click payment.take
        wait object order.receipts
        look order paid
        scan P-{{C}}
        wait page handed
        look handed now
        click handed.done
        scan P-{{C}}
        wait page handed
        look handed before
        """,
    ),
    Chapter(
        "payment-parts",
        f"""
        {ORDER}
        {OPENED}
        click order.pay
        wait page payment
        type 100
        click payment.take
        wait object payment.tender.0
        click payment.external
        click payment.amount
        type 900
        wait object payment.tooMuch
        look payment too-much
        press Backspace
        press Backspace
        press Backspace
        click payment.suggestion.1
        look payment half
        click payment.reference
        type pos-8841
        click payment.take
        wait object payment.tender.1
        click payment.wallet
        type wx-0417
        look payment two-tenders
        click payment.cash
        click payment.suggestion.1
        look payment rest-in-cash
        click payment.takeBack.0
        wait gone payment.tender.1
        click payment.suggestion.2
        click payment.take
        wait object order.change
        """,
    ),
    Chapter(
        "payment-unprinted",
        f"""
        {ORDER}
        {OPENED}
        click order.pay
        click payment.suggestion.0
        click payment.take
        wait page order
        wait text order.printing paper
        look order unprinted
        """,
        without_paper,
    ),
    Chapter(
        "reduce",
        f"""
        {TWO_LINES}
        {PLACE}
        {LEAVE}
        {OPENED}
        click order.takeOff
        wait object reduce.figure
        look order take-off
        click reduce.target.1
        click reduce.way.price
        type 545
        click reduce.reason.online
        look order new-price
        click reduce.take
        wait gone reduce.take
        wait object order.reduced
        look order reduced
        click order.takeOff
        click reduce.quick.3
        click reduce.reason.other
        wait object reduce.typed
        type seam
        look order reason
        click key.done
        wait text reduce.note manager
        look order above-limit
        click reduce.take
        wait object approval.badge
        look order needs-manager
        scan {retailer.LIN_BADGE}
        wait object approval.error
        look order no-manager
        scan {retailer.MEI_BADGE}
        wait object approval.manager
        type 0000
        click approval.allow
        wait text approval.error 4
        look order pin-wrong
        type {retailer.MEI_PIN}
        look order pin-typed
        click approval.allow
        wait gone approval.allow
        wait object order.reduced
        look order approved
        click order.pay
        wait page payment
        look payment reduced
        press Escape
        wait page order
        click bar.lock
        wait page browse
        scan {{N}}
        wait page myOrder
        look myOrder reduced
        """,
        with_limits,
    ),
    Chapter(
        "reduce-change",
        f"""
        {ORDER}
        {OPENED}
        click order.takeOff
        click reduce.way.change
        click reduce.quick.0
        look order odd-change
        click reduce.way.amount
        type 600
        wait object reduce.note
        look order too-much-off
        """,
        odd_price,
    ),
    Chapter(
        "reduce-locked",
        f"""
        {ORDER}
        {OPENED}
        click order.takeOff
        click reduce.quick.3
        click reduce.reason.flaw
        click reduce.take
        wait object approval.badge
        scan {retailer.MEI_BADGE}
        wait object approval.manager
        type 0000
        click approval.allow
        wait text approval.error 4
        type 0000
        click approval.allow
        wait text approval.error 3
        type 0000
        click approval.allow
        wait text approval.error 2
        type 0000
        click approval.allow
        wait text approval.error 1
        type 0000
        click approval.allow
        wait text approval.error 0
        type 0000
        click approval.allow
        wait text approval.error 14:05
        look order pin-locked
        """,
        with_limits,
    ),
)

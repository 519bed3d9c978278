"""The guide's pages, in every state they have."""

from tests.fakes import retailer
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import ORDER, ORDER_TO_COME, SIGN_IN

COUNTER = (
    Chapter(
        "pin",
        f"""
        scan {retailer.LIN_BADGE}
        wait page pin
        look pin empty
        type 99
        look pin begun
        type 99
        click pin.unlock
        wait text pin.error 4
        look pin wrong
        """,
    ),
    Chapter("orders-empty", f"{SIGN_IN}\nlook orders empty"),
    Chapter(
        "orders",
        f"""
        {ORDER}
        {ORDER_TO_COME}
        do "HQ refuses"
        {SIGN_IN}
        wait object orders.call.0
        look orders list
        click orders.call.0
        wait object orders.outcome.refund
        look orders outcome
        """,
    ),
    Chapter(
        "order",
        f"""
        {ORDER_TO_COME}
        do "HQ confirms"
        {SIGN_IN}
        scan {{N}}
        wait page order
        look order placed
        click order.cancel
        wait object order.reason.mistake
        look order why
        click sheet.close
        click order.makeReady
        wait gone order.makeReady
        look order ready
        """,
    ),
    Chapter(
        "sync",
        f"""
        {ORDER}
        {SIGN_IN}
        click bar.sync
        wait page sync
        look sync pending
        do "rows come"
        wait object sync.progress
        look sync running
        """,
    ),
    Chapter("sync-empty", f"{SIGN_IN}\nclick bar.sync\nwait page sync\nlook sync nothing-pending"),
    Chapter(
        "guide-sells", f"{SIGN_IN}\nclick bar.range\nwait page browse\nwait object browse.card.0\nlook browse guide"
    ),
)

"""The guide's pages, in every state they have."""

from tests.fakes import retailer
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import SIGN_IN

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
    Chapter(
        "guide-sells", f"{SIGN_IN}\nclick bar.range\nwait page browse\nwait object browse.card.0\nlook browse guide"
    ),
)

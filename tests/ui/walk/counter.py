"""The guide's pages, in every state they have."""

from tests.fakes import retailer
from tests.ui.front import JACKET_M
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import ORDER, SIGN_IN

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
        "payment",
        f"""
        {ORDER}
        {SIGN_IN}
        scan {{N}}
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
        "stock",
        f"""
        {SIGN_IN}
        click bar.stock
        wait page stock
        look stock empty
        type dn-7
        press Return
        scan {JACKET_M}
        wait object stock.piece.0
        look stock box
        click stock.count
        scan {JACKET_M}
        wait object stock.piece.0
        look stock count
        """,
    ),
    Chapter(
        "guide-sells", f"{SIGN_IN}\nclick bar.range\nwait page browse\nwait object browse.card.0\nlook browse guide"
    ),
)

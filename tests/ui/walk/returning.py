"""A return and an exchange before a guide, in every state they have."""

from tests.ui.front import JACKET, JACKET_M, KNIT_M
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import ADD, LEAVE, ORDER, PLACE, SIGN_IN

_KNIT = f"scan {KNIT_M}\nwait page style\nwait object style.add\nclick style.add\nwait text bar.basket 1"
TWO = f"{_KNIT}\n{ADD.replace('basket 1', 'basket 2')}"
_OUT = f"""
    {SIGN_IN}
    scan {{N}}
    wait page order
    click order.pay
    wait page payment
    click payment.suggestion.0
    click payment.take
    wait page order
    wait object order.handOver
    click order.handOver
    wait page handed
    click handed.done
    wait page orders
    scan {{N}}
    wait page order
    """
SOLD = f"{ORDER}\n{_OUT}"
SOLD_TWO = f"{TWO}\n{PLACE}\n{LEAVE}\n{_OUT}"
OPEN = "wait object order.return\nclick order.return\nwait page returning"

RETURNING = (
    Chapter(
        "return",
        f"""
        {SOLD_TWO}
        look order returnable
        {OPEN}
        look returning nothing
        click returning.line.0.more
        wait object returning.line.0.reason.size
        look returning why
        click returning.line.0.reason.faulty
        look returning reasoned
        click returning.goOn
        wait page settling
        look settling cash
        type 100
        wait text settling.settle 'Add'
        click settling.settle
        wait object settling.part.0
        click settling.way.external
        wait object key.q
        look settling parts
        type pos-88
        look settling terminal
        click settling.settle
        wait page returned
        look returned given-back
        click returned.order
        wait page order
        wait object order.givenBack
        look order given-back
        click order.return
        wait page returning
        look returning came-back-before
        """,
    ),
    Chapter(
        "exchange",
        f"""
        {SOLD}
        {OPEN}
        scan {JACKET_M}
        wait object returning.line.0.reason.size
        click returning.line.0.reason.size
        scan {JACKET}/NAVY/S
        wait object returning.taken.0.way
        look returning even
        scan {JACKET}/SAGE/L
        wait object returning.taken.1.way
        look returning exchange
        click returning.taken.1.way
        wait object returning.way.0
        look returning ways
        click sheet.close
        click returning.goOn
        wait page settling
        look settling take
        type 700
        wait object settling.change
        look settling phone-missing
        click settling.phone
        type 13800000000
        look settling phone
        click settling.settle
        wait page returned
        look returned exchanged
        """,
    ),
)

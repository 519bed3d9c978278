"""Paper on glass: what keeps it from coming out, on every page where staff need to know, and paper once more."""

from collections.abc import Callable
from functools import partial

from kiosk.ports.devices import PrinterState, PrinterTrouble, Slip
from tests.ui.glasses import Shown
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import ADD, ADD_TO_COME, LEAVE, NUMBERS, ORDER, PLACE, PLACE_TO_COME, SIGN_IN

_OUT = 'do "the paper runs out"'
_PAID = """
        scan {N}
        click order.pay
        wait page payment
        click payment.suggestion.1
        click payment.take
        wait object order.receipts
"""

PAPER = (
    Chapter(
        "print-again",
        f"""
        {ADD}
        {ADD_TO_COME}
        {PLACE_TO_COME}
        {LEAVE}
        {SIGN_IN}
        {_PAID}
        wait gone notice
        click order.print
        wait object reprint.receipt.JA-02-A-R-000001
        look order print-again
        click sheet.close
        {_OUT}
        click order.print
        wait object reprint.printer
        look order print-again-no-paper
        """,
    ),
    Chapter(
        "not-printed",
        f"""
        {SIGN_IN}
        do "slips in every trouble"
        {_OUT}
        click bar.sync
        wait object print.job.0.title
        look sync not-printed
        click print.job.0.discard
        wait object print.reason.came_out
        look sync discard
        """,
    ),
    Chapter(
        "printer-unknown",
        f"""
        {SIGN_IN}
        do "slips in every trouble"
        do "the printer says nothing"
        click bar.sync
        wait object print.job.0.title
        look sync printer-unknown
        """,
    ),
    Chapter(
        "no-paper",
        f"""
        {ORDER}
        {SIGN_IN}
        do "its cover is opened"
        wait object printer.since
        look orders cover-open
        {_OUT}
        scan {{N}}
        wait page order
        look order no-paper
        click order.pay
        wait page payment
        look payment no-paper
        click payment.external
        look payment no-paper-terminal
        click bar.back
        click bar.stock
        wait page stock
        look stock no-paper
        click bar.range
        wait object browse.card.0
        look browse no-paper
        """,
    ),
    Chapter(
        "placed-no-paper",
        f"{_OUT}\n{ADD}\n{PLACE}\n{NUMBERS}\nwait object placed.unprinted\nlook placed no-paper",
    ),
)


def hooks(shown: Shown) -> dict[str, Callable[[], object]]:
    """What happens to the printer."""
    see = shown.bus.publish
    return {
        "the paper runs out": partial(see, PrinterState.PAPER_OUT),
        "its cover is opened": partial(see, PrinterState.COVER_OPEN),
        "the printer says nothing": partial(see, PrinterState.UNKNOWN),
        "slips in every trouble": lambda: troubles(shown),
    }


def troubles(shown: Shown) -> None:
    """One slip stopped three times, one whose tablet went off, one without paper, one that has its turn next."""
    journal, queue = shown.tablet.journal, shown.tablet.journal.print_queue
    kinds = (
        ("receipt", "JA-02-A-R-000007"),
        ("pick_up_slip", "JA-02-A-000007"),
        ("order_slip", "JA-02-A-000008"),
        ("parked_slip", "6492"),
    )
    stopped, cut_off, waits, _ = journal.run(lambda tx: [tx.enqueue(Slip(*names, ())) for names in kinds])
    for job, trouble in ((stopped, PrinterTrouble.STOPPED), (cut_off, PrinterTrouble.INTERRUPTED)):
        for _attempt in range(3):
            queue.starting(job)
        queue.set_aside(job, trouble)
    queue.waits(waits, PrinterTrouble.PAPER_OUT)
    shown.tablet.clock.advance(minutes=8)

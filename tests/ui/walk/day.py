"""The day of the drawer: not opened, open, cash in and out, counted, compared, closed, late; and what a guide sees."""

from kiosk.domain.cashing import CashReason
from kiosk.domain.events import OrderPaid, Tender, TenderKind
from kiosk.domain.returns import GoodsReturned, Grade, ReturnedLine, ReturnReason
from kiosk.ports.storage import JournalTx
from tests.domain.histories import line, order
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.front import wide_tablet
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import SIGN_IN

SIGN_IN_MANAGER = (
    f"scan {retailer.MEI_BADGE}\nwait page pin\ntype {retailer.MEI_PIN}\nclick pin.unlock\nwait page orders"
)
OPEN_PAGE = "click bar.day\nwait page day\nwait text day.date 2026"


def sell(tablet: MemoryTablet, order_id: str, *tenders: Tender, actor: str = retailer.LIN.id) -> None:
    """An order for what the tenders pay."""
    minor = sum(tender.amount_minor for tender in tenders)

    def work(tx: JournalTx) -> None:
        tx.append(order(line(minor=minor), order_id=order_id, number=tx.next_number("order")), "shopper")
        tx.append(OrderPaid(order_id, tx.next_number("receipt"), "JA", tenders), actor)

    tablet.journal.run(work)


def give_back(tablet: MemoryTablet, order_id: str, *tenders: Tender) -> None:
    minor = sum(tender.amount_minor for tender in tenders)
    back = ReturnedLine("1", 1, minor, ReturnReason.SIZE, Grade.AS_NEW)
    tablet.journal.run(
        lambda tx: tx.append(GoodsReturned(order_id, "JA-02-A-T-000001", "JA", (back,), tenders), retailer.MEI.id)
    )


def _manage(tablet: MemoryTablet) -> None:
    tablet.unlock(retailer.MEI_BADGE, retailer.MEI_PIN)


def _left(tablet: MemoryTablet) -> MemoryTablet:
    """Nobody is there, and HQ has everything."""
    tablet.desk.reset()
    tablet.journal.hq_knows()
    return tablet


def busy_tablet() -> MemoryTablet:
    """A day with a float, every way of paying, a return and cash taken out; one Z behind it."""
    tablet = wide_tablet()
    _manage(tablet)
    tablet.clock.advance(days=-1)
    sell(tablet, "o-0", Tender(TenderKind.CASH, 59_900, 60_000, 100))
    tablet.desk.day.close_day(59_900)
    tablet.clock.advance(hours=20)
    tablet.desk.day.open_day(50_000)
    sell(tablet, "o-1", Tender(TenderKind.CASH, 39_900, 50_000, 10_100))
    sell(tablet, "o-2", Tender(TenderKind.EXTERNAL, 159_900, reference="T-0001"), actor=retailer.MEI.id)
    sell(tablet, "o-3", Tender(TenderKind.WALLET, 12_900, reference="W-1"), Tender(TenderKind.CASH, 20_000, 20_000))
    give_back(tablet, "o-1", Tender(TenderKind.CREDIT, 25_900, reference="T"), Tender(TenderKind.CASH, 14_000))
    sell(tablet, "o-4", Tender(TenderKind.CREDIT, 25_900, reference="T"))
    tablet.desk.day.move_cash(-20_000, CashReason.BANK)
    tablet.clock.advance(hours=4)
    return _left(tablet)


def late_tablet() -> MemoryTablet:
    """Yesterday's Z, something sold after it, and a day that was opened since."""
    tablet = wide_tablet()
    _manage(tablet)
    tablet.clock.advance(days=-1)
    sell(tablet, "o-0", Tender(TenderKind.EXTERNAL, 59_900, reference="T-0001"))
    tablet.desk.day.close_day(0)
    sell(tablet, "o-1", Tender(TenderKind.CASH, 39_900, 40_000, 100))
    tablet.desk.day.move_cash(-10_000, CashReason.EXPENSE)
    tablet.clock.advance(hours=20)
    tablet.desk.day.open_day(50_000)
    tablet.clock.advance(hours=4)
    sell(tablet, "o-2", Tender(TenderKind.WALLET, 12_900, reference="W-1"))
    return _left(tablet)


def unopened_tablet() -> MemoryTablet:
    """Something was sold, and nobody opened the day."""
    tablet = wide_tablet()
    sell(tablet, "o-1", Tender(TenderKind.CASH, 39_900, 40_000, 100))
    return _left(tablet)


def forgotten_tablet() -> MemoryTablet:
    """Nobody closed yesterday."""
    tablet = wide_tablet()
    tablet.clock.advance(days=-1)
    _manage(tablet)
    tablet.desk.day.open_day(30_000)
    sell(tablet, "o-1", Tender(TenderKind.CASH, 39_900, 40_000, 100))
    tablet.clock.advance(days=1)
    return _left(tablet)


DAY = (
    Chapter(
        "day-open",
        f"""
        {SIGN_IN_MANAGER}
        {OPEN_PAGE}
        wait object day.open
        look day not-opened
        click day.open
        wait object day.amount
        look day float
        type 500
        look day float-typed
        click day.do
        wait gone day.open
        look day opened
        click day.cash
        wait object day.in
        look day cash-in
        click day.out
        wait object day.reason.bank
        click day.reason.bank
        type 200
        look day cash-out
        """,
    ),
    Chapter(
        "day-close",
        f"""
        {SIGN_IN_MANAGER}
        {OPEN_PAGE}
        wait object day.count
        look day figures
        click day.count
        wait page count
        look count begun
        type 7
        press Return
        type 1
        look count counting
        click count.take
        wait object count.close
        look count short
        click count.again
        click count.coin.loose
        type 9.50
        look count loose
        click count.take
        wait object count.close
        look count over
        click count.again
        click pad.erase
        click pad.erase
        click pad.erase
        click pad.erase
        click count.take
        wait object count.close
        click count.close
        wait object count.yes
        look count sure
        click count.yes
        wait page day
        wait object notice
        wait object day.report.1
        look day closed
        click day.report.0
        wait object day.reprint
        look day report
        """,
        busy_tablet,
    ),
    Chapter(
        "day-fits",
        f"""
        {SIGN_IN_MANAGER}
        {OPEN_PAGE}
        wait object day.count
        look day goes-on
        click day.count
        wait page count
        click count.coin.loose
        type 399
        click count.take
        wait text count.difference fits
        look count fits
        """,
        unopened_tablet,
    ),
    Chapter("day-late", f"{SIGN_IN_MANAGER}\n{OPEN_PAGE}\nwait object day.note\nlook day late", late_tablet),
    Chapter(
        "day-left-open", f"{SIGN_IN_MANAGER}\n{OPEN_PAGE}\nwait object day.note\nlook day left-open", forgotten_tablet
    ),
    Chapter(
        "day-guide",
        f"""
        {SIGN_IN}
        {OPEN_PAGE}
        wait object day.who
        look day guide
        click day.report.0
        wait object day.reprintWho
        look day guide-report
        """,
        busy_tablet,
    ),
)

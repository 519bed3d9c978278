"""The stockroom: boxes that come and go, shelves that are counted, what moved."""

from kiosk.domain.codes import transfer_mark
from kiosk.domain.events import GoodsReceived, ReceivedLine
from kiosk.domain.transfers import GoodsSent, SentLine, slip_text
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.front import JACKET_M, JACKET_XL, KNIT_M, wide_tablet
from tests.ui.walk.script import Chapter

JACKET_S = "PADDED-JACKET/SAGE/S"
SIGN_IN = f"scan {retailer.MEI_BADGE}\nwait page pin\ntype {retailer.MEI_PIN}\nclick pin.unlock\nwait page orders"
OPEN = f"{SIGN_IN}\nclick bar.stock\nwait page stock"
COMING = GoodsSent(
    transfer_mark("100000000000000"), "XH", "JA", "XH-01-A-V-000004", (SentLine(JACKET_S, 3), SentLine(KNIT_M, 2))
)
SHORT = GoodsSent(transfer_mark("200000000000000"), "JA", "XH", "JA-02-A-V-000009", (SentLine(JACKET_M, 4),))
SLIP = slip_text(COMING)


def with_boxes() -> MemoryTablet:
    """One box comes from Xuhui, and one that went there came short."""
    tablet = wide_tablet()
    scribe = Scribe(9)
    came = GoodsReceived("XH", SHORT.document, (ReceivedLine(JACKET_M, 3),), "JA", SHORT.transfer_id)
    told = (scribe.write(COMING, "xh-01"), scribe.write(SHORT, "hq"), scribe.write(came, "xh-01"))
    tablet.journal.hq_knows(*told)
    return tablet


STOCK = (
    Chapter(
        "stock",
        f"""
        {OPEN}
        look stock empty
        click stock.note
        wait object key.q
        look stock keyboard
        type dn-7
        press Return
        scan {JACKET_M}
        wait object stock.piece.0
        scan {JACKET_M}
        scan {KNIT_M}
        wait object stock.piece.1
        look stock box
        scan NO-SUCH-SKU
        wait object stock.unknown
        look stock unknown
        click stock.last.undo
        wait gone stock.unknown
        click stock.book
        wait object stock.done.next
        look stock booked
        """,
    ),
    Chapter(
        "stock-transfer-in",
        f"""
        {OPEN}
        wait object stock.coming.0
        look stock coming
        click stock.coming.0
        wait object transfer.receive
        look stock transfer
        click sheet.close
        scan {SLIP}
        wait object stock.transfer
        look stock slip
        click stock.piece.1.fewer
        scan {JACKET_XL}
        wait object stock.piece.2
        wait object stock.warning
        look stock short
        click stock.book
        wait object stock.done.next
        look stock booked-short
        """,
        with_boxes,
    ),
    Chapter(
        "stock-send",
        f"""
        {OPEN}
        click stock.send
        wait object stock.going.0
        look stock send-empty
        click stock.to
        wait object stock.place.XH
        look stock places
        click stock.place.XH
        scan {JACKET_M}
        scan {JACKET_M}
        wait object stock.piece.0
        look stock packed
        click stock.send.now
        wait object stock.done.next
        look stock sent
        """,
        with_boxes,
    ),
    Chapter(
        "stock-settle",
        f"""
        {OPEN}
        click stock.send
        wait object stock.going.0
        click stock.going.0
        wait object transfer.reason.not_found
        click transfer.reason.not_found
        look stock settle
        click transfer.at_sender
        wait object notice
        look stock settled
        """,
        with_boxes,
    ),
    Chapter(
        "stock-count",
        f"""
        {OPEN}
        click stock.count
        wait object count.few
        look stock count-start
        scan {JACKET_M}
        wait object stock.piece.0
        look stock count-few
        click stock.book
        wait object stock.done.next
        look stock counted
        """,
    ),
    Chapter(
        "stock-zones",
        f"""
        {OPEN}
        click stock.count
        wait object count.zones
        click count.zones
        wait object zones.begin
        click zones.zone.2
        click zones.zone.3
        click zones.whole
        look stock zones
        click zones.begin
        wait object count.zone.0
        look stock zone-empty
        scan {JACKET_M}
        scan {JACKET_S}
        scan {JACKET_S}
        scan {JACKET_S}
        scan NO-SUCH-SKU
        wait object stock.unknown
        look stock zone
        click count.close
        scan {KNIT_M}
        scan {KNIT_M}
        scan {KNIT_M}
        scan {JACKET_XL}
        wait object stock.piece.1
        click count.close
        wait text count.heading Stockroom
        click count.close
        wait object count.compare
        look stock zones-in
        click count.compare
        wait object count.difference.0
        look stock compare
        click count.difference.0.action
        wait gone count.difference.0.action
        click count.difference.1.action
        wait gone count.difference.1.action
        look stock compared
        click count.book
        wait object stock.done.next
        look stock zones-booked
        click stock.done.next
        click count.few
        wait object count.give_up
        click count.give_up
        wait object count.give_up.yes
        look stock give-up
        """,
    ),
    Chapter(
        "stock-movements",
        f"""
        {OPEN}
        click stock.note
        type dn-7
        press Return
        scan {JACKET_M}
        wait object stock.piece.0
        click stock.book
        wait object stock.done.next
        click stock.send
        click stock.to
        click stock.place.XH
        scan {KNIT_M}
        wait object stock.piece.0
        click stock.send.now
        wait object stock.done.next
        click stock.count
        scan {JACKET_S}
        wait object stock.piece.0
        click stock.book
        wait object stock.done.next
        click stock.movements
        wait object moved.row.0
        look stock movements
        click moved.search
        type knit
        wait gone moved.row.1
        look stock movements-search
        press Return
        click moved.row.0
        wait object card.here
        look stock card
        """,
    ),
    Chapter("stock-nothing-moved", f"{OPEN}\nclick stock.movements\nwait object moved.day\nlook stock nothing-moved"),
)

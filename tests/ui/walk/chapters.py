"""The registry: every page of the glass, in every state it has."""

from dataclasses import replace

from kiosk.domain.stock import StockRow
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.front import JACKET, JACKET_M, KNIT_M, empty_tablet, many_sizes_tablet, wide_tablet
from tests.ui.walk.clientele import CLIENTELE
from tests.ui.walk.counter import COUNTER
from tests.ui.walk.credit import CREDIT
from tests.ui.walk.day import DAY
from tests.ui.walk.health import HEALTH
from tests.ui.walk.members import MEMBERS
from tests.ui.walk.orders import ORDERS
from tests.ui.walk.own_phone import OWN_PHONE
from tests.ui.walk.paper import PAPER
from tests.ui.walk.payment import PAYMENT
from tests.ui.walk.people import CHAPTERS as PEOPLE
from tests.ui.walk.returning import RETURNING
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import ADD, ADD_TO_COME, NUMBERS, ORDER, ORDER_TO_COME, PLACE, PLACE_TO_COME, TO_COME
from tests.ui.walk.stock import STOCK
from tests.ui.walk.sync import SYNC

TOTE, COAT = retailer.TOTE_ONE, retailer.COAT_S
LONG = (f"{JACKET}/NAVY/L", "CORD-SHIRT/SAGE/XL", "DESERT-BOOT/CAMEL/M", "CHUNKY-KNIT/NAVY/S", COAT, TOTE, JACKET_M)


def no_prices() -> MemoryTablet:
    """A range whose prices have not come."""
    tablet = wide_tablet()
    tablet.catalogue._prices = {}
    return tablet


def no_figures() -> MemoryTablet:
    """A range of which nobody knows where it lies."""
    tablet = wide_tablet()
    tablet.catalogue.stock = []
    tablet.journal.state.hq_stock.clear()
    return tablet


def long_names() -> MemoryTablet:
    """Looks whose names take lines."""
    tablet = wide_tablet()
    for look, english in zip(
        retailer.LOOKS, ("The ten o'clock meeting", "Winter afternoons by the lakeside"), strict=True
    ):
        tablet.catalogue._looks[look.id] = replace(look, name_en=english, name_zh="周末出游，湖边的冬日午后")
    return tablet


def no_looks() -> MemoryTablet:
    tablet = wide_tablet()
    tablet.catalogue._looks.clear()
    return tablet


def full_disk() -> MemoryTablet:
    tablet = wide_tablet()
    tablet.journal.disk_full = True
    return tablet


def two_ways() -> MemoryTablet:
    """Of the jacket one is here and four are in the warehouse."""
    tablet = wide_tablet()
    tablet.catalogue.stock.append(StockRow("WH", JACKET_M, 4))
    return tablet


CHAPTERS = (
    Chapter(
        "looks",
        """
        wait object browse.looks.look.0
        click browse.looks.all
        wait object looks.look.0
        look looks all
        click looks.look.0
        wait object look.piece.0
        look look pieces
        do "how sizes run"
        wait object sizes.row.M
        look sizeGuide tops
        """,
        long_names,
    ),
    Chapter("no-looks", "wait object browse.card.0\nlook browse no-looks", no_looks),
    Chapter("attract-no-looks", "wait page attract\nlook attract no-looks", no_looks, attract=True),
    Chapter(
        "facets",
        """
        wait object browse.card.0
        click facet.colour
        wait object facet.choice.brown
        look browse colours
        click facet.choice.brown
        wait text facet.done 'Show 9'
        click facet.done
        wait text browse.heading (9)
        look browse narrowed
        click facet.price
        wait object facet.done
        look browse prices
        click facet.done
        do "only a filter keeps everything out"
        wait object browse.unfilter
        click facet.done
        look browse filtered-out
        """,
    ),
    Chapter(
        "parked",
        f"""
        {ADD}
        click bar.basket
        click basket.park
        wait object parked.done
        remember B parked.code
        look basket parked
        click parked.done
        wait page browse
        do "take up a basket"
        wait object pad.1
        look browse take-up
        type 0000
        click parked.take
        wait object parked.error
        look browse no-such-basket
        click sheet.close
        scan {KNIT_M}
        wait page style
        click style.add
        wait text bar.basket 1
        do "take up a basket"
        type {{B}}
        click parked.take
        wait object parked.merge
        look style two-baskets
        """,
    ),
    Chapter(
        "help",
        """
        wait object browse.card.0
        click bar.help
        wait object help.since
        look browse guide-called
        click help.hide
        wait gone help.coming
        look browse guide-coming
        """,
    ),
    Chapter(
        "attract",
        """
        wait page attract
        look attract show
        click attract.scan
        wait object attract.hint.close
        look attract tag
        click attract.hint.close
        click attract.order
        look attract order
        click attract.hint.close
        click bar.access
        wait object access.lowReach
        look attract access
        """,
        attract=True,
    ),
    Chapter(
        "waiting",
        """
        wait page waiting
        look waiting nothing-yet
        do "rows come"
        wait text waiting.text 5,000
        look waiting rows
        do "a snapshot comes"
        wait text waiting.text 13.0
        look waiting snapshot
        """,
        empty_tablet,
    ),
    Chapter(
        "browse",
        """
        wait object browse.card.0
        look browse home
        click browse.category.shirts
        wait text browse.heading Shirts
        look browse category
        click bar.search
        wait object key.q
        look browse keyboard
        type shirt
        wait text browse.heading shirt
        look browse found
        type zzz
        wait object browse.nothing
        look browse nothing
        """,
    ),
    Chapter("browse-no-price", "wait object browse.card.0\nlook browse no-price", no_prices),
    Chapter(
        "style",
        f"""
        scan {JACKET_M}
        wait object style.way.0
        look style offered
        click style.cell.{JACKET}/NAVY/L
        look style nearby
        click style.cell.{JACKET}/SAGE/XL
        look style delivered
        click style.cell.{JACKET}/CAMEL/S
        wait object style.noWay
        look style sold-out
        click style.cell.{JACKET_M}
        click style.add
        wait object style.added
        look style added
        click style.add
        wait object style.problem
        look style only-one
        """,
    ),
    Chapter("style-one-size", f"scan {TOTE}\nwait object style.way.0\nlook style one-size"),
    Chapter("style-two-sizes", f"scan {COAT}\nwait object style.way.0\nlook style online"),
    Chapter(
        "style-many-sizes",
        """
        scan MANY/SAGE/XXS
        wait object style.way.0
        look style many-sizes
        click style.sizes.more
        look style more-sizes
        """,
        many_sizes_tablet,
    ),
    Chapter("style-unknown", f"scan {JACKET_M}\nwait object style.noWay\nlook style unknown", no_figures),
    Chapter("style-no-price", f"scan {JACKET_M}\nwait object style.noWay\nlook style no-price", no_prices),
    Chapter("basket-empty", "click bar.basket\nwait page basket\nlook basket empty"),
    Chapter(
        "basket",
        f"""
        {ADD}
        click style.cell.{JACKET}/NAVY/L
        click style.add
        wait text bar.basket '2 –'
        scan {TO_COME}
        wait text style.reference NAVY/XL
        click style.add
        wait text bar.basket '3 –'
        click bar.basket
        wait page basket
        look basket filled
        click basket.line.1.way
        wait object basket.way.0
        look basket ways
        click sheet.close
        click basket.line.0.fewer
        wait object basket.undo
        look basket taken-out
        """,
    ),
    Chapter(
        "basket-long",
        "\n".join(
            f"scan {sku}\nwait text style.reference {sku}\nclick style.add\nwait object style.added" for sku in LONG
        )
        + "\nclick style.toBasket\nwait page basket\nlook basket long",
        two_ways,
    ),
    Chapter(
        "basket-disk-full",
        f"{ADD}\nclick bar.basket\nwait text basket.note 'no room'\nlook basket disk-full",
        full_disk,
    ),
    Chapter(
        "phone",
        f"""
        {ADD_TO_COME}
        {PLACE}
        wait page phone
        look phone empty
        type 1380000
        look phone begun
        type 0000
        look phone whole
        press Backspace
        press Backspace
        type 99999
        look phone wrong
        """,
    ),
    Chapter("placed-confirmed", f"{ADD}\n{PLACE}\n{NUMBERS}\nlook placed confirmed"),
    Chapter("placed-requested", f"do offline\n{ADD_TO_COME}\n{PLACE_TO_COME}\n{NUMBERS}\nlook placed requested"),
    Chapter(
        "my-order",
        f"""
        {ORDER}
        scan {{N}}
        wait page myOrder
        look myOrder placed
        click myOrder.cancel
        wait object myOrder.cancel.no
        look myOrder cancel
        click myOrder.cancel.yes
        wait text myOrder.status Cancelled
        look myOrder cancelled
        """,
    ),
    Chapter(
        "order-of-four-ways",
        f"""
        do "a basket of four ways"
        {PLACE}
        wait page phone
        type {retailer.PHONE}
        click phone.place
        {NUMBERS}
        look placed four-ways
        do "HQ moves the second line and refuses the fourth"
        wait object placed.note.4
        look placed answered
        click placed.done
        wait page browse
        scan {{N}}
        wait object myOrder.note.4
        look myOrder four-ways
        """,
    ),
    Chapter(
        "my-order-refused",
        f"{ORDER_TO_COME}\ndo 'HQ refuses'\nscan {{N}}\nwait page myOrder\nlook myOrder refused",
    ),
    Chapter(
        "my-order-confirmed",
        f"{ORDER_TO_COME}\ndo 'HQ confirms'\nscan {{N}}\nwait page myOrder\nlook myOrder confirmed",
    ),
    Chapter(
        "member",
        f"""
        scan {retailer.MEMBER_CODE}
        wait page me
        click me.goOn
        wait page browse
        wait text bar.member 王
        look browse member
        do "nobody touches it"
        wait object idle.stay
        look browse idle
        """,
    ),
    Chapter(
        "basket-split",
        f"""
        {ADD}
        {ADD_TO_COME}
        click bar.basket
        wait page basket
        click basket.line.0.more
        wait object basket.line.1.note
        look basket split
        """,
        two_ways,
    ),
    Chapter(
        "style-zoom",
        f"scan {JACKET_M}\nwait object style.add\nclick style.picture\nwait object style.zoom.close\nlook style zoom",
    ),
    Chapter("scan-unknown", "scan NO-SUCH-SKU\nwait object notice\nlook browse unknown-tag"),
    *COUNTER,
    *CLIENTELE,
    *RETURNING,
    *MEMBERS,
    *OWN_PHONE,
    *PAPER,
    *PEOPLE,
    *STOCK,
    *CREDIT,
    *DAY,
    *PAYMENT,
    *ORDERS,
    *SYNC,
    *HEALTH,
)

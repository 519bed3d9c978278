"""What is known of a member, in words."""

from datetime import datetime

from kiosk.domain.advising import Advice
from kiosk.domain.insight import Bought, Coupon, CouponKind, Entry, EntryKind, Figures, Purchase
from kiosk.domain.members import Field
from kiosk.domain.order import OrderView
from kiosk.domain.promises import local
from kiosk.services.clientele_room import Private, Shared, WishSeen
from ui.formatting import joined, price
from ui.rows import AmountRow
from ui.rows_clientele import NoteRow, ToldRow
from ui.stage import Stage

#: What a guide writes down, in the order in which it is shown.
WRITTEN = (Field.TAGS, Field.SIZES, Field.PREFERENCES, Field.NOTES, Field.BIRTHDAY, Field.NAME)
SHOWN_VISITS, SHOWN_LOOKED = 5, 6


def day_of(stage: Stage, at_ms: int) -> str:
    """`2026-05-03` on the shop's clock."""
    return f"{_local(stage, at_ms):%Y-%m-%d}"


def _local(stage: Stage, at_ms: int) -> datetime:
    assert stage.here is not None, "a page of the staff's opens in a shop"
    return local(at_ms, stage.here)


def style_name(stage: Stage, style_id: str) -> str:
    """In the language that is chosen; the id of what the range no longer has."""
    style = stage.glass.catalogue.style(style_id)
    return stage.texts.named(style) if style else style_id


def coupon_words(stage: Stage, coupon: Coupon) -> str:
    """`¥50 off from ¥300`."""
    texts, currency = stage.texts, stage.glass.currency
    what = f"{coupon.value} %" if coupon.kind is CouponKind.PERCENT else price(coupon.value, currency)
    least = price(coupon.minimum_minor, currency) if coupon.minimum_minor else ""
    return texts("ui.clientele.off_from" if least else "ui.clientele.off", value=what, least=least)


def coupon_rows(stage: Stage, shared: Shared, now_ms: int) -> list[ToldRow]:
    return [
        ToldRow(
            item.id,
            stage.texts.named(item, "title"),
            coupon_words(stage, item),
            stage.texts("ui.clientele.until", day=day_of(stage, item.until_ms - 1)),
            "amber" if item.until_ms - now_ms < 15 * 86_400_000 else "plain",
            "",
        )
        for item in shared.coupons
    ]


def wish_row(stage: Stage, seen: WishSeen) -> ToldRow:
    texts, style = stage.texts, seen.wish.style
    variant = stage.glass.catalogue.variant(seen.here or seen.wish.sku)
    size = f"{texts.named(variant, 'colour')} {variant.size}" if variant else ""
    how = "here" if seen.here else "not_here" if seen.in_range else "gone"
    told = joined(texts, texts(f"ui.clientele.wish_{how}"), size)
    tone = "here" if seen.here else "plain"
    since = texts("ui.clientele.since", day=day_of(stage, seen.wish.stamp.at_ms))
    return ToldRow(style, style_name(stage, style), told, since, tone, _target(seen))


def _target(seen: WishSeen) -> str:
    """What a tap shows: the variant, or the style by itself."""
    return seen.here or seen.wish.sku or (seen.wish.style if seen.in_range else "")


def order_row(stage: Stage, order: OrderView) -> ToldRow:
    names = joined(stage.texts, *(stage.texts.named(item.line) for item in order.lines[:2]))
    state = stage.texts(f"ui.clientele.order_{'paid' if order.paid else 'open'}")
    return ToldRow(order.order_id, order.placed.number, names, state, "plain", order.order_id)


def figure_rows(stage: Stage, seen: Figures) -> list[AmountRow]:
    texts = stage.texts
    last = day_of(stage, seen.last_ms) if seen.last_ms else texts("ui.clientele.never")
    told = {
        "segment": texts(f"ui.clientele.segment.{seen.segment.value}"),
        "year": texts("ui.clientele.spent", amount=stage.money(seen.spend_year_minor), count=seen.orders_year),
        "all": texts("ui.clientele.spent", amount=stage.money(seen.spend_minor), count=seen.orders),
        "last": last,
        "sizes": " · ".join(seen.sizes[:5]) or texts("ui.clientele.unknown"),
    }
    return [AmountRow(key, texts(f"ui.clientele.figure.{key}"), text) for key, text in told.items()]


def visit_row(stage: Stage, item: Purchase) -> ToldRow:
    texts = stage.texts
    pieces = joined(texts, *(_piece(stage, piece) for piece in item.bought[:3]))
    where = joined(texts, day_of(stage, item.at_ms), place_of(stage, item.shop))
    back = texts("ui.clientele.back", count=item.returned) if item.returned else ""
    return ToldRow(item.order_id, where, pieces, joined(texts, stage.money(item.minor), back), "plain", "")


def _piece(stage: Stage, piece: Bought) -> str:
    return f"{stage.texts.named(piece)} {piece.size}".strip()


def place_of(stage: Stage, shop: str) -> str:
    return stage.place_name(shop) or shop


def looked_row(stage: Stage, style: str, at_ms: int) -> ToldRow:
    when = stage.texts("ui.clientele.looked_on", day=day_of(stage, at_ms))
    return ToldRow(style, style_name(stage, style), when, "", "plain", style)


def advice_row(stage: Stage, item: Advice) -> ToldRow:
    texts = stage.texts
    variant = stage.glass.catalogue.variant(item.sku)
    here = f"{texts.named(variant, 'colour')} {variant.size}" if variant else ""
    why = texts(
        f"ui.clientele.why.{item.why.value}", name=style_name(stage, item.because), day=day_of(stage, item.at_ms)
    )
    name = joined(texts, style_name(stage, item.style), here)
    return ToldRow(item.style, name, why, "", "here", item.sku)


def entry_row(stage: Stage, at: int, entry: Entry) -> ToldRow:
    texts = stage.texts
    if entry.kind in (EntryKind.WISHED, EntryKind.LOOKED):
        what = style_name(stage, entry.what)
    elif entry.kind is EntryKind.CONTACTED:
        what = texts(f"ui.contacts.about.{entry.what.partition(':')[0]}")
    else:
        what = entry.what
    kind = texts(f"ui.clientele.entry.{entry.kind.value}")
    amount = stage.money(entry.minor) if entry.minor else ""
    where = place_of(stage, entry.shop) if entry.shop else ""
    when = joined(texts, day_of(stage, entry.at_ms), where)
    return ToldRow(f"{at}", joined(texts, kind, what), joined(texts, when, amount), "", "plain", "")


def note_rows(stage: Stage, private: Private) -> list[NoteRow]:
    found = ((field, private.fields.get(field, "")) for field in WRITTEN)
    return [NoteRow(field.value, stage.texts(f"ui.clientele.field.{field.value}"), text) for field, text in found]

"""Articles and transfers in the reader's words."""

from kiosk.domain.in_transit import Transfer
from kiosk.services.goods import Article
from kiosk.texts import Texts
from ui.formatting import joined, picture_id
from ui.rows_stock import TransferRow
from ui.stage import Stage

#: Zones that most shops have; a count keeps them by these names, and any language says them in its own way.
USUAL_ZONES = ("floor", "window", "fitting", "till", "stockroom")


def zone_name(texts: Texts, zone: str) -> str:
    return texts(f"ui.stockroom.zone_{zone}") if zone in USUAL_ZONES else zone


def name_of(stage: Stage, article: Article) -> str:
    return stage.texts.named(article.style) if article.style else article.sku


def detail_of(stage: Stage, article: Article) -> str:
    """`Sage green M – PADDED-JACKET/SAGE/M`."""
    if article.variant is None:
        return stage.texts("ui.stockroom.no_longer")
    colour = f"{stage.texts.named(article.variant, 'colour')} {article.variant.size}".strip()
    return joined(stage.texts, colour, article.sku)


def picture_of(stage: Stage, article: Article) -> str:
    if article.style is None or article.variant is None:
        return picture_id("", "")
    return stage.picture(article.style.id, article.variant.swatch)


def place_of(stage: Stage, location_id: str) -> str:
    return stage.place_name(location_id) or location_id or stage.texts("ui.stockroom.somebody")


def transfer_row(stage: Stage, transfer: Transfer, here: str) -> TransferRow:
    texts = stage.texts
    coming = transfer.receiver == here
    other = place_of(stage, transfer.sender if coming else transfer.receiver)
    summary = texts("ui.stockroom.from_place" if coming else "ui.stockroom.to_place", place=other)
    if not transfer.differs:
        status, tone = texts("ui.stockroom.on_way"), "nearby"
    elif transfer.missing:
        status, tone = texts("ui.stockroom.short", count=transfer.missing), "problem"
    else:
        status, tone = texts("ui.stockroom.over", count=transfer.surplus), "amber"
    pieces = sum(line.sent or line.received for line in transfer.lines)
    amount = texts("ui.stockroom.pc", count=pieces)
    return TransferRow(transfer.transfer_id, transfer.document or transfer.transfer_id, summary, status, tone, amount)

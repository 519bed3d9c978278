"""A style in a list, in the shopper's words."""

from collections.abc import Sequence

from kiosk.domain.catalogue import SaleMode, StyleCard
from kiosk.texts import Texts
from ui.availability import Reach
from ui.formatting import picture_id, price
from ui.narrowing import shown_swatch
from ui.rows import CardRow

DOTS = 4  # colourways shown as dots; the words beside them say how many there are
TONES = {Reach.HERE: "here", Reach.ELSEWHERE: "nearby", Reach.NONE: "quiet", Reach.UNKNOWN: "quiet"}
_TAGGED = (SaleMode.ONLINE_ONLY, SaleMode.PRESALE, SaleMode.LIMITED)


def card_row(texts: Texts, card: StyleCard, reach: Reach | None, families: Sequence[str] = ()) -> CardRow:
    """`reach` None: not known yet. `families`: the colours that were asked for; the picture shows one of them."""
    style = card.style
    name, cost = texts.named(style), price(card.price_minor, card.currency) or texts("ui.browse.no_price")
    hint = texts(f"ui.reach.{reach.value}") if reach is not None else ""
    colours = texts("ui.browse.colours", count=card.colours) if card.colours > 1 else ""
    tag = texts(f"ui.sale.{style.sale_mode.value}") if style.sale_mode in _TAGGED else ""
    return CardRow(
        key=style.id,
        name=name,
        price=cost,
        picture=picture_id(shown_swatch(card, families), texts.named(style, "category"), style),
        hint=hint,
        tone=TONES[reach] if reach is not None else "quiet",
        swatches=list(card.swatches[:DOTS]) if card.colours > 1 else [],
        colours=colours,
        tag=tag,
        spoken=texts("ui.comma").join(part for part in (name, cost, tag, hint, colours) if part),
    )

"""Filters as chips and choices: what is chosen, what could be, in the shopper's words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk.domain.catalogue import StyleCard
from kiosk.domain.colours import ColourFamily, colour_family
from kiosk.ports.storage import Facets, FacetValue, Filters, PriceBand, Sort
from kiosk.texts import Texts
from ui.formatting import price
from ui.rows import ChipRow, FacetRow

#: What stands for a family; the colourways themselves are as the retailer gave them.
SAMPLES = {
    ColourFamily.BLACK: "#26242A",
    ColourFamily.GREY: "#8B8A8C",
    ColourFamily.WHITE: "#FBFAF7",
    ColourFamily.BEIGE: "#DCCBB0",
    ColourFamily.BROWN: "#7B5235",
    ColourFamily.RED: "#B02E2B",
    ColourFamily.PINK: "#E3A2AC",
    ColourFamily.ORANGE: "#D9793A",
    ColourFamily.YELLOW: "#E2B93B",
    ColourFamily.GREEN: "#5E7F55",
    ColourFamily.BLUE: "#33568F",
    ColourFamily.PURPLE: "#6E4C86",
}
COLOUR, SIZE, PRICE, SORT = "colour", "size", "price", "sort"
_NAMED = 2  # chosen values that a chip names; of more it says how many


def chips(texts: Texts, facets: Facets, whole: Facets, filters: Filters) -> list[ChipRow]:
    """The row over the cards. What the list cannot be narrowed by has no chip."""
    everything = texts("ui.facet.all", count=whole.total)
    here = texts("ui.facet.here", count=facets.here_now)
    rows = [
        ChipRow("all", everything, chosen=not filters.narrow, opens=False, possible=True),
        ChipRow("here", here, chosen=filters.here_now, opens=False, possible=bool(facets.here_now or filters.here_now)),
    ]
    for kind, offered, named in (
        (COLOUR, whole.colours, [texts(f"ui.colour.{value}") for value in filters.colours]),
        (SIZE, whole.sizes, list(filters.sizes)),
        (PRICE, whole.prices, _price_names(texts, filters, whole.currency)),
    ):
        if offered or named:
            rows.append(ChipRow(kind, _chip(texts, kind, named), chosen=bool(named), opens=True, possible=True))
    return rows


def choices(texts: Texts, kind: str, facets: Facets, whole: Facets, filters: Filters, sort: Sort) -> list[FacetRow]:
    """What a chip's sheet offers. What would leave nothing stays in its place and cannot be chosen."""
    if kind == SORT:
        return [
            FacetRow(way.value, texts(f"ui.sort.{way.value}"), "", "", chosen=way is sort, possible=True)
            for way in Sort
        ]
    if kind == PRICE:
        return _bands(texts, facets, whole, filters)
    chosen = filters.colours if kind == COLOUR else filters.sizes
    offered, now = (whole.colours, facets.colours) if kind == COLOUR else (whole.sizes, facets.sizes)
    counts = {value.id: value.styles for value in now}
    return [
        _row(texts, kind, value, counts.get(value, 0), chosen=value in chosen) for value in _in_order(offered, chosen)
    ]


def toggled(kind: str, key: str, filters: Filters, whole: Facets) -> Filters:
    """The filters after a value was chosen, or given up."""
    if kind == COLOUR:
        return replace(filters, colours=_toggled(filters.colours, key))
    if kind == SIZE:
        return replace(filters, sizes=_toggled(filters.sizes, key))
    return _with_band(filters, whole.prices, key)


def without(kind: str, filters: Filters) -> Filters:
    """The filters without those of one kind."""
    if kind == COLOUR:
        return replace(filters, colours=())
    if kind == SIZE:
        return replace(filters, sizes=())
    return replace(filters, price_from_minor=None, price_to_minor=None)


def is_chosen(kind: str, filters: Filters) -> bool:
    """Whether anything of the kind is filtered."""
    return without(kind, filters) != filters


def shown_swatch(card: StyleCard, families: Sequence[str]) -> str:
    """The colourway a card's picture shows: one that was asked for, else the first."""
    asked = (swatch for swatch in card.swatches if colour_family(swatch) in families)
    return next(asked, card.swatches[0] if card.swatches else "")


def _chip(texts: Texts, kind: str, named: Sequence[str]) -> str:
    name = texts(f"ui.facet.{kind}")
    if not named:
        return name
    if len(named) > _NAMED:
        return texts("ui.facet.several", name=name, count=len(named))
    return texts("ui.facet.chosen", name=name, values=texts("ui.facet.and").join(named))


def _in_order(offered: Iterable[FacetValue], chosen: Sequence[str]) -> list[str]:
    """The values in a shop's order; what was chosen and is not offered any more comes last: it can be given up."""
    return list(dict.fromkeys((*(value.id for value in offered), *chosen)))


def _row(texts: Texts, kind: str, value: str, styles: int, *, chosen: bool) -> FacetRow:
    name = texts(f"ui.colour.{value}") if kind == COLOUR else value
    swatch = SAMPLES[ColourFamily(value)] if kind == COLOUR else ""
    return FacetRow(value, name, str(styles), swatch, chosen=chosen, possible=bool(styles) or chosen)


def _toggled(values: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(value for value in values if value != key) if key in values else (*values, key)


# Prices: one stretch, made of bands that touch each other


def _bands(texts: Texts, facets: Facets, whole: Facets, filters: Filters) -> list[FacetRow]:
    counts = {_band_key(band): band.styles for band in facets.prices}
    rows = []
    for band in whole.prices:
        key, chosen = _band_key(band), _inside(band, filters)
        styles = counts.get(key, 0)
        name = _band_name(texts, band.from_minor, band.to_minor, whole.currency)
        rows.append(FacetRow(key, name, str(styles), "", chosen=chosen, possible=bool(styles) or chosen))
    return rows


def _band_key(band: PriceBand) -> str:
    return f"{band.from_minor or 0}-{band.to_minor or ''}"


def _inside(band: PriceBand, filters: Filters) -> bool:
    if filters.price_from_minor is None and filters.price_to_minor is None:
        return False
    above = (band.from_minor or 0) >= (filters.price_from_minor or 0)
    below = filters.price_to_minor is None or (band.to_minor is not None and band.to_minor <= filters.price_to_minor)
    return above and below


def _with_band(filters: Filters, bands: Sequence[PriceBand], key: str) -> Filters:
    """A band more also takes in those between; a band less leaves the cheaper part."""
    chosen = [number for number, band in enumerate(bands) if _inside(band, filters)]
    asked = next((number for number, band in enumerate(bands) if _band_key(band) == key), None)
    if asked is None:
        return filters
    if asked not in chosen:
        kept = range(min([asked, *chosen]), max([asked, *chosen]) + 1)
    elif asked == chosen[0]:
        kept = range(asked + 1, chosen[-1] + 1)
    else:
        kept = range(chosen[0], asked)
    if not kept or len(kept) == len(bands):
        return without(PRICE, filters)
    return replace(filters, price_from_minor=bands[kept[0]].from_minor, price_to_minor=bands[kept[-1]].to_minor)


def _price_names(texts: Texts, filters: Filters, currency: str) -> list[str]:
    if not is_chosen(PRICE, filters):
        return []
    return [_band_name(texts, filters.price_from_minor, filters.price_to_minor, currency)]


def _band_name(texts: Texts, from_minor: int | None, to_minor: int | None, currency: str) -> str:
    low, high = price(from_minor, currency), price(to_minor, currency)
    if not from_minor:
        return texts("ui.facet.below", price=high)
    return texts("ui.facet.above", price=low) if to_minor is None else texts("ui.facet.between", low=low, high=high)

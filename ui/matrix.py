"""The colour × size matrix of a style: which cells there are, and what each says."""

from collections.abc import Iterable, Sequence

from kiosk.domain.basket import Offer
from kiosk.domain.catalogue import Location
from kiosk.services.shelf import Cell, StyleScreen
from kiosk.texts import Texts
from ui.formatting import cell_when, cell_where, tone_of
from ui.rows import CellRow, ColourRow


def sizes_of(cells: Iterable[Cell]) -> tuple[str, ...]:
    """The columns: every size once. A colourway that lacks a size does not put it out of its order."""
    order: list[str] = []
    for row in _by_colour(cells).values():
        place = 0
        for cell in row:
            size = cell.variant.size
            if size in order:
                place = order.index(size) + 1
            else:
                order.insert(place, size)
                place += 1
    return tuple(order)


def colours_of(texts: Texts, cells: Iterable[Cell], chosen: str = "") -> list[ColourRow]:
    """The rows: every colourway in the range's order."""
    return [
        ColourRow(colour, texts.named(row[0].variant, "colour"), row[0].variant.swatch, colour == chosen)
        for colour, row in _by_colour(cells).items()
    ]


def cell_rows(
    texts: Texts, screen: StyleScreen, chosen: str, here: Location, now_ms: int, places: Sequence[Location]
) -> list[CellRow]:
    """All cells, row by row; a size a colourway is not made in is there too, and says so."""
    known = {place.id: place for place in places}
    sizes = sizes_of(screen.cells)
    rows: list[CellRow] = []
    for colour, row in _by_colour(screen.cells).items():
        by_size = {cell.variant.size: cell for cell in row}
        for size in sizes:
            cell = by_size.get(size)
            if cell is None:
                spoken, dash = texts("ui.cell.spoken_missing", size=size), texts("promise.not_made")
                rows.append(CellRow(f"{colour}/{size}", "", "", "", size, "missing", dash, "", "plain", False, spoken))
            else:
                rows.append(_cell_row(texts, cell, chosen, here, now_ms, known))
    return rows


def _cell_row(
    texts: Texts, cell: Cell, chosen: str, here: Location, now_ms: int, known: dict[str, Location]
) -> CellRow:
    variant = cell.variant
    colour = texts.named(variant, "colour")
    if cell.offers:
        best: Offer = cell.offers[0]
        when, where = cell_when(texts, best, here, now_ms), cell_where(texts, best, known.get(best.promise.source))
        look, tone = "offered", tone_of(best.kind)
    else:
        look = "sold_out" if cell.known and cell.price_minor else "unknown"
        when, where, tone = texts(f"ui.cell.{look}"), texts(f"ui.cell.{look}_then"), "plain"
    return CellRow(
        key=f"{variant.colour}/{variant.size}",
        sku=variant.sku,
        colour=colour,
        swatch=variant.swatch,
        size=variant.size,
        look=look,
        when=when,
        origin=where,
        tone=tone,
        chosen=variant.sku == chosen,
        spoken=f"{colour} {variant.size}: {when}, {where}",
    )


def _by_colour(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    rows: dict[str, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: cell.variant.order):
        rows.setdefault(cell.variant.colour, []).append(cell)
    return rows

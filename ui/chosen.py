"""What is chosen on the page of a style: a colourway, perhaps a size, and a way to get it."""

from dataclasses import dataclass

from kiosk.domain.basket import Offer
from kiosk.services.shelf import Cell, StyleScreen
from ui.matrix import sizes_of
from ui.viewmodels.ways import same_way, useful


@dataclass
class Chosen:
    """Follows the figures: what is chosen stays chosen when a newer screen comes."""

    screen: StyleScreen | None = None
    sku: str = ""
    colour: str = ""
    way: int = 0

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.screen.cells if self.screen else ()

    @property
    def one_size(self) -> bool:
        """Whether there is only one size: nothing is to be chosen within a colourway."""
        return len(sizes_of(self.cells)) == 1

    @property
    def cell(self) -> Cell | None:
        return next((cell for cell in self.cells if cell.variant.sku == self.sku), None)

    @property
    def of_colour(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.variant.colour == self.colour]

    @property
    def offers(self) -> tuple[Offer, ...]:
        return useful(self.cell.offers) if self.cell else ()

    @property
    def offer(self) -> Offer | None:
        return self.offers[self.way] if self.way < len(self.offers) else None

    def show(self, screen: StyleScreen) -> None:
        """A newer screen of the style. Without a choice the first colourway that can be had is looked at."""
        way, self.screen = self.offer, screen
        self.way = next((at for at, offer in enumerate(self.offers) if way and same_way(offer, way)), 0)
        if self.cell is not None:
            self.colour = self.cell.variant.colour
        elif not self.of_colour and self.cells:
            ordered = sorted(self.cells, key=lambda cell: cell.variant.order)
            self.colour = next((cell for cell in ordered if cell.offers), ordered[0]).variant.colour
        if self.cell is None and self.one_size:
            self.sku = self.of_colour[0].variant.sku

    def take(self, sku: str) -> None:
        self.sku, self.way = sku, 0
        if self.cell is not None:
            self.colour = self.cell.variant.colour

    def take_colour(self, colour: str) -> None:
        """Another colourway, in the size that was chosen when it is made in it."""
        size = self.cell.variant.size if self.cell else ""
        self.colour = colour
        found = (cell for cell in self.of_colour if self.one_size or cell.variant.size == size)
        self.take(next((cell.variant.sku for cell in found), ""))

"""What the stockroom needs of a tablet's files: figures, movements, transfers, and the count that is under way."""

from collections.abc import Sequence
from typing import Protocol

from kiosk.domain.counting import Counting, Tally
from kiosk.domain.in_transit import TransferFacts
from kiosk.domain.movements import StockMovement
from kiosk.domain.stock import StockRow


class StockTx(Protocol):
    """The stockroom's part of a unit of work."""

    def transfer(self, transfer_id: str) -> TransferFacts | None:
        """HQ's facts and ours, merged."""

    def shelf(self, also: Sequence[str] = ()) -> dict[str, StockRow]:
        """This shop's figures that are not zero, and those of the articles named."""

    def counting(self) -> Counting | None:
        """The count that is under way on this tablet."""

    def put_counting(self, counting: Counting) -> None:
        """Begin a count, or keep what became of it. There is one at a time."""

    def drop_counting(self) -> None:
        """The count is over, booked or given up, and its tallies are gone."""

    def tallies(self, sku: str = "") -> tuple[Tally, ...]:
        """Of the count that is under way; of one article when it is named."""

    def put_tally(self, tally: Tally) -> None: ...

    def drop_tally(self, sku: str, zone: str) -> None:
        """The article was not seen in the zone after all."""


class StockReader(Protocol):
    """Short reads of the same, from any thread."""

    def shelf(self, also: Sequence[str] = ()) -> dict[str, StockRow]:
        """As the unit of work has it."""

    def open_transfers(self) -> tuple[TransferFacts, ...]:
        """Transfers from or to this shop of which something is in transit, or came that was not sent; newest first."""

    def transfer(self, transfer_id: str) -> TransferFacts | None:
        """As the unit of work has it."""

    def counting(self) -> Counting | None: ...

    def tallies(self, sku: str = "") -> tuple[Tally, ...]: ...

    def movements(self, from_ms: int, to_ms: int, limit: int = 500) -> tuple[StockMovement, ...]:
        """What this tablet's own events moved in this shop from one moment until before another, newest first."""

    def movements_of(self, sku: str, limit: int = 20) -> tuple[StockMovement, ...]:
        """The last movements of an article in this shop that this tablet knows of, newest first."""

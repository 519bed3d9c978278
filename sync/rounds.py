"""The way down: a stream is read page by page, staged, and becomes visible in one go."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from kiosk.errors import HqUnreachable, SnapshotRequired
from kiosk.ports.sync import Cursor, Replica, RoundApplied, StreamRow, SyncProgress
from sync.protocol import Page, cut_entry, stream_row

STAGED_AT_ONCE = 500  # rows in one transaction of a replica, so that nobody waits long for its writer

Ask = Callable[[str, str, int], Page]  # stream, gen, after


@dataclass(slots=True)
class _Round:
    """An open round: `after` is the last row that is staged."""

    gen: str
    after: int
    from_zero: bool
    staged: int = 0
    begun: bool = False


class Rounds:
    """One round per stream may be open; a broken connection leaves it open, and the next attempt goes on."""

    def __init__(
        self, ask: Ask, observer: Callable[[object], None], between_pages: Callable[[], None], clock: Callable[[], int]
    ) -> None:
        self._ask = ask
        self._observer = observer
        self._between_pages = between_pages
        self._clock = clock
        self._open: dict[str, _Round] = {}

    def forget(self) -> None:
        """What was staged is gone, for a new catalogue was installed."""
        self._open.clear()

    def run(self, stream: str, replica: Replica, cursor: Cursor | None) -> int:
        """Read on from `cursor` (None: from zero); the rows that became visible. Raises SnapshotRequired when HQ
        cannot go on from there, HqUnreachable with the round left open."""
        broken_off = self._open.pop(stream, None)
        if broken_off is not None:
            with suppress(SnapshotRequired):  # then from the cursor, or HQ says it again
                return self._read(stream, replica, broken_off)
        start = _Round("", 0, True) if cursor is None else _Round(cursor.gen, cursor.seq, False)
        return self._read(stream, replica, start)

    def _read(self, stream: str, replica: Replica, current: _Round) -> int:
        while True:
            page = self._page(stream, replica, current)
            self._stage(stream, replica, current, page)
            if not page.more:
                break
            self._between_pages()
        applied = replica.finish(
            stream, Cursor(page.gen, page.upto), tuple(cut_entry(cut) for cut in page.cut), self._clock()
        )
        self._observer(RoundApplied(stream, applied))
        return applied

    def _page(self, stream: str, replica: Replica, current: _Round) -> Page:
        try:
            page = self._ask(stream, current.gen, current.after)
            _check(page, stream, current)
        except HqUnreachable:
            if current.begun:
                self._open[stream] = current
            raise
        if not current.begun:
            replica.begin(stream, from_zero=current.from_zero, announced=page.announced)
            current.begun = True
        return page

    def _stage(self, stream: str, replica: Replica, current: _Round, page: Page) -> None:
        announced = current.staged + page.announced
        for rows in _slices([stream_row(row) for row in page.rows]):
            replica.stage(stream, rows)
            current.staged += len(rows)
            current.after = rows[-1].seq
            self._observer(SyncProgress(stream, current.staged, max(announced, current.staged)))
        current.gen = page.gen


def _slices(rows: Sequence[StreamRow]) -> Iterator[Sequence[StreamRow]]:
    for start in range(0, len(rows), STAGED_AT_ONCE):
        yield rows[start : start + STAGED_AT_ONCE]


def _check(page: Page, stream: str, current: _Round) -> None:
    """What a page promises; whoever breaks it would make us lose rows, or ask for ever."""
    seqs = [current.after, *(row.seq for row in page.rows)]
    ascending = all(low < high for low, high in pairwise(seqs))
    same = page.stream == stream and (not current.gen or page.gen == current.gen)
    if not (same and ascending and seqs[-1] <= page.upto and (page.rows or not page.more)):
        raise HqUnreachable(f"HQ sent a page of {stream} that cannot be right. Nothing was changed; it is asked again")

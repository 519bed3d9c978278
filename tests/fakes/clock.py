"""A clock that moves when it is told to."""

from datetime import UTC, datetime, timedelta

#: A Monday, 14:00 in Shanghai.
MONDAY_14_MS = int(datetime(2026, 11, 23, 6, tzinfo=UTC).timestamp() * 1000)


class FakeClock:
    """Call it for UTC milliseconds."""

    def __init__(self, now_ms: int = MONDAY_14_MS) -> None:
        self.now_ms = now_ms

    def __call__(self) -> int:
        return self.now_ms

    def advance(self, **spans: float) -> None:
        """`advance(hours=25)`; takes what timedelta takes."""
        self.now_ms += timedelta(**spans) // timedelta(milliseconds=1)

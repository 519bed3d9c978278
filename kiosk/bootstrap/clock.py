"""The machine's clock."""

import time


def wall_ms() -> int:
    """UTC milliseconds since 1970."""
    return time.time_ns() // 1_000_000

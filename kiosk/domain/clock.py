"""A hybrid logical clock: wall time that never runs backwards, packed into one sortable integer.

Kulkarni et al., "Logical Physical Clocks" (2014): 48 bits of milliseconds, 16 bits of counter.
"""

_COUNTER_BITS = 16
_COUNTER_MASK = (1 << _COUNTER_BITS) - 1


def tick(last: int, now_ms: int) -> int:
    """The clock value after `last` for something that happens at wall time `now_ms`. A full counter borrows a
    millisecond."""
    return max(last + 1, now_ms << _COUNTER_BITS)


def wall_ms(hlc: int) -> int:
    """The physical part, in milliseconds since 1970."""
    return hlc >> _COUNTER_BITS


def counter(hlc: int) -> int:
    return hlc & _COUNTER_MASK

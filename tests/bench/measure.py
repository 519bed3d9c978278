"""Figures: how they are taken, and how they are shown."""

import json
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured thing. `value` is the median of the samples, or a rate; `limit` what we aim at, in `unit`.

    For times and sizes smaller is better, for rates ("…/s") and shares ("%") larger."""

    name: str
    value: float
    unit: str
    n: int
    p50: float | None = None
    p95: float | None = None
    p99: float | None = None
    limit: float | None = None
    ratio: float | None = None  # to the median of what stands beside it in the same run

    @property
    def kept(self) -> bool:
        """Whether the limit is kept: by the p99 of a time where there is one."""
        if self.limit is None:
            return True
        if self.unit == "%" or self.unit.endswith("/s"):
            return self.value >= self.limit
        return (self.p99 if self.p99 is not None else self.value) <= self.limit


def times(
    name: str, seconds: Sequence[float], *, limit_ms: float | None = None, beside: Figure | None = None
) -> Figure:
    """Milliseconds of repeated work."""
    ordered = sorted(value * 1000 for value in seconds)
    p50, p95, p99 = (quantile(ordered, share) for share in (0.50, 0.95, 0.99))
    ratio = round(p50 / beside.p50, 2) if beside is not None and beside.p50 else None
    return Figure(name, p50, "ms", len(ordered), p50, p95, p99, limit_ms, ratio)


def share(name: str, hit: int, count: int, *, limit: float | None = None) -> Figure:
    return Figure(name, round(100 * hit / count, 2) if count else 0.0, "%", count, limit=limit)


def rate(name: str, count: int, seconds: float, unit: str, *, limit: float | None = None) -> Figure:
    return Figure(name, round(count / seconds), f"{unit}/s", count, limit=limit)


def quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest sample that at least this share of all samples does not exceed."""
    return round(ordered[min(len(ordered) - 1, max(0, int(len(ordered) * share + 0.999_999) - 1))], 3)


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def repeat(work: Callable[[int], object], count: int) -> list[float]:
    """Seconds of each of `count` calls; the call gets its number."""
    return [timed(lambda number=number: work(number)) for number in range(count)]  # type: ignore[misc]


def show(figures: Iterable[Figure]) -> str:
    """A table a person can read."""
    rows: list[tuple[str, ...]] = [("what", "value", "unit", "n", "p50", "p95", "p99", "limit", "×", "")]
    for found in figures:
        cells = (found.value, found.p50, found.p95, found.p99, found.limit, found.ratio)
        value, *rest = ("" if cell is None else f"{cell:,.6g}" for cell in cells)
        rows.append((found.name, value, found.unit, str(found.n), *rest, "" if found.kept else "over"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = (
        "  ".join(
            (row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def save(path: Path, figures: Iterable[Figure]) -> None:
    document = {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "figures": [asdict(found) | {"kept": found.kept} for found in figures],
    }
    path.write_text(json.dumps(document, indent=1) + "\n", "utf-8")

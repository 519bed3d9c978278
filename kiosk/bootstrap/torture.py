"""Many seeds of the simulation, on all cores, until the time is over; the totals are added up in a file."""

import json
import logging
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.bootstrap.simulated import Wiring
from kiosk.errors import InputError
from sync.simulation.running import Outcome, simulate

SIMULATION = "simulation"
Announce = Callable[[str], object]


@dataclass(slots=True)
class Tortured:
    """What a run came to. `failed`: the outcomes with something wrong, each with the seed that repeats it."""

    seeds: int = 0
    steps: int = 0
    orders: int = 0
    seconds: float = 0.0
    failed: list[Outcome] = field(default_factory=list)

    def count(self, outcome: Outcome) -> None:
        self.seeds += 1
        self.steps += outcome.steps
        self.orders += outcome.orders
        if outcome.wrong:
            self.failed.append(outcome)

    def __str__(self) -> str:
        return (
            f"{self.seeds:,} seeds, {self.steps:,} steps, {self.orders:,} orders in {self.seconds:,.0f} s: "
            f"{len(self.failed)} with something wrong"
        )


def torture(
    first_seed: int, *, seeds: int, budget_s: float, steps: int, generations: int, announce: Announce
) -> Tortured:
    """Play `seeds` seeds from `first_seed` on, or, where that is 0, as many as the budget allows; none is begun after
    its end."""
    begun, found = time.monotonic(), Tortured()
    for outcome in _played(first_seed, seeds, begun + budget_s, steps, generations):
        found.count(outcome)
        if outcome.wrong:
            announce(str(outcome))
        elif found.seeds % 50 == 0:
            announce(f"{found.seeds:,} seeds are well")
    found.seconds = time.monotonic() - begun
    return found


def _played(first_seed: int, seeds: int, until: float, steps: int, generations: int) -> Iterator[Outcome]:
    """On every core; in no particular order."""
    cores, seed = os.cpu_count() or 1, first_seed
    end = first_seed + seeds if seeds else None
    with ProcessPoolExecutor(cores, multiprocessing.get_context("spawn"), _quiet) as pool:
        running: set[Future[Outcome]] = set()
        while True:
            while len(running) < cores and (end is None or seed < end) and time.monotonic() < until:
                running.add(pool.submit(play, seed, steps, generations))
                seed += 1
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for item in done:
                yield item.result()


def _quiet() -> None:
    """What goes wrong on purpose is not worth a line."""
    logging.disable(logging.CRITICAL)


def play(seed: int, steps: int, generations: int) -> Outcome:
    """One seed, in this process."""
    return simulate(seed, Wiring(), steps=steps, generations=generations)


def add_up(path: Path, found: Tortured, version: str) -> dict[str, Any]:
    """Add a run to the totals in `path`; returns them. Raises InputError when the file is none of ours."""
    try:
        totals: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        known: dict[str, Any] = totals.setdefault(
            SIMULATION, {"seeds": 0, "steps": 0, "orders": 0, "seconds": 0, "failed": []}
        )
        for name in ("seeds", "steps", "orders"):
            known[name] += getattr(found, name)
        known["seconds"] = round(known["seconds"] + found.seconds)
        known["failed"] += [{"seed": item.seed, "version": version, "wrong": item.wrong[:3]} for item in found.failed]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path} is no file of totals ({error}). It was not changed; name another one.") from error
    path.write_text(json.dumps(totals, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return known

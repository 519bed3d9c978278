"""One seed from its beginning to its end, and what was found wrong."""

import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sync.simulation.checks import settle, wrong
from sync.simulation.ports import Wiring
from sync.simulation.steps import step
from sync.simulation.world import World, begin

MEMORY = Path("/dev/shm")  # noqa: S108 - what a killed tablet loses is simulated; the machine's own disk is not needed


@dataclass(frozen=True, slots=True)
class Outcome:
    """`wrong`: what is not as promised, in words; empty when all is well. `said`: what happened."""

    seed: int
    steps: int
    orders: int
    destroyed: int
    rounds: int
    wrong: tuple[str, ...]
    said: tuple[str, ...]

    def __str__(self) -> str:
        told = "\n".join(f"  {line}" for line in self.wrong)
        return f"seed {self.seed}, {self.steps} steps: kiosk torture --seed {self.seed} repeats it\n{told}"


def simulate(seed: int, wiring: Wiring, *, steps: int = 150, generations: int = 1) -> Outcome:
    """`generations` times `steps` things happen, and everything is looked at after each generation."""
    with tempfile.TemporaryDirectory(prefix="kiosk-simulation-", dir=MEMORY if MEMORY.is_dir() else None) as place:
        world = begin(Path(place), wiring, seed)
        try:
            for generation in range(1, generations + 1):
                rounds, found = _generation(world, steps)
                if found or generation == generations:
                    break
        finally:
            world.close()
    done = (len(world.shown), len(world.destroyed), rounds, found, tuple(world.said))
    return Outcome(seed, generation * steps, *done)


def _generation(world: World, steps: int) -> tuple[int, tuple[str, ...]]:
    """How many rounds it took until all was quiet, and what is wrong then."""
    try:
        for _ in range(steps):
            step(world)
        rounds = settle(world)
        return rounds, tuple(wrong(world, rounds))
    except Exception:
        return 0, tuple(_last(traceback.format_exc()))


def _last(text: str) -> Iterator[str]:
    yield from ("not foreseen:", *text.splitlines()[-14:])

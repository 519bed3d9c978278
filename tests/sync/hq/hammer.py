"""Many writers and readers of one database, each with connections of its own, as many processes would have: what a
reader who follows streams by their cursors misses, sees twice, or finds holes in.

python -m tests.sync.hq.hammer postgresql://… 600    # for ten minutes
"""

import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sync.hq.database import HqDatabase
from sync.hq.pages import read_heads, read_page

STREAMS = ("catalogue", "shop.JA", "shop.XH", "stock.east")
WRITERS, READERS = 32, 8


@dataclass
class Seen:
    """`missed` rows that were committed, `doubled` rows seen twice, `gaps` in the seqs a reader saw: all of them, by
    all readers. `committed`, `given_up`: units of work."""

    committed: int = 0
    given_up: int = 0
    rows: int = 0
    missed: int = 0
    doubled: int = 0
    gaps: int = 0
    problems: list[str] = field(default_factory=list)


class GivenUp(Exception):
    """A unit of work changed its mind."""


def hammer(url: str, seconds: float, seed: int) -> Seen:
    """For so long, and until there are as many units of work as writers. Each row has an id of its own, so that each
    seq that was ever given is still there to see."""
    seen, ids, lock = Seen(), Counter[str](), threading.Lock()
    ending, done = threading.Event(), threading.Event()
    with tempfile.TemporaryDirectory() as place:

        def opened() -> HqDatabase:
            return HqDatabase(Path(place) / "hq.db", url=url)

        with closing(opened()) as first:
            read_heads(first, STREAMS)

        def write(which: int) -> None:
            rng, turn = random.Random(seed * 1_000 + which), 0
            with closing(opened()) as database:
                while not ending.is_set():
                    turn += 1
                    rows = _rows(rng, f"{which}-{turn}")
                    try:
                        _unit(database, rng, rows)
                    except GivenUp:
                        with lock:
                            seen.given_up += 1
                    else:
                        with lock:
                            seen.committed += 1
                            ids.update(row_id for stream in rows.values() for row_id in stream)

        def follow(which: int) -> None:
            with closing(opened()) as database:
                found, seqs = _followed(database, done, random.Random(seed * 1_000 + 500 + which))
            with lock:
                seen.rows += found.total()
                seen.doubled += sum(count - 1 for count in found.values())
                seen.gaps += sum(len(set(range(1, max(of, default=0) + 1)) - set(of)) for of in seqs.values())
                followed.append(found)

        followed: list[Counter[str]] = []
        with _threads(seen, follow, READERS):
            with _threads(seen, write, WRITERS):
                began = time.monotonic()
                while time.monotonic() - began < seconds or (seen.committed < WRITERS and not seen.problems):
                    ending.wait(0.1)
                ending.set()
            done.set()
        seen.missed = sum(len(ids.keys() - found.keys()) + len(found.keys() - ids.keys()) for found in followed)
    return seen


def _rows(rng: random.Random, unit: str) -> dict[str, list[str]]:
    chosen = rng.sample(STREAMS, rng.randint(1, len(STREAMS)))
    return {stream: [f"{unit}-{stream}-{number}" for number in range(rng.randint(1, 5))] for stream in chosen}


def _unit(database: HqDatabase, rng: random.Random, rows: dict[str, list[str]]) -> None:
    with database.write() as tx:
        for stream, ids in rows.items():
            tx.put_rows(stream, [("row", row_id, "{}") for row_id in ids])
            if rng.random() < 0.1:
                time.sleep(rng.random() / 100)
        if rng.random() < 0.15:
            raise GivenUp


def _followed(
    database: HqDatabase, done: threading.Event, rng: random.Random
) -> tuple[Counter[str], dict[str, list[int]]]:
    """Pages as a tablet asks for them, until the writers have ended and nothing more comes."""
    found, seqs = Counter[str](), {stream: list[int]() for stream in STREAMS}
    cursors = dict.fromkeys(STREAMS, 0)
    gens = {head.stream: head.gen for head in read_heads(database, STREAMS)}
    while True:
        last = done.is_set()
        for stream in STREAMS:
            more = True
            while more:
                limit = rng.choice((3, 50, 2_000))
                page = read_page(database, stream, gen=gens[stream], after=cursors[stream], limit=limit)
                found.update(row.id for row in page.rows)
                seqs[stream] += [row.seq for row in page.rows]
                more = page.more
                cursors[stream] = page.rows[-1].seq if more else page.upto
        if last:
            return found, seqs


@contextmanager
def _threads(seen: Seen, work: Callable[[int], None], count: int) -> Iterator[list[threading.Thread]]:
    def run(which: int) -> None:
        try:
            work(which)
        except Exception as error:
            seen.problems.append(f"{work.__name__} {which}: {type(error).__name__}: {error}")

    threads = [threading.Thread(target=run, args=(which,)) for which in range(count)]
    for thread in threads:
        thread.start()
    yield threads
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    print(hammer(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1))

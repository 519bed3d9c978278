"""HQ's disk answers a write with an error, at any write of its log or of its keys: in a process of its own."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.events import Fulfilment, GoodsReceived, ReceivedLine
from kiosk.errors import HqUnreachable
from sync.client import HttpEndpoint
from sync.protocol import encode_run
from tests.e2e.books import rows
from tests.fakes.retailer import COAT_S, SHIRT_M
from tests.faults.scale import first_seed, turns
from tests.storage.limited_child import FRAME, HEADER
from tests.sync.hq.desk import Tablet, enrolled, line, open_office, open_stock, placed, put_range

ROOT = Path(__file__).parents[3]
WRITES = turns(50, 500)
SEED = first_seed(20_261_127)
MOST_RUNS = 2_000


@dataclass
class Child:
    """HQ, from outside."""

    process: subprocess.Popen[str]
    url: str

    def tell(self, words: str) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "ok\n", words


@contextmanager
def serving(folder: Path, log: Path) -> Iterator[Child]:
    command = [sys.executable, "-m", "tests.sync.hq.limited_child", str(folder)]
    pipe = subprocess.PIPE
    with (
        log.open("w") as errors,
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=errors, text=True) as process,
    ):
        try:
            assert process.stdout
            yield Child(process, process.stdout.readline().strip())
            assert process.stdin
            process.stdin.write("stop\n")
            process.stdin.flush()
            assert process.wait(60) == 0, log.read_text("utf-8")
        finally:
            process.kill()


def more(tablet: Tablet, dice: random.Random, *, personal: bool = True) -> None:
    """A box, or, where something `personal` may be said, an order with a number to call."""
    number = len(tablet.events)
    if not personal or dice.random() < 0.3:
        tablet.append(GoodsReceived("JA", f"BOX-{number}", (ReceivedLine(SHIRT_M, 1),)))
        return
    contact = tablet.keep(b'{"phone":"13800000000","for":"%d"}' % number)
    tablet.append(placed(f"o{number}", line(Fulfilment.DELIVER, COAT_S, "WH", "door"), contact=contact))


def send_until_refused(
    tablet: Tablet, endpoint: HttpEndpoint, dice: random.Random, *, personal: bool
) -> tuple[int, HqUnreachable]:
    """What HQ has signed for until then, and what it said. Without personal content its keys have nothing to write."""
    for _ in range(MOST_RUNS):
        first = len(tablet.events) + 1
        for _ in range(dice.randint(1, 8)):
            more(tablet, dice, personal=personal)
        try:
            assert endpoint.push(encode_run(tablet.run(first))).through == len(tablet.events)
        except HqUnreachable as error:
            return first - 1, error
    raise AssertionError("HQ's disk never failed")


def through(folder: Path, device: str) -> int:
    ((count, last),) = rows(folder / "hq.db", "SELECT count(*), max(seq) FROM event WHERE device = ?", device)
    assert count == last
    return int(count)


def test_what_hq_signed_for_is_stored_and_what_its_disk_refused_comes_again_without_a_restart(tmp_path: Path) -> None:
    folder, dice, met = tmp_path / "hq", random.Random(SEED), Counter[str]()
    with open_office(folder) as office:
        put_range(office)
        open_stock(office, "WH", COAT_S=100_000)
        tablet = enrolled(office)
    more(tablet, dice)
    with serving(folder, tmp_path / "log") as hq, closing(HttpEndpoint(hq.url)) as endpoint:
        endpoint.push(encode_run(tablet.run()))
        for write in range(WRITES + 1):
            hq.tell(f"limit {HEADER + write * FRAME - dice.randrange(FRAME) if write else dice.randrange(HEADER)}")
            signed, said = send_until_refused(tablet, endpoint, dice, personal=write % 2 == 0)
            where = f"write {write}, KIOSK_SEED={SEED}"
            assert said.status == 503, f"{where}: {said}"
            met["keys" if "HQ's keys" in str(said) else "database"] += 1
            assert "nothing stored before is lost" in str(said), where
            assert said.retry_after_s, where
            assert through(folder, tablet.device) == signed, (
                f"{where}: what was refused left something behind, or more is gone"
            )
            hq.tell("free")
            assert endpoint.push(encode_run(tablet.run(signed + 1))).through == len(tablet.events), where
        hq.tell("drain")
    assert met["keys"] > 1, met
    assert met["database"] >= WRITES // 2, met
    log = (tmp_path / "log").read_text("utf-8")
    assert "Traceback" not in log, log[-3_000:]
    with open_office(folder) as office:
        assert office.drain(60)
        counts = office.summary()
        assert (counts["events"], counts["waiting"], counts["held"]) == (len(tablet.events), 0, 0)
        assert counts["orders"] == sum(event.type == "OrderPlaced" for event in tablet.events)
        assert office.stock_differences() == []
        found = office.rebuild()
        assert (found.differences, found.broken) == ((), ())
        with office.database.read() as read:
            assert read.private.of(tablet.blobs) == tablet.blobs, "personal content that came is kept, and opens"

"""`python -m tests.storage.limited_child FOLDER WRITES SEED`: a tablet whose disk fails at the 1st, 2nd, … n-th write.

The system refuses to let any file grow beyond a limit (RLIMIT_FSIZE: EFBIG, and half of a write before it). For each n
the journal's log begins anew, the limit lies in its n-th page, and orders are confirmed until one is refused; then the
limit goes, and the same journal goes on. Each number is printed the moment it may be shown, each refusal after a `!`.
"""

import random
import resource
import signal
import sys
from pathlib import Path

from kiosk.errors import EnvironmentProblem
from kiosk.storage.tablet import TabletStorage
from tests.storage.selling import confirm

HEADER, FRAME = 32, 24 + 4096
MOST_ORDERS = 10_000


def limit(size: int = resource.RLIM_INFINITY) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def begin_log_anew(tablet: TabletStorage) -> None:
    journal = tablet.journal
    journal._writer.run(lambda: journal._database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())


def sell_until_refused(tablet: TabletStorage) -> None:
    """Anything but an EnvironmentProblem ends the child."""
    for _ in range(MOST_ORDERS):
        try:
            print(tablet.journal.run(confirm), flush=True)
        except EnvironmentProblem as error:
            print(f"! {error}", flush=True)
            return
    raise AssertionError("the disk never failed")


def main() -> None:
    folder, writes, dice = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    tablet = TabletStorage.open(folder)
    print(tablet.journal.run(confirm), flush=True)
    for write in range(writes + 1):  # at 0 not even the first byte of personal content can be written
        begin_log_anew(tablet)
        limit(HEADER + write * FRAME - dice.randrange(FRAME) if write else dice.randrange(HEADER))
        sell_until_refused(tablet)
        limit()
        print(tablet.journal.run(confirm), flush=True)
    tablet.close()


if __name__ == "__main__":
    main()

"""`python -m tests.sync.hq.limited_child FOLDER`: a real HQ on real sockets, whose files cannot grow when so told.

It prints its address, and answers each line with `ok`, or `late` when something was not done in time:

    limit N   its log begins anew, and no file may grow beyond N bytes (RLIMIT_FSIZE)
    free      they may again
    drain     everything stored is interpreted
    stop      it ends, tidily
"""

import resource
import signal
import sys
from pathlib import Path

from sync.server.pace import Pace, Paces
from sync.server.run import serve_in_thread
from tests.sync.hq.desk import open_office

NO_LIMIT = Paces(*[Pace(1e9, 1e9)] * 3)
DRAIN_S = 60


def limit(size: int = resource.RLIM_INFINITY) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def main() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open_office(Path(sys.argv[1])) as office:
        serving = serve_in_thread(office, paces=NO_LIMIT)
        print(serving.url, flush=True)
        for line in sys.stdin:
            word, *rest = line.split()
            done = True
            if word == "limit":
                office.database.store.wipe()
                limit(int(rest[0]))
            elif word == "free":
                limit()
            elif word == "drain":
                done = office.drain(DRAIN_S)
            elif word == "stop":
                break
            print("ok" if done else "late", flush=True)
        serving.stop()


if __name__ == "__main__":
    main()

"""A head office in a process of its own, for `tests.bench.intake`: `python -m tests.bench.serving FOLDER [URL]`.

It prints its address and serves until its standard input ends.
"""

import sys
from pathlib import Path

from kiosk.storage.catalogue import SCHEMA, CatalogueReplica
from sync.hq.office import HeadOffice
from sync.server.pace import Pace, Paces
from sync.server.run import serve_in_thread

_ALL = Pace(1e9, 1e9)


def main() -> None:
    folder, url = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""
    with HeadOffice(folder / "hq.db", replica_factory=CatalogueReplica, snapshot_schema=SCHEMA, url=url) as office:
        # All tablets come from one address here, and as fast as they can.
        server = serve_in_thread(office, figures=office.figures, paces=Paces(_ALL, _ALL, _ALL))
        print(server.url, flush=True)
        sys.stdin.read()
        server.stop()


if __name__ == "__main__":
    main()

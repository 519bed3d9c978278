"""An HQ in a process of its own, to be killed: takes one run from a file, or all of a folder, and says so, the moment
each is acknowledged.

python -m tests.sync.hq.child FOLDER RUN (store|interpret) [URL]
"""

import sys
import threading
from pathlib import Path

from tests.sync.hq.desk import open_office


def main() -> None:
    folder, run, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    office = open_office(folder, interpret=how == "interpret", url="".join(sys.argv[4:]))
    for path in sorted(run.iterdir()) if run.is_dir() else [run]:
        sys.stdout.write(f"{office.push(path.read_bytes()).through}\n")
        sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main()

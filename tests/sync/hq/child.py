"""An HQ in a process of its own, to be killed: takes one run from a file and says so, the moment it is acknowledged.

python -m tests.sync.hq.child FOLDER RUN (store|interpret)
"""

import sys
import threading
from pathlib import Path

from tests.sync.hq.desk import open_office


def main() -> None:
    folder, run, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    office = open_office(folder, interpret=how == "interpret")
    acknowledgement = office.push(run.read_bytes())
    sys.stdout.write(f"{acknowledgement.through}\n")
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main()

"""`python -m tests.faults.zygote`: kiosks that start in no time, as children of a process that has imported it all.

One JSON line asks, `{"folder": …, "log": …}`; the answer is the process id of a kiosk that runs exactly what
`kiosk run --headless --data FOLDER` runs, and writes to the log. Two hundred starts would else be two hundred times
the imports, which nobody's order waits for.
"""

import importlib
import json
import os
import signal
import sys

_PRELOADED = ("kiosk.cli.tablet", "kiosk.bootstrap.tablet", "drivers.registry", "drivers.printer", "sync.line")


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the killed ones
    for name in _PRELOADED:
        importlib.import_module(name)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _be_kiosk(asked["folder"], asked["log"])
        print(pid, flush=True)


def _be_kiosk(folder: str, log: str) -> None:
    from kiosk.cli import cli

    target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(target, stream)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    cli.main(args=["run", "--headless", "--data", folder], prog_name="kiosk")


if __name__ == "__main__":
    main()

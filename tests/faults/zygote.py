"""`python -m tests.faults.zygote (tablet|hq|glass)`: kiosks and head offices that start in no time, as children of a
process that has imported it all.

One JSON line asks, `{"args": ["run", "--headless", …], "log": …}`; the answer is the process id of one that runs
exactly what `kiosk ARGS` runs, and writes to the log. Two hundred starts would else be two hundred times the imports,
which nobody's order waits for.
"""

import importlib
import json
import os
import signal
import sys

_TABLET = ("kiosk.cli.tablet", "kiosk.bootstrap.tablet", "drivers.registry", "drivers.printer", "sync.line")
_PRELOADED = {
    "tablet": _TABLET,
    "hq": ("kiosk.cli.hq", "kiosk.bootstrap.hq", "uvicorn.loops.asyncio", "uvicorn.protocols.http.h11_impl"),
    "glass": (*_TABLET, "kiosk.bootstrap.glass", "drivers.scanner_wedge", "ui.app", "ui.drive", "ui.window"),
}


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the killed ones
    for name in _PRELOADED[sys.argv[1]]:
        importlib.import_module(name)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _be_kiosk(asked["args"], asked["log"])
        print(pid, flush=True)


def _be_kiosk(args: list[str], log: str) -> None:
    from kiosk.cli import cli

    target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(target, stream)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(os.path.dirname(log))  # where what it leaves, such as a picture of a step that failed, is nobody's
    cli.main(args=args, prog_name="kiosk")


if __name__ == "__main__":
    main()

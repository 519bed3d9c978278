"""A signal that wakes nobody ends the program all the same."""

import subprocess
import sys

import pytest

# The main thread does not take the signal, so the other one does: the same as one that arrives just before it sleeps.
ASLEEP = """
import os, signal, sys, threading
from kiosk.bootstrap.ending import Ending
ending = Ending()
other = threading.Thread(target=threading.Event().wait, daemon=True)
other.start()
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
threading.Timer(0.2, os.kill, (os.getpid(), getattr(signal, sys.argv[1]))).start()
ending.wait()
print("ended")
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_taken_by_another_thread_ends_the_wait(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", ASLEEP, name], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "ended\n"), done.stderr

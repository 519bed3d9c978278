"""How often a gate is passed: a little in every run of the tests, much before a release (`make torture`)."""

import os


def turns(small: int, large: int) -> int:
    """`large` when the environment says KIOSK_TORTURE=1."""
    return large if os.environ.get("KIOSK_TORTURE") == "1" else small


def first_seed(default: int) -> int:
    """KIOSK_SEED repeats what a failure named. Before a release every run plays something else."""
    return int(os.environ.get("KIOSK_SEED") or turns(default, int.from_bytes(os.urandom(4))))

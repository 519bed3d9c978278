"""How often a gate is passed: a little in every run of the tests, much before a release (`make torture`)."""

import os


def turns(small: int, large: int) -> int:
    """`large` when the environment says KIOSK_TORTURE=1."""
    return large if os.environ.get("KIOSK_TORTURE") == "1" else small

"""The shop's rules: pure functions and frozen values; standard library only, no I/O, no clock, no randomness."""

"""PINs hashed on a tablet are as good as those of HQ's files."""

from kiosk.bootstrap.pins import hash_pin, verify_pin
from sync.hq.importers.pins import is_pin_hash


def test_a_pin_hashed_here_fits_and_is_one_that_hq_would_take() -> None:
    made = hash_pin("2580")
    assert verify_pin(made, "2580")
    assert not verify_pin(made, "2581")
    assert is_pin_hash(made)
    assert "m=19456,t=2,p=1" in made
    assert hash_pin("2580") != made, "each has a salt of its own"

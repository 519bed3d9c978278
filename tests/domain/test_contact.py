"""A shopper's contact: written down in one place, read back from there only, masked everywhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.contact import contact_blob, mask, phone_in
from kiosk.errors import InputError


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text())
def test_a_number_comes_back_from_its_blob_and_shows_four_digits_elsewhere(phone, salt):
    assert phone_in(contact_blob(phone, salt)) == phone
    assert mask(phone) == f"****{phone[-4:]}"


def test_the_same_number_with_another_salt_is_another_blob():
    assert contact_blob("13800000000", "a") != contact_blob("13800000000", "b")


@pytest.mark.parametrize(
    "text", ["", "1380000000", "138000000000", "12800000000", "23800000000", "1380000000x", "１3800000000"]
)
def test_what_is_no_mobile_number_is_refused_before_it_is_written(text):
    with pytest.raises(InputError, match="mobile number"):
        contact_blob(text, "salt")


@pytest.mark.parametrize("blob", [b"", b"\xff", b"[]", b"{}", b'{"phone":1}', b'{"phone":"call me"}', b"[" * 100_000])
def test_another_blob_holds_no_number(blob):
    assert phone_in(blob) == ""


@given(st.text(max_size=7))
def test_nothing_short_is_half_shown(text):
    assert mask(text) == "****"

"""Personal content has one place."""

import pytest

from kiosk.domain.members import Field
from kiosk.domain.profile import fields_in, profile_blob, shown_name
from kiosk.errors import KioskError

SAYS = {Field.PHONE: "13800006620", Field.NAME: "王小雨", Field.NOTES: "likes linen", Field.SIZES: "M"}


def test_a_blob_says_what_was_written_into_it():
    assert fields_in(profile_blob(SAYS, "salt")) == SAYS


def test_the_same_content_has_another_hash_each_time():
    assert profile_blob(SAYS, "one") != profile_blob(SAYS, "two")


@pytest.mark.parametrize("junk", [b"", b"[]", b"{", b"\xff", b'{"name":7}', b"[" * 100_000])
def test_anything_else_says_nothing(junk):
    assert fields_in(junk) == {}


@pytest.mark.parametrize(
    "fields", [{Field.PHONE: "12345678901"}, {Field.NAME: "x" * 41}, {Field.NOTES: "a\x00b"}, {Field.SIZES: "x" * 301}]
)
def test_what_is_no_phone_or_no_text_is_refused(fields):
    with pytest.raises(KioskError):
        profile_blob(fields, "salt")


def test_the_glass_shows_the_first_sign_of_a_name_or_the_end_of_a_code():
    assert shown_name("王小雨", "M-1234567890123451") == "王**"
    assert shown_name("", "M-1234567890123451") == "** 3451"

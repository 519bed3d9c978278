"""What may be kept of a search: words, and never somebody's number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.visits import MAX_SEARCHED, NothingFound, searched


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  linen \n shirt ", "linen shirt"),
        ("睡裙", "睡裙"),
        ("13800006620", ""),
        ("138 0000 6620", ""),
        ("M-8800000014", ""),
        ("YJ-24101", "YJ-24101"),
        ("!?", ""),
        ("", ""),
        ("x" * 90, "x" * MAX_SEARCHED),
    ],
)
def test_words_are_kept_and_numbers_of_people_are_not(text: str, kept: str) -> None:
    assert searched(text) == kept


@given(st.text(max_size=200))
def test_whatever_is_kept_can_be_written_down(text: str) -> None:
    kept = searched(text)
    assert not kept or NothingFound("JA", kept).text == kept

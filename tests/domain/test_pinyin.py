"""Pinyin and initials: a query is taken apart into what the index has, and one wrong letter is forgiven."""

import sqlite3
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.pinyin import INITIALS, SYLLABLES, initials_of, is_spelt, meanings
from kiosk.domain.terms import match_query, repaired_query
from sync.hq.importers.words import style_terms

TITLE = "韩版宽松羊毛双肩包女士休闲高跟鞋 Classic Wool Bag"


class Index:
    """FTS5 as the catalogue sets it up, with one style of these names."""

    def __init__(self, *names: str) -> None:
        self._conn = sqlite3.connect(":memory:")
        self._conn.execute("CREATE VIRTUAL TABLE f USING fts5(terms, tokenize='ascii', detail='none')")
        self._conn.executemany("INSERT INTO f VALUES (?)", [(style_terms([name]),) for name in names])

    def matches(self, expression: str) -> bool:
        return bool(self._conn.execute("SELECT 1 FROM f WHERE f MATCH ?", (expression,)).fetchall())

    def finds(self, text: str) -> bool:
        return self.matches(match_query(text))

    def finds_repaired(self, text: str) -> bool:
        expression = repaired_query(text, self.matches)
        return bool(expression) and self.matches(expression)

    def close(self) -> None:
        self._conn.close()


@pytest.fixture
def index() -> Iterator[Index]:
    made = Index(TITLE, "亚麻衬衫 Linen Shirt")
    yield made
    made.close()


@pytest.mark.parametrize(
    "query",
    [
        "shuangjianbao", "shuangjianb", "shuangjian", "yangmaoshuangjianbao", "gaogenxie", "gaogenx",
        "hanban",
        "sjb", "ggx", "ymsjb", "sj", "gx", "kuansong sjb", "bag sjb", "羊毛shuangjian", "wool 双肩",
        "ｓｊｂ", "SJB", "雙肩包", "羊毛 雙肩",
    ],
)  # fmt: skip
def test_any_stretch_of_a_title_is_found_by_its_pinyin_and_by_its_initials(index: Index, query: str) -> None:
    assert index.finds(query)


@pytest.mark.parametrize("query", ["jianshuangbao", "sbj", "gaoxie", "shuangjianxie", "bgs", "lljmwt"])
def test_what_is_not_there_is_not_found(index: Index, query: str) -> None:
    assert not index.finds(query)


@pytest.mark.parametrize(
    "query",
    [
        "shuangjanbao", "shuangjainbao", "shuangjjianbao", "shuangkianbao", "yangmoa", "clasic", "clasisc",
        "lonen shirt", "linen shrit",
    ],
)  # fmt: skip
def test_one_wrong_letter_is_forgiven(index: Index, query: str) -> None:
    assert not index.finds(query)
    assert index.finds_repaired(query)


@pytest.mark.parametrize("query", ["clssc", "xyzzy", "linen xyzzy", "abc", "xyzzyxyzzyxyzzy", "1234567", "衬裙", ""])
def test_more_than_one_is_not_nor_a_number_nor_a_short_word(index: Index, query: str) -> None:
    assert not index.finds_repaired(query)


def test_a_word_that_is_right_is_left_as_it_is(index: Index) -> None:
    assert repaired_query("linen shirt", index.matches) == ""
    told = repaired_query("linen shrit", index.matches)
    assert told.startswith('"linen" AND ')


def test_a_word_may_be_cut_in_several_ways() -> None:
    assert is_spelt("xian")
    cut = {tuple(term for term, _ in one) for one in meanings("fangandi", open_end=False)}
    assert {("fangan", "andi"), ("fangan", "gandi")} <= cut


def test_initials_are_marked_so_that_a_bag_is_a_bag() -> None:
    assert list(initials_of(["shuang", "jian", "bao"])) == [f"{INITIALS}sjb", f"{INITIALS}jb"]
    assert list(initials_of(["bao"])) == [f"{INITIALS}b"]
    assert not any(term.startswith(INITIALS) for term in style_terms(["Classic Bag"]).split())


def test_the_syllables_are_all_of_mandarin() -> None:
    assert 400 <= len(SYLLABLES) <= 412
    assert {"zhuang", "lv", "nve", "er", "a", "xiong"} <= SYLLABLES
    assert not {"v", "i", "u", "zhon", "m"} & SYLLABLES


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_no_text_breaks_the_repair_and_only_what_finds_nothing_is_repaired(text: str) -> None:
    index = Index(TITLE)
    try:
        index.finds_repaired(text)  # FTS5 raises on an expression that is none
        assert repaired_query(text, lambda _: True) == ""
    finally:
        index.close()


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=2, max_size=4))
def test_whatever_is_spelt_from_syllables_is_found_where_they_stand(syllables: list[str]) -> None:
    """An index of exactly these syllables' pairs has every whole word that is made of them."""
    terms = {first + second for first, second in pairwise(syllables)}
    word = "".join(syllables)
    readings = [word, *(" ".join(term for term, _ in one) for one in meanings(word, open_end=False))]
    assert word in terms or any(set(reading.split()) <= terms for reading in readings)

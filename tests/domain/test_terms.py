"""Search terms: what is indexed must be found by what people type, and nothing they type may break the search."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.terms import MAX_TERMS, fold_text, match_query, terms_of


def _found(indexed: str, query: str) -> bool:
    """Whether FTS5, set up as the catalogue sets it up, finds a style with the terms of `indexed`."""
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE VIRTUAL TABLE f USING fts5(terms, tokenize='ascii', detail='none')")
    conn.execute("INSERT INTO f VALUES (?)", (" ".join(terms_of(indexed)),))
    rows = conn.execute("SELECT 1 FROM f WHERE f MATCH ?", (match_query(query),)).fetchall()
    conn.close()
    return bool(rows)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＬＩＮＥＮ　Shirt", "linen shirt"),
        ("Café Ünïcode", "cafe unicode"),
        ("Stra\u00dfe", "strasse"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("line\x00break\ttab", "line break tab"),
        ("half\ud800surrogate", "halfsurrogate"),
        ("が", "が"),
    ],
)
def test_text_is_folded_to_what_is_compared(text: str, folded: str) -> None:
    assert fold_text(text) == folded


def test_chinese_becomes_characters_and_pairs_and_latin_stays_whole() -> None:
    assert terms_of("亚麻衬衫 Linen Shirt", "T恤") == [
        "亚", "麻", "衬", "衫", "亚麻", "麻衬", "衬衫", "linen", "shirt", "t", "恤",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("衬衫", '"衬衫"'),
        ("亚麻衬衫", '"亚麻" AND "麻衬" AND "衬衫"'),
        ("衫", '"衫"'),
        ("lin", '"lin"*'),
        ("linen shi", '"linen" AND "shi"*'),
        ("shi 亚麻", '"shi"* AND "亚麻"'),
        ("", ""),
        ("!?*\"'()", ""),
    ],
)
def test_a_query_asks_for_every_term_and_for_a_beginning_of_the_last_word(query: str, expression: str) -> None:
    assert match_query(query) == expression


@pytest.mark.parametrize("query", ["衬衫", "亚麻", "衫", "衬衫 亚麻", "linen 衬衫", "shirt lin", "LINEN", "Ｌｉｎｅｎ"])
def test_any_two_characters_words_in_any_order_and_beginnings_find_the_name(query: str) -> None:
    assert _found("亚麻衬衫 Linen Shirt", query)


@pytest.mark.parametrize("query", ["衬麻", "棉", "cotton", "inen", "linen cotton"])
def test_what_is_not_in_the_name_does_not_find_it(query: str) -> None:
    assert not _found("亚麻衬衫 Linen Shirt", query)


def test_four_thousand_characters_become_a_query_that_runs() -> None:
    for text in ("衬衫裤裙帽" * 800, " ".join(f"w{n}" for n in range(1000)), "x" * 4000):
        assert match_query(text).count(" AND ") < MAX_TERMS
        assert not _found("亚麻", text)


@given(st.text(max_size=60))
def test_no_text_is_a_syntax_error_and_every_text_finds_itself(text: str) -> None:
    if match_query(text):
        assert _found(text, text)
    else:
        assert terms_of(text) == []


@given(st.text(alphabet='"*()^:-+{}NEAR AND OR NOT 衬衫abc\x00', max_size=30))
def test_operators_of_the_search_engine_are_only_text(text: str) -> None:
    if match_query(text):
        assert _found(text, text)

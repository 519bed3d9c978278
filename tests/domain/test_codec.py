"""The codec: what is written is read back the same, and what does not fit is refused by name."""

import json
import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import codec
from kiosk.domain.catalogue import Location, Price, Publication, Style, Variant
from kiosk.domain.events import BODIES, GoodsReceived, OrderPlaced
from kiosk.domain.facts import OrderFacts, Stamp
from kiosk.domain.member import Member
from kiosk.domain.staff import StaffMember
from kiosk.domain.stock import StockRow
from kiosk.errors import InputError
from tests.domain.histories import known, random_history
from tests.domain.samples import sample

ROWS = (Location, Style, Variant, Price, Publication, StaffMember, Member, StockRow, Stamp)


@pytest.mark.parametrize("kind", [*BODIES.values(), *ROWS], ids=lambda kind: kind.__name__)
def test_every_body_and_row_comes_back_as_it_was(kind):
    rng = random.Random(kind.__name__)
    for _ in range(150):
        value = sample(kind, rng)
        raw = codec.dump(value)
        assert codec.load(kind, raw) == value
        assert codec.dump(codec.load(kind, raw)) == raw


def test_all_facts_of_an_order_come_back_as_they_were():
    for seed in range(150):
        facts = known(*random_history(seed))
        assert codec.load(OrderFacts, codec.dump(facts)) == facts


@pytest.mark.parametrize("kind", BODIES.values(), ids=lambda kind: kind.__name__)
def test_a_body_of_a_later_program_with_more_fields_is_still_read(kind):
    value = sample(kind, random.Random(3))
    document = json.loads(codec.dump(value)) | {"a_field_of_next_year": {"x": [1, None]}}
    assert codec.load(kind, json.dumps(document)) == value


@pytest.mark.parametrize("kind", BODIES.values(), ids=lambda kind: kind.__name__)
def test_a_missing_or_wrongly_typed_field_is_named(kind):
    document = json.loads(codec.dump(sample(kind, random.Random(4))))
    for name in document:
        for wrong in (1.5, True, [[1]], {"a": 1.5}):
            with pytest.raises(InputError, match=rf"\.{name}"):
                codec.load(kind, json.dumps(document | {name: wrong}))


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


@given(JSON)
def test_no_json_at_all_makes_reading_fail_in_another_way(document):
    for kind in (OrderPlaced, GoodsReceived):
        with pytest.raises(InputError):
            codec.from_json(kind, document)


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 100_000, b"9" * 5_000, b"null"])
def test_bytes_that_are_no_json_are_refused_politely(raw):
    with pytest.raises(InputError):
        codec.load(GoodsReceived, raw)


def _received(document: object, quantity: object = 1) -> bytes:
    return json.dumps({"location": "JA", "document": document, "lines": [{"sku": "A", "quantity": quantity}]}).encode()


def test_half_a_surrogate_pair_is_refused_where_it_comes_in_and_where_it_would_go_out():
    """It is legal JSON, but no UTF-8: a row with it could be stored neither by SQLite nor sent on."""
    assert codec.load(GoodsReceived, _received("\U0001f9e5")).document == "🧥"
    with pytest.raises(InputError, match=r"GoodsReceived\.document"):
        codec.load(GoodsReceived, _received("DN-\ud83e"))
    with pytest.raises(InputError, match="not text"):
        codec.dump(Member("m-1", "M-1", "caf\udce9"))


@pytest.mark.parametrize("number", [2**63, -(2**63), 10**30])
def test_a_number_that_no_column_holds_is_refused(number):
    with pytest.raises(InputError, match="too large"):
        codec.load(StockRow, json.dumps({"location": "JA", "sku": "A", "on_hand": number}))


def test_a_rule_of_the_type_broken_by_a_document_is_an_input_error():
    with pytest.raises(InputError, match="pieces"):
        codec.load(GoodsReceived, _received("DN-1", 0))


def test_fields_at_their_default_are_left_out_so_bodies_stay_small():
    assert codec.dump(StockRow("JA", "A", 3)) == b'{"location":"JA","sku":"A","on_hand":3}'


@dataclass(frozen=True)
class _Kept:
    pair: tuple[int, str]
    names: dict[str, int] = field(default_factory=dict)


def test_pairs_and_tables_keep_their_shape():
    value = _Kept((1, "a"), {"x": 2})
    assert codec.load(_Kept, codec.dump(value)) == value
    with pytest.raises(InputError, match="2 items"):
        codec.load(_Kept, '{"pair":[1]}')

"""Ten thousand random histories: one ledger at every end, to the cent, and a sentence for every entry."""

import random
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path

import pytest

from kiosk.domain import codec
from kiosk.domain.binding import MemberBindings
from kiosk.domain.credit import ledger, paid_at
from kiosk.domain.credit_entries import Entry, Number, State, Why
from kiosk.domain.credit_rules import CreditRule, CreditRules
from kiosk.domain.events import Event
from kiosk.domain.facts import OrderFacts, facts_of, merge
from kiosk.domain.fold import fold
from kiosk.domain.order import LineStatus, view
from kiosk.ports.storage import JournalTx
from kiosk.services.credit_words import CreditWords
from kiosk.storage.tablet import TabletStorage
from kiosk.storage.transaction import Transaction
from kiosk.texts import load_texts
from sync.hq.database import HqDatabase
from tests.credit.chance import END_MS, MEMBER, Chance, chance
from tests.domain.histories import Scribe
from tests.fakes import retailer
from tests.fakes.fold_store import MemoryFoldStore
from tests.storage.tablets import IDENTITY, Stream

HISTORIES, PORTIONS = 10_000, 10
#: As many of them go through the real tables of either end.
THROUGH_TABLES = 250
WORDS = {
    language: CreditWords(load_texts(language), retailer.JA, lambda party: party) for language in ("zh", "en")
}  # fmt: skip


def _known(told: tuple[Event, ...] | list[Event]) -> tuple[OrderFacts, dict[str, MemberBindings]]:
    store = MemoryFoldStore()
    for event in told:
        fold(store, event)
    return store.orders["order-1"], store.bound


def _ledger(drawn: Chance, told: tuple[Event, ...] | list[Event], now_ms: int = 0) -> tuple[Entry, ...]:
    facts, bound = _known(told)
    return ledger(facts, drawn.rules, bound, drawn.parties, now_ms or drawn.now_ms)


def _rebuilt(told: list[Event]) -> tuple[OrderFacts, dict[str, MemberBindings]]:
    """Once more from events as they are kept, through facts as they are kept."""
    facts, bound = _known(told)
    kept = {key: codec.load(MemberBindings, codec.dump(item)) for key, item in bound.items()}
    return codec.load(OrderFacts, codec.dump(facts)), kept


@pytest.mark.parametrize("portion", range(PORTIONS))
def test_every_history_gives_one_ledger_that_keeps_the_rule(portion: int) -> None:
    for seed in range(portion, HISTORIES, PORTIONS):
        drawn = chance(seed)
        facts, bound = _known(drawn.told)
        entries = ledger(facts, drawn.rules, bound, drawn.parties, drawn.now_ms)
        told = [*drawn.told, drawn.told[0]]
        random.Random(seed).shuffle(told)
        again, known = _rebuilt(told)
        assert ledger(again, drawn.rules, known, drawn.parties, drawn.now_ms) == entries, seed
        _keeps_the_rule(facts, drawn, entries)
        _is_told(entries)
        _comes_to_nothing_when_all_comes_back(drawn, facts, bound, entries)


def _keeps_the_rule(facts: OrderFacts, drawn: Chance, entries: tuple[Entry, ...]) -> None:
    seen = view(facts)
    assert seen is not None
    paid = paid_at(facts, seen)
    rule = drawn.rules.at(paid.at_ms) if paid else None
    base = {item.line.line_id: item.price_minor for item in seen.lines}
    given: defaultdict[tuple[str, Number], int] = defaultdict(int)
    left: defaultdict[str, int] = defaultdict(int)
    for entry in entries:
        left[entry.key if not entry.reverses else entry.reverses] += entry.amount_minor
        if not entry.reverses:
            given[entry.line_id, entry.number] += entry.amount_minor
    assert all(minor >= 0 for minor in left.values()), "nobody owes more than they were given"
    for (line_id, number), minor in given.items():
        if number is Number.REVENUE:
            assert minor == base[line_id]
        if number is Number.COMMISSION:
            assert rule is not None
            assert minor == rule.commission_minor(base[line_id]) <= base[line_id] * rule.rate_bp / 10_000
    counted = Counter((entry.line_id, entry.party) for entry in _given(entries, Number.CREDIT) if _undecided(entry))
    assert not counted or max(counted.values()) == 1, "nobody counts a line twice"
    assert len({entry.key for entry in entries}) == len(entries)


def _given(entries: tuple[Entry, ...], number: Number) -> list[Entry]:
    return [entry for entry in entries if entry.number is number and not entry.reverses]


def _undecided(entry: Entry) -> bool:
    return entry.reason.code is not Why.DECIDED


def _is_told(entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        said = [words.sentence(entry) for words in WORDS.values()]
        assert all(said)
        assert len(set(said)) == 2
        assert "{" not in "".join(said)


def _comes_to_nothing_when_all_comes_back(
    drawn: Chance, facts: OrderFacts, bound: dict[str, MemberBindings], entries: tuple[Entry, ...]
) -> None:
    scribe = Scribe(999_999)
    lines = [line.line_id for line in facts.placed[0].body.lines]
    back = scribe.returned(*lines, pieces=3, after_s=86_400 * 300)
    whole = merge(facts, facts_of(back))
    assert whole is not None
    after = ledger(whole, drawn.rules, bound, drawn.parties, END_MS)
    assert sum(entry.amount_minor for entry in after) == 0
    assert {entry.state for entry in after} <= {State.REVERSED}
    as_given = [(entry.key, entry.amount_minor, entry.party) for entry in entries if not entry.reverses]
    assert [(entry.key, entry.amount_minor, entry.party) for entry in after if not entry.reverses] == as_given or any(
        drawn.parties.left_ms
    )


def test_the_histories_are_rich_enough_to_prove_something() -> None:
    codes: Counter[Why] = Counter()
    states: Counter[State] = Counter()
    for seed in range(2_000):
        drawn = chance(seed)
        for entry in _ledger(drawn, drawn.told):
            codes[entry.reason.code] += 1
            states[entry.state] += 1
    assert set(codes) == set(Why)
    assert min(codes.values()) > 20
    assert min(states.values()) > 500


def test_time_alone_changes_states_and_no_amount() -> None:
    for seed in range(500):
        drawn = chance(seed)
        soon, late = _ledger(drawn, drawn.told), _ledger(drawn, drawn.told, END_MS)
        assert [(entry.key, entry.party, entry.amount_minor) for entry in soon] == [
            (entry.key, entry.party, entry.amount_minor) for entry in late
        ]


def test_a_share_without_anybody_ends_at_the_house_whatever_a_rule_says() -> None:
    circle = {"selling_guide": "bound_guide", "bound_guide": "online_team", "online_team": "selling_guide"}
    rule = CreditRule("circle", 0, 1_000, {"selling_guide": 100}, {"online_team": 100}, circle, (), 0, 0, 0)
    for seed in range(200):
        drawn = chance(seed)
        facts, _ = _known(drawn.told)
        entries = ledger(facts, CreditRules((rule,)), {}, drawn.parties, END_MS)
        assert all(entry.party for entry in entries)


@pytest.fixture(scope="module")
def histories() -> list[tuple[str, Chance]]:
    """Orders of their own, so that all of them fit into one file."""
    return [(f"order-{seed}", chance(seed, f"order-{seed}")) for seed in range(THROUGH_TABLES)]


def test_tablet_and_head_office_agree_through_their_tables(tmp_path: Path, histories: list[tuple[str, Chance]]) -> None:
    """A tablet knows its own events and HQ's rows of all others'; HQ has all of them, in an order of its own."""
    database = HqDatabase(tmp_path / "hq.db")
    tablet = TabletStorage.create(tmp_path / "tablet", IDENTITY)
    stream = Stream("shop.JA")
    for order_id, drawn in histories:
        with database.write() as tx:
            for event in reversed(drawn.told):
                fold(tx.store, event)
            bound_at_hq = tx.store.bindings(MEMBER)
        ours = [event for event in drawn.told if event.device == "ja-02"]
        theirs = MemoryFoldStore()
        for event in drawn.told:
            if event.device != "ja-02":
                fold(theirs, event)
        tablet.journal.run(partial(_fold_here, ours))
        for key, facts in theirs.orders.items():
            stream.put("order", key, facts)
        if bound_at_hq is not None:
            stream.put("binding", MEMBER, bound_at_hq)
        stream.pull(tablet.shop)
        known = tablet.reader.bindings(MEMBER)
        at_tablet = tablet.reader.order(order_id)
        with database.read() as read:
            raw = read.conn.exec_driver_sql("SELECT facts FROM order_facts WHERE order_id = ?", (order_id,))
            at_hq = codec.load(OrderFacts, raw.scalar_one())
        assert at_tablet is not None
        assert known == bound_at_hq
        bindings = {MEMBER: known} if known else {}
        assert ledger(at_tablet, drawn.rules, bindings, drawn.parties, drawn.now_ms) == ledger(
            at_hq, drawn.rules, bindings, drawn.parties, drawn.now_ms
        )
    tablet.close()
    database.close()


def _fold_here(ours: list[Event], tx: JournalTx) -> None:
    assert isinstance(tx, Transaction)
    for event in ours:
        fold(tx._fold, event)


def test_what_is_refused_after_payment_is_taken_back_and_never_given_before_it() -> None:
    found = 0
    for seed in range(2_000):
        drawn = chance(seed)
        facts, bound = _known(drawn.told)
        seen = view(facts)
        assert seen is not None
        gone = {item.line.line_id for item in seen.lines if item.status is LineStatus.REFUSED}
        entries = ledger(facts, drawn.rules, bound, drawn.parties, drawn.now_ms)
        net = Counter[str]()
        for entry in entries:
            net[entry.line_id] += entry.amount_minor
        assert all(net[line_id] == 0 for line_id in gone)
        found += any(entry.line_id in gone for entry in entries)
    assert found > 20

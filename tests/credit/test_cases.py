"""Worked cases: what happened, and what the ledger has to say about it, thought through by hand."""

import random
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.credit_entries import Entry, Number
from kiosk.domain.money import format_minor, parse_minor
from kiosk.services.credit_words import CreditWords
from kiosk.texts import load_texts
from tests.credit.story import Story, moment_ms, rules_named
from tests.fakes import retailer

FOLDER = Path(__file__).parent
THEMES = sorted(FOLDER.glob("*.toml"))


def _cases() -> list[Any]:
    found = []
    for path in THEMES:
        document = tomllib.loads(path.read_text("utf-8"))
        rules, cases = document["rules"], document["case"]
        found += [pytest.param({"rules": rules, **case}, id=f"{path.stem}: {case['name']}") for case in cases]
    return found


def _told(case: dict[str, Any]) -> tuple[Story, tuple[Entry, ...]]:
    story = Story()
    for line in case["happens"]:
        story.tell(line)
    return story, story.ledger(rules_named(case["rules"]), moment_ms(case["on"]))


def _words(language: str) -> CreditWords:
    return CreditWords(load_texts(language), retailer.JA, lambda party: party)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2212", "-")


def _shown(entry: Entry) -> str:
    money = format_minor(entry.amount_minor, symbol=False)
    return _plain(f"{entry.party} {money} {entry.state.value} | {_words('en').sentence(entry)}")


def _net(entries: tuple[Entry, ...], number: Number) -> dict[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for entry in entries:
        if entry.number is number:
            sums[entry.party] += entry.amount_minor
    return {party: minor for party, minor in sums.items() if minor}


def _expected(rows: list[str]) -> dict[str, int]:
    pairs = (row.rpartition(" ") for row in rows)
    return {party: parse_minor(minor) for party, _, minor in pairs}


@pytest.mark.parametrize("case", _cases())
def test_the_ledger_says_what_was_worked_out(case: dict[str, Any]) -> None:
    _, entries = _told(case)
    assert [_shown(entry) for entry in entries if entry.number is Number.COMMISSION] == case["commission"]
    assert _net(entries, Number.CREDIT) == _expected(case["credit"])
    assert _net(entries, Number.REVENUE) == _expected(case["revenue"])
    flagged = {entry.party for entry in entries if entry.own_purchase}
    assert bool(flagged) == case.get("flagged", False)


@pytest.mark.parametrize("case", _cases())
def test_every_entry_is_told_in_both_languages_and_order_of_arrival_is_nothing(
    case: dict[str, Any],
) -> None:
    story, entries = _told(case)
    for entry in entries:
        zh, en = (_words(language).sentence(entry) for language in ("zh", "en"))
        assert zh
        assert zh != en
        assert not set("{}") & set(zh + en)
    for seed in range(5):
        told = story.told * 2
        random.Random(seed).shuffle(told)
        assert story.ledger(rules_named(case["rules"]), moment_ms(case["on"]), told) == entries


def test_there_are_eighty_cases_and_each_is_told_once() -> None:
    cases = [item.values[0] for item in _cases()]
    assert len(cases) >= 80
    assert len({str((case["rules"], case["happens"], case["on"])) for case in cases}) == len(cases)

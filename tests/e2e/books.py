"""Both ends' books, read by nobody's code but SQL and JSON, and what must be true of them after any day."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drivers.escpos_ops import DecodedSlip
from kiosk.domain.money import format_minor

ORDER_NUMBER = re.compile(r"\b[A-Z]{2}-\d{2}-[A-Z]+-\d{6}\b")


@dataclass(frozen=True)
class Fact:
    """One event as the file holds it."""

    seq: int
    id: str
    type: str
    body: dict[str, Any]
    chain: str
    epoch: int = 1


@dataclass(frozen=True)
class Books:
    """What one end holds of one device, and its figures of stock."""

    facts: tuple[Fact, ...]
    on_hand: dict[tuple[str, str], int] = field(default_factory=dict)
    order_totals: dict[str, list[int]] = field(default_factory=dict)  # number → totals of all orders of that number

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [fact.body for fact in self.facts if fact.type == kind]

    @property
    def totals(self) -> dict[str, int]:
        """Orders by number; fails on a number that was given twice."""
        placed = self.of("OrderPlaced")
        numbers = Counter(body["number"] for body in placed)
        assert not [number for number, count in numbers.items() if count > 1], numbers
        return {body["number"]: body["total_minor"] for body in placed}

    @property
    def receipts(self) -> list[str]:
        return [body["receipt_number"] for body in self.of("OrderPaid")]


def rows(path: Path, sql: str, *values: object) -> list[Any]:
    """Read a file whose owner has ended."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as conn:
        return conn.execute(sql, values).fetchall()


def tablet_books(folder: Path) -> Books:
    facts = rows(folder / "journal.db", "SELECT seq, id, type, body, chain, epoch FROM event ORDER BY epoch, seq")
    stock = rows(folder / "shop.db", "SELECT location, sku, on_hand FROM stock")
    return Books(_facts(facts), {(place, sku): pieces for place, sku, pieces in stock})


def hq_books(folder: Path, device: str) -> Books:
    """HQ's copy of one device's journal, the orders it made of everything, and its stock."""
    path = folder / "hq.db"
    facts = rows(
        path, "SELECT seq, id, type, body, chain, epoch FROM event WHERE device = ? ORDER BY epoch, seq", device
    )
    stock = rows(path, "SELECT location, sku, on_hand FROM stock")
    return Books(_facts(facts), {(place, sku): pieces for place, sku, pieces in stock}, _orders(path))


def device_of(folder: Path) -> str:
    """The identity HQ gave to the tablet of a folder."""
    found: str = json.loads((folder / "identity.json").read_text("utf-8"))["device"]
    return found


def _facts(found: Iterable[tuple[Any, ...]]) -> tuple[Fact, ...]:
    return tuple(Fact(seq, key, kind, json.loads(body), chain, epoch) for seq, key, kind, body, chain, epoch in found)


def _orders(path: Path) -> dict[str, list[int]]:
    totals: dict[str, list[int]] = {}
    for (text,) in rows(path, "SELECT facts FROM order_facts WHERE number <> ''"):
        placed = json.loads(text)["placed"][0]["body"]
        totals.setdefault(placed["number"], []).append(placed["total_minor"])
    return totals


def assert_same_history(tablet: Books, hq: Books) -> None:
    """HQ holds what the tablet wrote: all of it, once, in its order, unchanged."""
    assert [fact.seq for fact in tablet.facts] == list(range(1, len(tablet.facts) + 1))
    assert [(fact.epoch, fact.seq, fact.id, fact.chain) for fact in hq.facts] == [
        (fact.epoch, fact.seq, fact.id, fact.chain) for fact in tablet.facts
    ]
    assert {number: [total] for number, total in tablet.totals.items()} == {
        number: totals for number, totals in hq.order_totals.items() if number in tablet.totals
    }


def assert_gapless(numbers: Iterable[str]) -> None:
    """Each series of `JA-01-A-000001` … counts up from 1 without a hole and without a number twice."""
    series: dict[str, list[int]] = {}
    for number in numbers:
        prefix, _, count = number.rpartition("-")
        series.setdefault(prefix, []).append(int(count))
    for prefix, counts in series.items():
        assert sorted(counts) == list(range(1, len(counts) + 1)), (prefix, sorted(counts))


def assert_kept(books: Books, answered: dict[str, int], slips: Iterable[DecodedSlip]) -> None:
    """Every order whose number somebody was told, by an answer or on paper, is in the books with that total."""
    totals = books.totals
    assert {number: totals.get(number) for number in answered} == answered
    for slip in slips:
        for number in slip.barcodes:
            if ORDER_NUMBER.fullmatch(number):
                assert number in totals, (number, slip.text)
        if slip.cut and not slip_is_receipt(slip, books):
            (number,) = {code for code in slip.barcodes if ORDER_NUMBER.fullmatch(code)}
            assert format_minor(totals[number]) in plain(slip.text), (totals[number], slip.text)


def slip_is_receipt(slip: DecodedSlip, books: Books) -> bool:
    return any(number in slip.text for number in books.receipts)


def numbers_on(slip: DecodedSlip) -> list[str]:
    """All numbers of orders that can be read on a slip."""
    return [*ORDER_NUMBER.findall(slip.text), *(code for code in slip.barcodes if ORDER_NUMBER.fullmatch(code))]


def plain(text: str) -> str:
    """Paper has the full-width sign for yuan."""
    return text.replace("￥", "¥")


def assert_handed_over_once(books: Books) -> None:
    lines = [(body["order_id"], line["line_id"]) for body in books.of("GoodsHandedOver") for line in body["lines"]]
    assert [line for line, count in Counter(lines).items() if count > 1] == []


def moved(books: Books, shop: str) -> Counter[tuple[str, str]]:
    """What the tablet's facts did to stock, counted here by hand: (location, SKU) → change."""
    orders = {body["order_id"]: body for body in books.of("OrderPlaced")}
    change: Counter[tuple[str, str]] = Counter()
    for body in books.of("GoodsHandedOver"):
        lines = {line["line_id"]: line for line in orders[body["order_id"]]["lines"]}
        for handed in body["lines"]:
            line = lines[handed["line_id"]]
            change[handed["location"], line["sku"]] -= line["quantity"]
    for body in books.of("GoodsReceived"):
        for line in body["lines"]:
            change[shop, line["sku"]] += line["quantity"]
            if body.get("from_location"):
                change[body["from_location"], line["sku"]] -= line["quantity"]
    for body in books.of("StockCounted"):
        for line in body["lines"]:
            change[shop, line["sku"]] += line["counted"] - line["expected"]
    return change

"""The ledger of a month as CSV: for payroll and targets, with the sentence that the guide reads."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple, TextIO

from kiosk.domain.catalogue import Location
from kiosk.services.credit_words import CreditWords
from kiosk.texts import LANGUAGES, load_texts
from sync.hq.crediting import CreditBooks, Moved
from sync.hq.database import HqDatabase
from sync.hq.exporter import harmless


class CreditRow(NamedTuple):
    """One entry. Amounts in minor units, below zero where something is taken back; times in UTC (ISO 8601). Add up one
    `number` at a time: credit may count a sale several times, commission and revenue once."""

    number: str
    party: str
    name: str
    amount_minor: int
    currency: str
    state: str
    at: str
    earned_from: str
    order_number: str
    shop: str
    line: str
    sku: str
    role: str
    percent: int
    base_minor: int
    rule: str
    reason: str
    own_purchase: str
    dispute: str
    entry: str
    reverses: str
    sentence_zh: str
    sentence_en: str


CREDIT_COLUMNS = CreditRow._fields


def credit_rows(database: HqDatabase, month: str) -> Iterator[CreditRow]:
    """What moved in the month (`2026-10`). Raises InputError when it is none."""
    with database.read() as read:
        books = CreditBooks(read, database.clock())
        places = read.locations()
        for moved in books.month(month):
            here = places.get(moved.order.placed.shop) or next(iter(places.values()))
            yield _row(moved, books, here)


def write_credit(database: HqDatabase, month: str, file: TextIO) -> int:
    """Write the rows as CSV with a header; returns how many."""
    writer = csv.writer(file)
    writer.writerow(CREDIT_COLUMNS)
    count = 0
    for row in credit_rows(database, month):
        writer.writerow(harmless(value) for value in row)
        count += 1
    return count


def _row(moved: Moved, books: CreditBooks, here: Location) -> CreditRow:
    entry, placed = moved.entry, moved.order.placed
    words = {
        language: CreditWords(load_texts(language), here, books.name, placed.currency).sentence(entry)
        for language in LANGUAGES
    }
    line = next(line for line in placed.lines if line.line_id == entry.line_id)
    return CreditRow(
        number=entry.number.value,
        party=entry.party,
        name=books.name(entry.party),
        amount_minor=entry.amount_minor,
        currency=placed.currency,
        state=entry.state.value,
        at=_utc(entry.at_ms),
        earned_from=_utc(entry.due_ms) if entry.due_ms else "",
        order_number=placed.number,
        shop=placed.shop,
        line=entry.line_id,
        sku=line.sku,
        role=entry.role.value,
        percent=entry.percent,
        base_minor=entry.base_minor,
        rule=entry.rule,
        reason=entry.reason.code.value,
        own_purchase="yes" if entry.own_purchase else "",
        dispute=entry.dispute.value,
        entry=entry.key,
        reverses=entry.reverses,
        sentence_zh=words["zh"],
        sentence_en=words["en"],
    )


def _utc(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="seconds")

"""What the days of an invoice file come to, added up by SQL alone: it imports nothing of the product.

Rows are sales, or cancellations (an invoice number with C). A cancellation is good when the same customer bought as
many of the article at that price before, in this file, and has not given them back. Sums are in hundredths.

`python -m tests.replay.ledger FILE.csv` prints a line a day.
"""

import csv
import sqlite3
import sys
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple


class Day(NamedTuple):
    date: str
    sold: int
    sales: int  # lines
    returned: int
    returns: int  # lines
    refused: int  # lines


_TABLE = """
CREATE TABLE row (
  id INTEGER PRIMARY KEY, invoice TEXT, article TEXT, pieces INTEGER, at TEXT, price INTEGER, customer TEXT, kind TEXT
)
"""
_BALANCE = """
SELECT coalesce(sum(CASE kind WHEN 'sale' THEN pieces WHEN 'return' THEN pieces END), 0) FROM row
WHERE article = ? AND customer = ? AND price = ? AND id < ? AND kind IN ('sale', 'return')
"""
_DAYS = """
SELECT substr(at, 1, 10),
       coalesce(sum(pieces * price) FILTER (WHERE kind = 'sale'), 0), count(*) FILTER (WHERE kind = 'sale'),
       coalesce(sum(-pieces * price) FILTER (WHERE kind = 'return'), 0), count(*) FILTER (WHERE kind = 'return'),
       count(*) FILTER (WHERE kind = 'refused')
FROM row GROUP BY 1 ORDER BY 1
"""


def days(path: Path) -> list[Day]:
    """A day of the file each, in order."""
    database = sqlite3.connect(":memory:")
    database.execute(_TABLE)
    database.execute("CREATE INDEX wanted ON row (article, customer, price, id)")
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            pieces, price = int(row["Quantity"]), int((Decimal(row["UnitPrice"]) * 100).to_integral_exact())
            told = (row["InvoiceNo"], row["StockCode"], pieces, row["InvoiceDate"], price, row["CustomerID"])
            database.execute("INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (number, *told, _kind(row, price)))
    _judge_cancellations(database)
    return [Day(*found) for found in database.execute(_DAYS)]


def _kind(row: dict[str, str], price: int) -> str:
    if price <= 0:
        return "refused"
    if row["InvoiceNo"].startswith("C"):
        return "cancellation"
    return "sale" if int(row["Quantity"]) > 0 else "refused"


def _judge_cancellations(database: sqlite3.Connection) -> None:
    asked = "SELECT id, article, customer, price, pieces FROM row WHERE kind = 'cancellation' ORDER BY id"
    for number, article, customer, price, pieces in database.execute(asked).fetchall():
        (bought,) = database.execute(_BALANCE, (article, customer, price, number)).fetchone()
        kind = "return" if bought + pieces >= 0 else "refused"
        database.execute("UPDATE row SET kind = ? WHERE id = ?", (kind, number))


if __name__ == "__main__":
    for day in days(Path(sys.argv[1])):
        print(f"{day.date}  sold {day.sold / 100:>12,.2f} ({day.sales:,})", end="")
        print(f"  returned {day.returned / 100:>10,.2f} ({day.returns:,})  refused {day.refused:,}")

"""Plays a whole file through the till and compares each day with the ledger: `python -m tests.replay FILE.csv`."""

import sys
import tempfile
from pathlib import Path

from tests.replay import ledger
from tests.replay.month import Month, lines
from tests.replay.test_month import summed


def main(path: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        month = Month(Path(folder), list(lines(path)))
        month.play()
        different = 0
        for day in ledger.days(path):
            played, z = summed(day.date, month.days[day.date]), month.closed[day.date]
            same = played == day and (z.figures.paid.amount_minor, z.figures.returned.amount_minor) == day[1:4:2]
            different += not same
            print(f"{day.date}  {day.sold / 100:>12,.2f} sold  {day.returned / 100:>10,.2f} returned  ", end="")
            told = f"till and {z.number} as the ledger" if same else f"the till says {played}, its Z {z.figures}"
            print(f"{day.refused:>4} refused  {told}")
        month.close()
    print(f"{len(month.orders):,} orders, {different} days differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""`kiosk order refund`, `other-way`, `decide`: an order that needs attention, repaired from a terminal."""

from pathlib import Path

import click

from kiosk.cli import data_option
from kiosk.cli.shop import ask, badge_option, manager_badge_option, manager_pin_option, order, pin_option, with_manager
from kiosk.domain.events import Fulfilment
from kiosk.domain.repairs import SETTLED_BY_WORD, RefundReason

_folder = data_option("tablet")


@order.command()
@click.argument("number")
@click.argument("lines", nargs=-1)
@click.option("--reason", type=click.Choice(list(RefundReason)), default=RefundReason.SHOPPER_CANCELS.value)
@click.option("--cash", default="", help="The part of it that is given back in cash.")
@click.option("--reference", default="", help="The external terminal's reference; it has what cash does not.")
@click.option("--wallet", default="", help="The same for a wallet that was scanned.")
@manager_badge_option
@manager_pin_option
@badge_option
@pin_option
@_folder
def refund(number: str, lines: tuple[str, ...], data: Path, **said: str) -> None:
    """Give back the money of LINES that have not gone out, and of what was paid beyond the order; in cash unless a
    reference is named. Without LINES only the latter."""
    if said["reference"] and said["wallet"]:
        raise click.UsageError("Give either --reference or --wallet.")
    ask(data, "refund", number=number, lines=list(lines) or None, **with_manager(said))


@order.command("other-way")
@click.argument("number")
@click.argument("line")
@click.option("--kind", type=click.Choice(list(Fulfilment)), default=None, help="By default the best there is.")
@click.option("--source", default="", help="From which location.")
@badge_option
@pin_option
@_folder
def other_way(number: str, line: str, kind: str | None, data: Path, **said: str) -> None:
    """Ask another source for a LINE that head office refused."""
    ask(data, "other-way", number=number, line=line, kind=kind, **said)


@order.command()
@click.argument("number")
@click.argument("mark", type=click.Choice(sorted(SETTLED_BY_WORD)))
@click.option("--reason", required=True)
@manager_badge_option
@manager_pin_option
@badge_option
@pin_option
@_folder
def decide(number: str, mark: str, data: Path, **said: str) -> None:
    """A manager leaves as it is what the order is marked with."""
    ask(data, "decide", number=number, mark=mark, **with_manager(said))

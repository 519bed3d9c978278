"""`kiosk day …`: the drawer's day from a terminal, through the running kiosk or, alone, on files."""

from pathlib import Path

import click

from kiosk.cli import data_option
from kiosk.cli.shop import ask, badge_option, pin_option

_folder = data_option("tablet")


@click.group()
def day() -> None:
    """Open the day, move cash, read it (X), close it (Z)."""


@day.command("open")
@click.argument("float_", metavar="FLOAT")
@badge_option
@pin_option
@_folder
def open_day(float_: str, badge: str, pin: str, data: Path) -> None:
    """Begin the day with a FLOAT in the drawer, e.g. 500."""
    ask(data, "day-open", float=float_, badge=badge, pin=pin)


@day.command()
@click.argument("amount")
@click.option("--out", is_flag=True, help="Out of the drawer, not into it.")
@click.option("--reason", required=True, help="change, bank, expense, correction or other.")
@click.option("--note", default="", help="For the slip and the journal.")
@badge_option
@pin_option
@_folder
def cash(amount: str, out: bool, reason: str, note: str, badge: str, pin: str, data: Path) -> None:
    """Put AMOUNT into the drawer, or take it out; a manager's."""
    signed = f"-{amount}" if out else amount
    ask(data, "day-cash", amount=signed, reason=reason, note=note, badge=badge, pin=pin)


@day.command()
@badge_option
@pin_option
@_folder
def x(badge: str, pin: str, data: Path) -> None:
    """Print what the day has come to; nothing else happens."""
    ask(data, "day-x", badge=badge, pin=pin)


@day.command()
@click.argument("counted")
@badge_option
@pin_option
@_folder
def close(counted: str, badge: str, pin: str, data: Path) -> None:
    """Close the day with what was COUNTED in the drawer; a manager's, once."""
    ask(data, "day-close", counted=counted, badge=badge, pin=pin)


@day.command()
@click.argument("number", default="")
@badge_option
@pin_option
@_folder
def z(number: str, badge: str, pin: str, data: Path) -> None:
    """The last closings; with a NUMBER that one, printed again as a copy."""
    ask(data, "day-z", number=number, badge=badge, pin=pin)

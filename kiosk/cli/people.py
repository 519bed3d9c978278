"""`kiosk people …`: who may unlock the shop's tablets, from a terminal, with a manager's badge and PIN."""

import sys
from pathlib import Path

import click

from kiosk.cli import data_option
from kiosk.cli.shop import ask, badge_option, pin_option

_folder = data_option("tablet")


@click.group()
def people() -> None:
    """Let a new guide in, switch a lost badge off."""


@people.command("list")
@badge_option
@pin_option
@_folder
def list_people(badge: str, pin: str, data: Path) -> None:
    """Who works in this shop."""
    ask(data, "people", badge=badge, pin=pin)


@people.command()
@click.argument("name")
@click.option("--role", type=click.Choice(["guide", "manager"]), default="guide")
@badge_option
@pin_option
@_folder
def add(name: str, role: str, badge: str, pin: str, data: Path) -> None:
    """Let NAME in. Asks for their PIN twice, and for the code of a blank badge; an empty one prints a badge."""
    new_pin = _secret("The new guide's PIN")
    if _secret("Once more") != new_pin:
        raise click.ClickException("The two PINs were not the same. Nothing was changed.")
    new_badge = _secret("Code of a blank badge (empty: print one)")
    ask(data, "people-add", name=name, role=role, new_pin=new_pin, new_badge=new_badge, badge=badge, pin=pin)


@people.command()
@click.argument("who")
@badge_option
@pin_option
@_folder
def revoke(who: str, badge: str, pin: str, data: Path) -> None:
    """The badge of WHO (an id, or a name that only one person has) is lost: it is off at once, for good."""
    ask(data, "people-revoke", who=who, badge=badge, pin=pin)


def _secret(question: str) -> str:
    """Typed unseen at a terminal, or a line of standard input; never an argument, which other programs can read."""
    if sys.stdin.isatty():
        typed: str = click.prompt(question, default="", hide_input=True, show_default=False)
        return typed.strip()
    return sys.stdin.readline().strip()

"""`kiosk credit …`: what a guide has and why, from a terminal, with their badge and PIN."""

from pathlib import Path

import click

from kiosk.cli import data_option
from kiosk.cli.shop import ask, badge_option, manager_badge_option, manager_pin_option, pin_option, with_manager

_folder = data_option("tablet")


@click.group()
def credit() -> None:
    """What a guide has and why; claims, disputes, members handed over."""


@credit.command()
@click.option("--month", is_flag=True, help="Since the first of this month; default: today.")
@click.option("--guide", default="", help="Of a colleague (for a manager).")
@badge_option
@pin_option
@_folder
def mine(month: bool, guide: str, badge: str, pin: str, data: Path) -> None:
    """What is pending, earned, taken back, and every entry with its sentence."""
    ask(data, "credit", month=month or None, guide=guide, badge=badge, pin=pin)


@credit.command()
@click.argument("number")
@badge_option
@pin_option
@_folder
def order(number: str, badge: str, pin: str, data: Path) -> None:
    """Who has what of order NUMBER, and why."""
    ask(data, "credit-order", number=number, badge=badge, pin=pin)


@credit.command()
@click.argument("number")
@click.option("--line", "lines", multiple=True, help="Of one line; default: all.")
@click.option("--guide", default="", help="Whose it is; default: whose badge it is. Another one needs a manager.")
@click.option("--reason", default="")
@badge_option
@pin_option
@manager_badge_option
@manager_pin_option
@_folder
def claim(number: str, lines: tuple[str, ...], data: Path, **said: str) -> None:
    """I sold it, but my badge was not there. After payment with a manager's badge, PIN and a reason."""
    ask(data, "credit-claim", number=number, lines=list(lines) or None, **with_manager(said))


@credit.command()
@click.argument("number")
@click.argument("entry")
@click.argument("words")
@badge_option
@pin_option
@_folder
def dispute(number: str, entry: str, words: str, badge: str, pin: str, data: Path) -> None:
    """Do not agree with ENTRY (as in `kiosk credit order`) of order NUMBER, and say why."""
    ask(data, "credit-dispute", number=number, entry=entry, words=words, badge=badge, pin=pin)


@credit.command()
@badge_option
@pin_option
@_folder
def disputes(badge: str, pin: str, data: Path) -> None:
    """Entries that wait for a manager's word."""
    ask(data, "credit-disputes", badge=badge, pin=pin)


@credit.command()
@click.argument("number")
@click.argument("entry")
@click.argument("reason")
@click.option("--goes-to", default="", help="The guide's id; default: it stands as it is.")
@badge_option
@pin_option
@_folder
def decide(number: str, entry: str, reason: str, goes_to: str, badge: str, pin: str, data: Path) -> None:
    """A manager's word on ENTRY of order NUMBER, with a REASON that everybody concerned reads."""
    ask(data, "credit-decide", number=number, entry=entry, reason=reason, goes_to=goes_to, badge=badge, pin=pin)


@credit.command()
@click.argument("guide")
@badge_option
@pin_option
@_folder
def members(guide: str, badge: str, pin: str, data: Path) -> None:
    """Whose guide GUIDE is now."""
    ask(data, "credit-members", guide=guide, badge=badge, pin=pin)


@credit.command("hand-over")
@click.argument("from_guide")
@click.argument("to_guide")
@click.option("--member", "members", multiple=True, help="Only this one; default: all.")
@badge_option
@pin_option
@_folder
def hand_over(from_guide: str, to_guide: str, members: tuple[str, ...], badge: str, pin: str, data: Path) -> None:
    """A manager gives the members of FROM_GUIDE to TO_GUIDE; history and windows stay."""
    chosen = list(members) or None
    ask(data, "credit-hand-over", from_guide=from_guide, to_guide=to_guide, members=chosen, badge=badge, pin=pin)

"""`kiosk order …` and `kiosk stock …`: the same sale from a terminal, through the running kiosk or, alone, on files."""

import json
from pathlib import Path
from typing import Any

import click

from kiosk.cli import data_option
from kiosk.control import ControlClient, running

_folder = data_option("tablet")
badge_option = click.option("--badge", envvar="KIOSK_BADGE", required=True, help="The guide's badge.")
pin_option = click.option("--pin", envvar="KIOSK_PIN", prompt="PIN", hide_input=True, help="The guide's PIN.")
_language = click.option("--language", type=click.Choice(["zh", "en"]), default=None)


def ask(data: Path, verb: str, **args: Any) -> None:
    """Print what comes of the verb; what was not given is left out."""
    given = {name: value for name, value in args.items() if value not in (None, "")}
    click.echo(json.dumps(_answer(data, verb, given), ensure_ascii=False, indent=1))


def _answer(data: Path, verb: str, given: dict[str, Any]) -> Any:
    """Of the kiosk that runs on the folder, else done here, on its files."""
    if running(data):
        with ControlClient(data) as client:
            return client.call(verb, **given)
    from kiosk.bootstrap.tablet import do_alone

    return do_alone(data, verb, given)


@click.group()
def order() -> None:
    """Search, order, pay, hand over, cancel."""


@order.command()
@click.argument("text", default="")
@click.option("--limit", default=20)
@_language
@_folder
def search(text: str, limit: int, language: str | None, data: Path) -> None:
    """Styles that match TEXT, most popular first."""
    ask(data, "search", text=text, limit=limit, language=language)


@order.command()
@click.argument("style")
@_language
@_folder
def show(style: str, language: str | None, data: Path) -> None:
    """A style (id, SKU or GTIN) with its variants and the ways to get each."""
    ask(data, "show", style=style, language=language)


@order.command()
@click.argument("lines", nargs=-1, required=True)
@click.option("--phone", default="", help="Needed for anything that is not taken now.")
@_language
@_folder
def place(lines: tuple[str, ...], phone: str, language: str | None, data: Path) -> None:
    """Order LINES, each `SKU[*pieces][:kind[:source]]`, e.g. `YJ-1/INDIGO/M*2:deliver`."""
    ask(data, "place", lines=list(lines), phone=phone, language=language)


@order.command()
@click.argument("number")
@_folder
def status(number: str, data: Path) -> None:
    """An order with the state of each line."""
    ask(data, "status", number=number)


@order.command("list")
@_folder
def list_orders(data: Path) -> None:
    """Open orders, newest first."""
    ask(data, "orders")


@order.command()
@click.argument("number")
@click.option("--cash", default="", help="What the shopper gave, e.g. 700 or 683.50.")
@click.option("--reference", default="", help="The external terminal's reference.")
@badge_option
@pin_option
@_folder
def pay(number: str, cash: str, reference: str, badge: str, pin: str, data: Path) -> None:
    """Take payment in full."""
    if bool(cash) == bool(reference):
        raise click.UsageError("Give either --cash or --reference.")
    ask(data, "pay", number=number, cash=cash, reference=reference, badge=badge, pin=pin)


@order.command()
@click.argument("number")
@badge_option
@pin_option
@_folder
def ready(number: str, badge: str, pin: str, data: Path) -> None:
    """Goods of the order wait here: packed, or arrived."""
    ask(data, "ready", number=number, badge=badge, pin=pin)


@order.command("hand-over")
@click.argument("code")
@badge_option
@pin_option
@_folder
def hand_over(code: str, badge: str, pin: str, data: Path) -> None:
    """Hand over by pick-up code (or order number)."""
    ask(data, "hand-over", code=code, badge=badge, pin=pin)


@order.command()
@click.argument("number")
@click.option("--reference", default="", help="The carrier's number of the parcel.")
@badge_option
@pin_option
@_folder
def dispatch(number: str, reference: str, badge: str, pin: str, data: Path) -> None:
    """A parcel with what this shop sends of the order left for the shopper's door."""
    ask(data, "dispatch", number=number, reference=reference, badge=badge, pin=pin)


@order.command()
@click.argument("number")
@click.option("--reason", required=True)
@badge_option
@pin_option
@_folder
def cancel(number: str, reason: str, badge: str, pin: str, data: Path) -> None:
    """Cancel before payment."""
    ask(data, "cancel", number=number, reason=reason, badge=badge, pin=pin)


@order.command("call-backs")
@badge_option
@pin_option
@_folder
def call_backs(badge: str, pin: str, data: Path) -> None:
    """Shoppers to call about what HQ refused."""
    ask(data, "call-backs", badge=badge, pin=pin)


@order.command("call-back")
@click.argument("number")
@click.argument("outcome")
@badge_option
@pin_option
@_folder
def call_back(number: str, outcome: str, badge: str, pin: str, data: Path) -> None:
    """Close a call-back with what came of it."""
    ask(data, "call-back", number=number, outcome=outcome, badge=badge, pin=pin)


@click.group()
def stock() -> None:
    """Goods that come in, shelves that are counted."""


@stock.command()
@click.argument("document")
@click.argument("lines", nargs=-1, required=True)
@click.option("--source", default="", help="The location of ours that sent the box.")
@badge_option
@pin_option
@_folder
def receive(document: str, lines: tuple[str, ...], source: str, badge: str, pin: str, data: Path) -> None:
    """A box under delivery note DOCUMENT with LINES, each `CODE*pieces` (SKU or GTIN)."""
    ask(data, "receive", document=document, lines=list(lines), source=source, badge=badge, pin=pin)


@stock.command()
@click.argument("lines", nargs=-1, required=True)
@badge_option
@pin_option
@_folder
def count(lines: tuple[str, ...], badge: str, pin: str, data: Path) -> None:
    """Correct what lies here: LINES, each `CODE*pieces` as counted (`*0` for an empty shelf)."""
    ask(data, "count", lines=list(lines), badge=badge, pin=pin)

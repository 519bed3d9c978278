"""`kiosk order …` and `kiosk stock …`: the same sale from a terminal, through the running kiosk or, alone, on files."""

import json
from pathlib import Path
from typing import Any

import click

from kiosk.cli import data_option
from kiosk.control import ControlClient, running
from kiosk.domain.returns import ReductionKind

_folder = data_option("tablet")
_badge = click.option("--badge", envvar="KIOSK_BADGE", required=True, help="The guide's badge.")
_pin = click.option("--pin", envvar="KIOSK_PIN", prompt="PIN", hide_input=True, help="The guide's PIN.")
_language = click.option("--language", type=click.Choice(["zh", "en"]), default=None)


def _ask(data: Path, verb: str, **args: Any) -> None:
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
    _ask(data, "search", text=text, limit=limit, language=language)


@order.command()
@click.argument("style")
@_language
@_folder
def show(style: str, language: str | None, data: Path) -> None:
    """A style (id, SKU or GTIN) with its variants and the ways to get each."""
    _ask(data, "show", style=style, language=language)


@order.command()
@click.argument("lines", nargs=-1, required=True)
@click.option("--phone", default="", help="Needed for anything that is not taken now.")
@_language
@_folder
def place(lines: tuple[str, ...], phone: str, language: str | None, data: Path) -> None:
    """Order LINES, each `SKU[*pieces][:kind[:source]]`, e.g. `YJ-1/INDIGO/M*2:deliver`."""
    _ask(data, "place", lines=list(lines), phone=phone, language=language)


@order.command()
@click.argument("number")
@_folder
def status(number: str, data: Path) -> None:
    """An order with the state of each line."""
    _ask(data, "status", number=number)


@order.command("list")
@_folder
def list_orders(data: Path) -> None:
    """Open orders, newest first."""
    _ask(data, "orders")


@order.command()
@click.argument("number")
@click.option("--cash", default="", help="What the shopper handed in, e.g. 700 or 683.50.")
@click.option("--reference", default="", help="Of the terminal that took all that is due.")
@click.option("--card", multiple=True, metavar="AMOUNT:REFERENCE", help="What a terminal took; may be repeated.")
@click.option("--wallet", multiple=True, metavar="AMOUNT:REFERENCE", help="What a wallet paid; may be repeated.")
@_badge
@_pin
@_folder
def pay(
    number: str, cash: str, reference: str, card: tuple[str, ...], wallet: tuple[str, ...], badge: str, pin: str,
    data: Path,
) -> None:  # fmt: skip
    """Take payment in full: cards and wallets, and cash for the rest, with one receipt."""
    if bool(reference) == bool(cash or card or wallet):
        raise click.UsageError("Give either --reference, or --cash, --card and --wallet.")
    parts = {name: list(given) for name, given in (("card", card), ("wallet", wallet)) if given}
    _ask(data, "pay", number=number, cash=cash, reference=reference, badge=badge, pin=pin, **parts)


@order.command()
@click.argument("number")
@click.option("--amount", default="", help="So much off, e.g. 20 or 0.50.")
@click.option("--percent", default="", help="So many percent off.")
@click.option("--price", default="", help="The new price: of each piece of a line, else of the whole order.")
@click.option("--line", default="", help="A line's id, as status shows it; all lines otherwise.")
@click.option("--kind", type=click.Choice([kind.value for kind in ReductionKind]), default=ReductionKind.DISCOUNT.value)
@click.option("--reason", default="", help="Why; needed but for small change.")
@click.option(
    "--manager-badge", envvar="KIOSK_MANAGER_BADGE", default="", help="Who allows it above the guide's limit."
)
@click.option("--manager-pin", envvar="KIOSK_MANAGER_PIN", default="", help="Asked for when it is not given.")
@_badge
@_pin
@_folder
def reduce(number: str, data: Path, **said: str) -> None:
    """Take something off an order that is not paid yet: discount, price match, small change."""
    if said["manager_badge"] and not said["manager_pin"]:
        said["manager_pin"] = click.prompt("The manager's PIN", hide_input=True)
    _ask(data, "reduce", number=number, **said)


@order.command()
@click.argument("number")
@_badge
@_pin
@_folder
def ready(number: str, badge: str, pin: str, data: Path) -> None:
    """Goods of the order wait here: packed, or arrived."""
    _ask(data, "ready", number=number, badge=badge, pin=pin)


@order.command("hand-over")
@click.argument("code")
@_badge
@_pin
@_folder
def hand_over(code: str, badge: str, pin: str, data: Path) -> None:
    """Hand over by pick-up code (or order number)."""
    _ask(data, "hand-over", code=code, badge=badge, pin=pin)


@order.command()
@click.argument("number")
@click.option("--reference", default="", help="The carrier's number of the parcel.")
@_badge
@_pin
@_folder
def dispatch(number: str, reference: str, badge: str, pin: str, data: Path) -> None:
    """A parcel with what this shop sends of the order left for the shopper's door."""
    _ask(data, "dispatch", number=number, reference=reference, badge=badge, pin=pin)


@order.command()
@click.argument("number")
@click.option("--reason", required=True)
@_badge
@_pin
@_folder
def cancel(number: str, reason: str, badge: str, pin: str, data: Path) -> None:
    """Cancel before payment."""
    _ask(data, "cancel", number=number, reason=reason, badge=badge, pin=pin)


@order.command("call-backs")
@_badge
@_pin
@_folder
def call_backs(badge: str, pin: str, data: Path) -> None:
    """Shoppers to call about what HQ refused."""
    _ask(data, "call-backs", badge=badge, pin=pin)


@order.command("call-back")
@click.argument("number")
@click.argument("outcome")
@_badge
@_pin
@_folder
def call_back(number: str, outcome: str, badge: str, pin: str, data: Path) -> None:
    """Close a call-back with what came of it."""
    _ask(data, "call-back", number=number, outcome=outcome, badge=badge, pin=pin)


@click.group()
def stock() -> None:
    """Goods that come in, shelves that are counted."""


@stock.command()
@click.argument("document")
@click.argument("lines", nargs=-1, required=True)
@click.option("--source", default="", help="The location of ours that sent the box.")
@_badge
@_pin
@_folder
def receive(document: str, lines: tuple[str, ...], source: str, badge: str, pin: str, data: Path) -> None:
    """A box under delivery note DOCUMENT with LINES, each `CODE*pieces` (SKU or GTIN)."""
    _ask(data, "receive", document=document, lines=list(lines), source=source, badge=badge, pin=pin)


@stock.command()
@click.argument("lines", nargs=-1, required=True)
@_badge
@_pin
@_folder
def count(lines: tuple[str, ...], badge: str, pin: str, data: Path) -> None:
    """Correct what lies here: LINES, each `CODE*pieces` as counted (`*0` for an empty shelf)."""
    _ask(data, "count", lines=list(lines), badge=badge, pin=pin)

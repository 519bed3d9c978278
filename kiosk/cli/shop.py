"""`kiosk order …`, `kiosk stock …`, `kiosk print …`: the same sale from a terminal, through the running kiosk or,
alone, on files."""

import json
from pathlib import Path
from typing import Any

import click

from kiosk.cli import data_option
from kiosk.control import ControlClient, running
from kiosk.domain.returns import ReductionKind

_folder = data_option("tablet")
badge_option = click.option("--badge", envvar="KIOSK_BADGE", required=True, help="The guide's badge.")
pin_option = click.option("--pin", envvar="KIOSK_PIN", prompt="PIN", hide_input=True, help="The guide's PIN.")
_language = click.option("--language", type=click.Choice(["zh", "en"]), default=None)

manager_badge_option = click.option(
    "--manager-badge", envvar="KIOSK_MANAGER_BADGE", default="", help="Who allows it above the guide's limit."
)
manager_pin_option = click.option(
    "--manager-pin", envvar="KIOSK_MANAGER_PIN", default="", help="Asked for when it is not given."
)


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
@click.option("--cash", default="", help="What the shopper handed in, e.g. 700 or 683.50.")
@click.option("--reference", default="", help="Of the terminal that took all that is due.")
@click.option("--card", multiple=True, metavar="AMOUNT:REFERENCE", help="What a terminal took; may be repeated.")
@click.option("--wallet", multiple=True, metavar="AMOUNT:REFERENCE", help="What a wallet paid; may be repeated.")
@badge_option
@pin_option
@_folder
def pay(
    number: str, cash: str, reference: str, card: tuple[str, ...], wallet: tuple[str, ...], badge: str, pin: str,
    data: Path,
) -> None:  # fmt: skip
    """Take payment in full: cards and wallets, and cash for the rest, with one receipt."""
    if bool(reference) == bool(cash or card or wallet):
        raise click.UsageError("Give either --reference, or --cash, --card and --wallet.")
    parts = {name: list(given) for name, given in (("card", card), ("wallet", wallet)) if given}
    ask(data, "pay", number=number, cash=cash, reference=reference, badge=badge, pin=pin, **parts)


@order.command()
@click.argument("number")
@click.option("--amount", default="", help="So much off, e.g. 20 or 0.50.")
@click.option("--percent", default="", help="So many percent off.")
@click.option("--price", default="", help="The new price: of each piece of a line, else of the whole order.")
@click.option("--line", default="", help="A line's id, as status shows it; all lines otherwise.")
@click.option("--kind", type=click.Choice([kind.value for kind in ReductionKind]), default=ReductionKind.DISCOUNT.value)
@click.option("--reason", default="", help="Why; needed but for small change.")
@manager_badge_option
@manager_pin_option
@badge_option
@pin_option
@_folder
def reduce(number: str, data: Path, **said: str) -> None:
    """Take something off an order that is not paid yet: discount, price match, small change."""
    ask(data, "reduce", number=number, **with_manager(said))


def with_manager(said: dict[str, str]) -> dict[str, str]:
    """With the PIN of the manager whose badge is named."""
    if said["manager_badge"] and not said["manager_pin"]:
        return {**said, "manager_pin": click.prompt("The manager's PIN", hide_input=True)}
    return said


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


@order.command("return")
@click.argument("number")
@click.argument("lines", nargs=-1, required=True)
@click.option("--new", multiple=True, help="What is taken for it, as for `order place`; once for each.")
@click.option(
    "--cash", default="", help="In cash: what the shopper gave, or the part of it that is given back in cash."
)
@click.option("--reference", default="", help="The external terminal's reference; it has what cash does not.")
@click.option("--wallet", default="", help="The same for a wallet that was scanned.")
@click.option("--phone", default="", help="Needed for new pieces that are not taken now.")
@manager_badge_option
@manager_pin_option
@badge_option
@pin_option
@_folder
def return_(number: str, lines: tuple[str, ...], new: tuple[str, ...], data: Path, **said: str) -> None:
    """Take back LINES of an order, each `LINE[*pieces][:reason[:grade]]`, e.g. `1*2:size:as_new`.

    Reasons: size, colour, changed_mind, faulty, wrong_goods, other; grades: as_new, worn, faulty. What is given back is
    given in cash unless a reference is named."""
    if said["reference"] and said["wallet"]:
        raise click.UsageError("Give either --reference or --wallet.")
    ask(data, "return", number=number, lines=list(lines), new=list(new) or None, **with_manager(said))


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
    """Goods that come in and go out, shelves that are counted, and what moved."""


@stock.command()
@click.argument("document", default="")
@click.argument("lines", nargs=-1)
@click.option("--source", default="", help="The location of ours that sent the box.")
@click.option("--transfer", default="", help="Its slip's bars or QR code, or its number: then it needs no DOCUMENT.")
@badge_option
@pin_option
@_folder
def receive(
    document: str, lines: tuple[str, ...], source: str, transfer: str, badge: str, pin: str, data: Path
) -> None:
    """A box under delivery note DOCUMENT with LINES, each `CODE*pieces` (SKU or GTIN). With --transfer, what its sender
    packed came, unless lines are given."""
    if transfer:
        words = [word for word in (document, *lines) if word]
        ask(data, "receive", transfer=transfer, lines=words or None, source=source, badge=badge, pin=pin)
        return
    if not document or not lines:
        raise click.UsageError("Give a DOCUMENT and LINES, or --transfer.")
    ask(data, "receive", document=document, lines=list(lines), source=source, badge=badge, pin=pin)


@stock.command()
@click.argument("to")
@click.argument("lines", nargs=-1, required=True)
@click.option("--note", default="", help="A remark on the slip.")
@badge_option
@pin_option
@_folder
def send(to: str, lines: tuple[str, ...], note: str, badge: str, pin: str, data: Path) -> None:
    """Goods go to location TO: LINES, each `CODE*pieces`. Prints the slip for the box, and one to keep."""
    ask(data, "send", to=to, lines=list(lines), note=note, badge=badge, pin=pin)


@stock.command()
@badge_option
@pin_option
@_folder
def transfers(badge: str, pin: str, data: Path) -> None:
    """Boxes under way from here and to here, and those that came short or over."""
    ask(data, "transfers", badge=badge, pin=pin)


@stock.command()
@click.argument("transfer")
@click.argument("where", type=click.Choice(["lost", "at_sender", "at_receiver"]))
@click.option("--reason", required=True)
@badge_option
@pin_option
@_folder
def settle(transfer: str, where: str, reason: str, badge: str, pin: str, data: Path) -> None:
    """A manager says WHERE what is left of TRANSFER (its slip's code or number) is, and why."""
    ask(data, "settle", transfer=transfer, where=where, reason=reason, badge=badge, pin=pin)


@stock.command()
@click.argument("lines", nargs=-1)
@click.option("--zones", default="", help="Begin a count of these zones: `Floor,Window,Stockroom`.")
@click.option("--whole", is_flag=True, help="With --zones: the whole shop, so that what nobody sees is missing.")
@click.option("--zone", default="", help="LINES are all that lies in this zone, which is closed then.")
@click.option("--compare", is_flag=True, help="The count beside the figures.")
@click.option("--again", is_flag=True, help="LINES were counted once more, in all zones.")
@click.option("--book", is_flag=True, help="Correct the figures; the count is over.")
@click.option("--give-up", is_flag=True, help="Forget the count; nothing is corrected.")
@badge_option
@pin_option
@_folder
def count(
    lines: tuple[str, ...],
    zones: str,
    whole: bool,
    zone: str,
    compare: bool,
    again: bool,
    book: bool,
    give_up: bool,
    badge: str,
    pin: str,
    data: Path,
) -> None:
    """Correct what lies here: LINES, each `CODE*pieces` as counted (`*0` for an empty shelf). By zones: --zones, then
    --zone for each, --compare, --again, --book."""
    steps = {"count-begin": bool(zones), "count-zone": bool(zone), "count-compare": compare, "count-again": again,
             "count-book": book, "count-drop": give_up}  # fmt: skip
    chosen = [verb for verb, wanted in steps.items() if wanted] or ["count"]
    if len(chosen) > 1:
        raise click.UsageError("One step of a count at a time.")
    if chosen[0] in ("count", "count-zone", "count-again") and not lines:
        raise click.UsageError("Give LINES, each CODE*pieces.")
    named = [name for name in zones.split(",") if name.strip()] or None
    ask(
        data, chosen[0], lines=list(lines) or None, zones=named, whole=whole or None, zone=zone, badge=badge, pin=pin
    )  # fmt: skip


@stock.command()
@click.option("--day", default="", help="A day like 2026-11-26; today when none is given.")
@badge_option
@pin_option
@_folder
def movements(day: str, badge: str, pin: str, data: Path) -> None:
    """What this tablet moved on a day: received, counted, sold, returned, sent and received from other shops."""
    ask(data, "movements", day=day, badge=badge, pin=pin)


@stock.command()
@click.argument("code")
@badge_option
@pin_option
@_folder
def card(code: str, badge: str, pin: str, data: Path) -> None:
    """One article (SKU or GTIN): its figure, what is set aside, and its last movements."""
    ask(data, "card", code=code, badge=badge, pin=pin)


@click.group("print")
def paper() -> None:
    """Slips that did not come out, and slips once more."""


@paper.command("list")
@click.option("--ended", default=0, help="Also the newest so many that are printed or discarded.")
@badge_option
@pin_option
@_folder
def list_jobs(ended: int, badge: str, pin: str, data: Path) -> None:
    """How the printer is, and the slips that are not on paper with what keeps each."""
    ask(data, "print-list", ended=ended, badge=badge, pin=pin)


@paper.command()
@click.argument("job", type=int)
@badge_option
@pin_option
@_folder
def again(job: int, badge: str, pin: str, data: Path) -> None:
    """Try JOB again; of one that is over, print a copy."""
    ask(data, "print-again", job=job, badge=badge, pin=pin)


@paper.command()
@click.argument("job", type=int)
@click.option("--reason", required=True)
@badge_option
@pin_option
@_folder
def discard(job: int, reason: str, badge: str, pin: str, data: Path) -> None:
    """Nobody needs JOB any more: it is kept with who said so, when and why."""
    ask(data, "print-discard", job=job, reason=reason, badge=badge, pin=pin)


@paper.command("order")
@click.argument("number")
@click.option("--kind", type=click.Choice(["order_slip", "receipt", "pick_up_slip"]), default=None)
@badge_option
@pin_option
@_folder
def print_order(number: str, kind: str | None, badge: str, pin: str, data: Path) -> None:
    """Copies of an order's papers: its receipts and pick-up slips, or the slip of an unpaid one."""
    ask(data, "print-order", number=number, kind=kind, badge=badge, pin=pin)

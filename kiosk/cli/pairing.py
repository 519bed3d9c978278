"""`kiosk hq pair`, `kiosk hq confirm`: a machine becomes a tablet of a shop, and somebody here compares six digits."""

import io
import sys
from pathlib import Path
from typing import Any

import click

from kiosk.cli import data_option
from kiosk.cli.asking import ask_hq
from kiosk.control import running

_folder = data_option("hq")
_AWAY = {
    "refused": "The tablet was refused; the code is used up.",
    "over": "The time is over and nothing was enrolled; make a new code.",
}


@click.command()
@click.argument("shop")
@click.option("--no-wait", is_flag=True, help="Only print the code; `kiosk hq confirm` does the rest.")
@_folder
def pair(shop: str, no_wait: bool, data: Path) -> None:
    """A pairing code that makes one machine a tablet of SHOP; waits for it, and asks whether it shows the same digits.

    Where nobody can be asked, or no server runs on the folder, it only prints the code."""
    made = ask_hq(data, "pair", shop=shop)
    code, command = made["code"], f"kiosk enrol {made['url'] or 'URL'} {made['code']}"
    click.echo(f"{code}\nValid once, for {made['minutes']} minutes: {command}")
    if no_wait or not sys.stdin.isatty() or not running(data):
        click.echo(f"When the tablet shows six digits: kiosk hq confirm {shop} DIGITS")
        return
    click.echo(_square(command))
    _see_through(data, shop, code)


@click.command()
@click.argument("shop")
@click.argument("digits", nargs=-1, required=True)
@_folder
def confirm(shop: str, digits: tuple[str, ...], data: Path) -> None:
    """A new tablet of SHOP shows DIGITS: take it in. Other digits than head office has refuse it, for good."""
    name = ask_hq(data, "confirm", shop=shop, digits="".join(digits))
    click.echo(f"{name} is taken in; it goes on by itself.")


def _see_through(data: Path, shop: str, code: str) -> None:
    found: dict[str, Any] = {"stage": "open"}
    click.echo("Waiting for a tablet …  (Ctrl-C ends the waiting, not the code)")
    while found["stage"] not in ("done", *_AWAY):
        found = ask_hq(data, "pairing", code=code, seen=found["stage"])
        if found["stage"] == "shown":
            verb = "confirm" if _same(found) else "refuse"
            ask_hq(data, verb, shop=shop, digits=found["digits"])
    if found["stage"] in _AWAY:
        raise click.ClickException(_AWAY[found["stage"]])
    click.echo(f"{found['name']} is {found['device']}.")


def _same(found: dict[str, Any]) -> bool:
    digits = found["digits"]
    return click.confirm(f"Tablet {found['name']} shows {digits[:3]} {digits[3:]}?", default=False)


def _square(text: str) -> str:
    """A QR code in characters."""
    import segno

    drawn = io.StringIO()
    segno.make_qr(text, error="m").terminal(drawn, compact=True)
    return drawn.getvalue()

"""`kiosk hq …`: head office on this machine, through the running server or, alone, on its database."""

import sys
from pathlib import Path
from typing import Any

import click

from kiosk.cli import data_option
from kiosk.control import ControlClient, running

_folder = data_option("hq")


@click.group()
def hq() -> None:
    """The reference head-office server and its chores."""


@hq.command()
@_folder
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=8040, help="0 = any free port.")
@click.option("--cert", type=click.Path(exists=True, path_type=Path), help="TLS certificate chain (PEM).")
@click.option("--key", type=click.Path(exists=True, path_type=Path), help="TLS private key (PEM).")
def serve(data: Path, host: str, port: int, cert: Path | None, key: Path | None) -> None:
    """Serve tablets until interrupted."""
    from kiosk.bootstrap.hq import serve as serve_hq

    serve_hq(data, host, port, cert, key, announce=lambda url: click.echo(f"HQ serves {url}"))


@hq.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_folder
def import_files(folder: Path, data: Path) -> None:
    """Take in a retailer's CSV files (docs/files.md)."""
    report = _ask(data, "import", progress=_progress, folder=str(folder.resolve()))
    click.echo(report["text"])
    if report["failed"]:
        raise SystemExit(1)


@hq.command()
@click.argument("shop")
@_folder
def pair(shop: str, data: Path) -> None:
    """A pairing code that makes one machine a tablet of SHOP."""
    answer = _ask(data, "pair", shop=shop)
    click.echo(f"{answer['code']}\nValid once, for {answer['minutes']} minutes: kiosk enrol URL {answer['code']}")


@hq.command()
@click.argument("what", type=click.Choice(["orders"]))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; default: the screen.")
@_folder
def export(what: str, out: Path | None, data: Path) -> None:
    """What was sold, line by line, with parties and states, as CSV."""
    text = _ask(data, f"export-{what}")
    if out:
        out.write_text(text, "utf-8")
        click.echo(f"{text.count(chr(10)) - 1} lines in {out}")
    else:
        click.echo(text, nl=False)


@hq.command()
@click.argument("number")
@click.option("--reference", default="", help="The carrier's number.")
@_folder
def dispatch(number: str, reference: str, data: Path) -> None:
    """Parcels of order NUMBER left their warehouse."""
    gone = _ask(data, "dispatch", number=number, reference=reference)
    click.echo(f"On their way: {', '.join(gone)}")


@hq.command()
@click.argument("device")
@_folder
def revoke(device: str, data: Path) -> None:
    """Stop serving DEVICE (kiosk hq devices); what it still sends is kept for a person."""
    _ask(data, "revoke", device=device)
    click.echo(f"{device} is served no more.")


@hq.command()
@_folder
def held(data: Path) -> None:
    """Events that HQ keeps and cannot interpret yet, and why."""
    items = _ask(data, "held")
    for item in items:
        click.echo("  ".join(f"{name}={value}" for name, value in item.items()))
    click.echo(f"{len(items)} held")


@hq.command()
@_folder
def transfers(data: Path) -> None:
    """Boxes between shops that are under way, or came short or over."""
    items = _ask(data, "transfers")
    for item in items:
        click.echo("  ".join(f"{name}={value}" for name, value in item.items()))
    click.echo(f"{len(items)} open")


@hq.command("unknown-codes")
@_folder
def unknown_codes(data: Path) -> None:
    """Codes that shops scanned among their goods and that are no article of theirs."""
    items = _ask(data, "unknown-codes")
    for item in items:
        click.echo("  ".join(f"{name}={value}" for name, value in item.items()))
    click.echo(f"{len(items)} unknown")


@hq.group()
def members() -> None:
    """Who joined; the undo of a merge; erasing somebody at their wish."""


@members.command("list")
@_folder
def list_members(data: Path) -> None:
    """Who joined or claimed a record at a tablet: ids, states and codes, neither names nor numbers."""
    items = _ask(data, "members")
    _print_members(items)
    click.echo(f"{len(items)} ids")


@members.command("show")
@click.argument("member")
@_folder
def show_member(member: str, data: Path) -> None:
    """Whoever has MEMBER (an id or a code), under every id."""
    _print_members(_ask(data, "member", member=member))


@members.command("split")
@click.argument("member")
@_folder
def split_member(member: str, data: Path) -> None:
    """MEMBER (an id) is another person than whom it was merged into: undo it, for good."""
    click.echo(f"{member} stands for itself again, apart from {_ask(data, 'member-split', member=member)}.")


@members.command("erase")
@click.argument("member")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_folder
def erase_member(member: str, yes: bool, data: Path) -> None:
    """Erase MEMBER (an id or a code) at their wish: name, number and notes, in every place, for good."""
    if not yes:
        click.confirm("What is erased cannot be brought back. Erase it?", abort=True)
    click.echo(f"Erased: {', '.join(_ask(data, 'member-erase', member=member))}. Tablets follow with their next sync.")


def _print_members(items: list[dict[str, Any]]) -> None:
    for item in items:
        click.echo("  ".join(f"{name}={value}" for name, value in item.items()))


@hq.command()
@_folder
def devices(data: Path) -> None:
    """Tablets, what HQ holds of each, and when it last heard of them."""
    for item in _ask(data, "devices"):
        click.echo("  ".join(f"{name}={value}" for name, value in item.items()))


@hq.command()
@_folder
def summary(data: Path) -> None:
    """Counts: what HQ holds."""
    for name, value in _ask(data, "summary").items():
        click.echo(f"{name:<28} {value}")


def _ask(data: Path, verb: str, progress: Any = None, **args: Any) -> Any:
    """Of the HQ that runs on the folder, without importing a second one; else done here."""
    if running(data):
        with ControlClient(data) as client:
            return client.call(verb, on_progress=progress, **args)
    from kiosk.bootstrap.hq import do_alone

    return do_alone(data, verb, args, progress or (lambda _: None))


def _progress(item: Any) -> None:
    if sys.stderr.isatty():
        file, done, total, rate = item
        end = "\n" if done >= total else ""
        click.echo(f"\r{file:<20} {done:>9,} of {total:,}  {rate:,} rows/s\033[K{end}", nl=False, err=True)

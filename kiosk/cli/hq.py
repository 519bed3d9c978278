"""`kiosk hq …`: head office on this machine, through the running server or, alone, on its database."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kiosk.cli import data_option
from kiosk.cli.asking import ask_hq
from kiosk.cli.pairing import confirm, pair
from kiosk.domain.money import format_minor

_folder = data_option("hq")
_PEM = click.Path(exists=True, dir_okay=False, path_type=Path)
_SHARED = (
    "The folder with keys, pictures and chunks that all processes on one database share; default: the data folder."
)


@click.group()
def hq() -> None:
    """The reference head-office server and its chores."""


@hq.command()
@_folder
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=8040, help="0 = any free port.")
@click.option("--cert", type=_PEM, help="TLS certificate chain (PEM).")
@click.option("--key", type=_PEM, help="TLS private key (PEM).")
@click.option("--self-signed", is_flag=True, help="A certificate of HQ's own, also on loopback; elsewhere the default.")
@click.option("--next-cert", type=_PEM, help="What will be --cert one day: tablets are told of it beforehand.")
@click.option("--front-cert", type=_PEM, help="The certificate of a proxy before this server.")
@click.option("--public-url", default="", help="Where shoppers' phones reach this server: https://…")
@click.option("--database", default="", help="postgresql://user@host/database; default: a file in the folder.")
@click.option("--shared", type=click.Path(file_okay=False, path_type=Path), help=_SHARED)
def serve(
    data: Path, host: str, port: int, cert: Path | None, key: Path | None, self_signed: bool,
    next_cert: Path | None, front_cert: Path | None, public_url: str, database: str, shared: Path | None,
) -> None:  # fmt: skip
    """Serve tablets until interrupted. Where the database is stays noted in the folder."""
    from kiosk.bootstrap.certificate import Tls
    from kiosk.bootstrap.hq import serve as serve_hq

    tls = Tls(cert, key, self_signed, front_cert, next_cert)
    serve_hq(data, host, port, tls, _announce, public_url, database, shared)


def _announce(url: str, pin: str) -> None:
    if pin:
        click.echo(f"Tablets know HQ by the key of its certificate: {pin}")
    click.echo(f"HQ serves {url}")


@hq.command("new-certificate")
@click.argument("cert", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("key", type=click.Path(dir_okay=False, path_type=Path))
def new_certificate(cert: Path, key: Path) -> None:
    """Write a self-signed certificate and its key to CERT and KEY: first for `serve --next-cert`, later for --cert."""
    from kiosk.bootstrap.certificate import make_certificate

    make_certificate(cert, key)
    click.echo(f"{cert} and {key} are written. Tell tablets: kiosk hq serve … --next-cert {cert}")


@hq.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_folder
def import_files(folder: Path, data: Path) -> None:
    """Take in a retailer's CSV files (docs/files.md)."""
    report = ask_hq(data, "import", progress=_progress, folder=str(folder.resolve()))
    click.echo(report["text"])
    if report["failed"]:
        raise SystemExit(1)


@hq.command()
@click.argument("what", type=click.Choice(["orders", "addresses"]))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; default: the screen.")
@_folder
def export(what: str, out: Path | None, data: Path) -> None:
    """As CSV: what was sold, line by line, with parties and states; or where parcels go and whose invoice it is, which
    is personal."""
    _write(ask_hq(data, f"export-{what}"), out)


def _write(text: str, out: Path | None) -> None:
    if out:
        out.write_text(text, "utf-8")
        click.echo(f"{text.count(chr(10)) - 1} lines in {out}")
    else:
        click.echo(text, nl=False)


@hq.command()
@click.option("--month", required=True, help="As 2026-10, on the clock of each shop.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; default: the screen.")
@_folder
def credit(month: str, out: Path | None, data: Path) -> None:
    """The ledger of a month as CSV: credit, commission and revenue, entry by entry, with the reason of each."""
    _write(ask_hq(data, "credit", month=month), out)


@hq.command("try-rule")
@click.argument("rules", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--month", required=True, help="As 2026-10, on the clock of each shop.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@_folder
def try_rule(rules: Path, month: str, as_json: bool, data: Path) -> None:
    """Replay a month under the draft RULES (a credit.toml, its newest rule): who gains, who loses, how much."""
    found = ask_hq(data, "try-rule", rules=str(rules.resolve()), month=month)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for number in ("commission", "credit"):
        rows = [item for item in found if item["number"] == number]
        click.echo(f"{number}\n" + "".join(f"{title:>17}" for title in ("now", "draft", "difference")))
        for item in rows:
            click.echo("".join(f"{_money(item[name]):>17}" for name in _FIGURES) + f"  {_called(item)}")
        click.echo("".join(f"{_money(sum(item[name] for item in rows)):>17}" for name in _FIGURES) + "  all together")


_FIGURES = ("now_minor", "draft_minor", "difference_minor")


def _money(minor: int) -> str:
    return format_minor(minor, symbol=False)


def _called(item: dict[str, Any]) -> str:
    return item["party"] if item["name"] == item["party"] else f"{item['name']} ({item['party']})"


@hq.command()
@click.argument("number")
@click.option("--reference", default="", help="The carrier's number.")
@_folder
def dispatch(number: str, reference: str, data: Path) -> None:
    """Parcels of order NUMBER left their warehouse."""
    gone = ask_hq(data, "dispatch", number=number, reference=reference)
    click.echo(f"On their way: {', '.join(gone)}")


@hq.command()
@click.argument("device")
@_folder
def revoke(device: str, data: Path) -> None:
    """Stop serving DEVICE (kiosk hq devices); what it still sends is kept for a person."""
    ask_hq(data, "revoke", device=device)
    click.echo(f"{device} is served no more.")


@hq.command()
@click.option("--retry", is_flag=True, help="Try them again now, as the next start of HQ does.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@_folder
def held(retry: bool, as_json: bool, data: Path) -> None:
    """Events that HQ keeps and cannot interpret yet, and why."""
    folded = ask_hq(data, "retry-held") if retry else 0
    found = ask_hq(data, "held")
    if as_json:
        click.echo(json.dumps({"folded": folded, "held": found}, ensure_ascii=False, indent=1))
        return
    if retry:
        click.echo(f"{folded} were tried again and are interpreted now.")
    _print_counted(found, "held")


@hq.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@_folder
def oversold(as_json: bool, data: Path) -> None:
    """Sales of scarce goods without a promise, and why: each waits for a person."""
    _told(ask_hq(data, "oversold"), "oversold", as_json=as_json)


@hq.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@_folder
def rights(as_json: bool, data: Path) -> None:
    """What tablets may sell of scarce goods, and which answers HQ waits for."""
    _told(ask_hq(data, "rights"), "out", as_json=as_json)


def _told(items: list[dict[str, Any]], word: str, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(items, ensure_ascii=False, indent=1))
    else:
        _print_counted(items, word)


@hq.command()
@_folder
def transfers(data: Path) -> None:
    """Boxes between shops that are under way, or came short or over."""
    _print_counted(ask_hq(data, "transfers"), "open")


@hq.command("unknown-codes")
@_folder
def unknown_codes(data: Path) -> None:
    """Codes that shops scanned among their goods and that are no article of theirs."""
    _print_counted(ask_hq(data, "unknown-codes"), "unknown")


@hq.command("lost-demand")
@_folder
def lost_demand(data: Path) -> None:
    """What shoppers searched for and did not find, where, and how often."""
    _print_counted(ask_hq(data, "lost-demand"), "searched in vain")


@hq.group()
def members() -> None:
    """Who joined; the undo of a merge; erasing somebody at their wish."""


@members.command("list")
@_folder
def list_members(data: Path) -> None:
    """Who joined or claimed a record at a tablet: ids, states and codes, neither names nor numbers."""
    _print_counted(ask_hq(data, "members"), "ids")


@members.command("show")
@click.argument("member")
@_folder
def show_member(member: str, data: Path) -> None:
    """Whoever has MEMBER (an id or a code), under every id."""
    _print_items(ask_hq(data, "member", member=member))


@members.command("split")
@click.argument("member")
@_folder
def split_member(member: str, data: Path) -> None:
    """MEMBER (an id) is another person than whom it was merged into: undo it, for good."""
    click.echo(f"{member} stands for itself again, apart from {ask_hq(data, 'member-split', member=member)}.")


@members.command("erase")
@click.argument("member")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_folder
def erase_member(member: str, yes: bool, data: Path) -> None:
    """Erase MEMBER (an id or a code) at their wish: name, number and notes, in every place, for good."""
    if not yes:
        click.confirm("What is erased cannot be brought back. Erase it?", abort=True)
    click.echo(
        f"Erased: {', '.join(ask_hq(data, 'member-erase', member=member))}. Tablets follow with their next sync."
    )


def _print_items(items: list[dict[str, Any]]) -> None:
    for item in items:
        click.echo("  ".join(f"{name}={value}" for name, value in item.items()))


def _print_counted(items: list[dict[str, Any]], word: str) -> None:
    _print_items(items)
    click.echo(f"{len(items)} {word}")


@hq.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@_folder
def devices(as_json: bool, data: Path) -> None:
    """Tablets: their program, when each last asked, what HQ holds of it and how far it is, and whether its data are on
    two machines."""
    found = ask_hq(data, "devices")
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    now_ms = time.time_ns() // 1_000_000
    for item in found:
        click.echo("  ".join(_of_device(item, now_ms)))


def _of_device(item: dict[str, Any], now_ms: int) -> Iterator[str]:
    """`JA-01-3fa2c1  JA  0.1.0  seen 2 min ago  1,204 events here  up to date`."""
    yield from (item["id"], item["shop"], item.get("program") or "version unknown")
    yield f"seen {_ago(now_ms - item['seen_ms'])}" if item.get("seen_ms") else "never seen"
    yield f"{item['events']:,} events here"
    behind = item.get("behind", -1)
    yield "has not asked for news yet" if behind < 0 else f"{behind:,} rows behind" if behind else "up to date"
    if item.get("branches"):
        yield f"ON TWO MACHINES: {item['branches']} branches"
    if item.get("revoked_ms"):
        yield "revoked"


def _ago(ms: int) -> str:
    minutes = max(ms, 0) // 60_000
    for size, word in ((24 * 60, "d"), (60, "h")):
        if minutes >= 2 * size:
            return f"{minutes // size} {word} ago"
    return f"{minutes} min ago" if minutes else "just now"


@hq.command()
@_folder
def summary(data: Path) -> None:
    """Counts: what HQ holds."""
    for name, value in ask_hq(data, "summary").items():
        click.echo(f"{name:<28} {value}")


@hq.command()
@_folder
def rebuild(data: Path) -> None:
    """Check every journal, fold all again in a copy, and compare: HQ's rows are what they say. Ends with 1 when not."""
    found = ask_hq(data, "rebuild")
    different = found["different"]
    click.echo(f"{found['events']:,} events folded again give {found['rows']:,} rows; {different:,} are not HQ's.")
    for item in found["differences"]:
        click.echo(f"{item['table']} {item['key']}\n  HQ has  {item['has']}\n  events  {item['gives']}")
    for journal in found["broken"]:
        click.echo(f"A journal is not what was written and sealed: {journal}.")
    if different or found["broken"]:
        click.echo(
            "Nothing was changed. Keep a copy of the folder and ask for help: a rebuild that differs is a fault."
        )
        raise SystemExit(1)


@hq.command()
@click.argument("target", type=click.Path(path_type=Path))
@_folder
def backup(target: Path, data: Path) -> None:
    """Copy head office to the new folder TARGET, also while it serves; `kiosk hq restore` puts it back."""
    made = ask_hq(data, "backup", target=str(target.resolve()))
    click.echo(
        f"{target}: {len(made['files'])} files, each with its checksum. It opens everything: keep it locked away."
    )


@hq.command()
@click.argument("source", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_folder
def restore(source: Path, data: Path) -> None:
    """Put the backup SOURCE back. What is there now is kept beside it. No head office may run on the folder."""
    from kiosk.bootstrap.hq_backup import restore as put_back

    kept = put_back(data, source)
    if kept:
        click.echo(f"What was there before is in {kept}: keep it until all is well.")
    click.echo(
        "Head office is as it was when the backup was made. Start it: every tablet reads everything anew by itself, "
        "and sends again what the backup lacks. Files that were imported since have to be imported again."
    )


def _progress(item: Any) -> None:
    if sys.stderr.isatty():
        file, done, total, rate = item
        end = "\n" if done >= total else ""
        click.echo(f"\r{file:<20} {done:>9,} of {total:,}  {rate:,} rows/s\033[K{end}", nl=False, err=True)


hq.add_command(pair)
hq.add_command(confirm)

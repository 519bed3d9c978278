"""`kiosk run`, `kiosk enrol`, `kiosk sync`: this machine as a tablet."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from kiosk.cli import data_option

_WIDTH = 30
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_folder = data_option("tablet")


@click.command()
@_folder
@click.option("--headless", is_flag=True, help="The same kiosk without glass.")
@click.option("--drive", type=_FILE, help="Play a script on the glass.")
@click.option("--size", default="", help="Window size, e.g. 800x1280.")
@click.option("--language", type=click.Choice(["zh", "en"]), default=None, help="The shop's language.")
@click.option("--gallery", is_flag=True, help="All components of the glass on one page; needs no shop.")
def run(data: Path, headless: bool, drive: Path | None, size: str, language: str | None, gallery: bool) -> None:
    """Run the kiosk on this tablet."""
    if gallery:
        from kiosk.bootstrap.glass import run_gallery

        raise SystemExit(run_gallery(drive=drive, size=size, language=language))
    from kiosk.bootstrap.tablet import run_headless
    from kiosk.storage.retiring import check_in_service

    if headless:
        run_headless(data, announce=click.echo)
        check_in_service(data)
        return
    from kiosk.bootstrap.glass import run_glass

    code = run_glass(data, drive=drive, size=size, language=language)
    check_in_service(data)
    raise SystemExit(code)


@click.command()
@click.argument("url")
@click.argument("code")
@_folder
@click.option("--name", default="tablet", help="How people call this machine.")
@click.option("--ca", type=_FILE, help="Certificate authority of HQ.")
def enrol(url: str, code: str, data: Path, name: str, ca: Path | None) -> None:
    """Make this machine a tablet of the shop that CODE was made for (`kiosk hq pair SHOP`)."""
    from kiosk.bootstrap.enrolling import enrol as enrol_here

    identity = enrol_here(data, url, code, name, _show_digits, ca)
    click.echo(f"Enrolled as till {identity.till} of {identity.shop}. Next: kiosk sync --once, then kiosk run.")


def _show_digits(digits: str) -> None:
    click.echo(
        f"This tablet shows {digits[:3]} {digits[3:]}. Does head office show the same? Say so there: this waits."
    )


@click.command()
@_folder
@click.option("--once", is_flag=True, help="Send everything, fetch everything, then stop.")
@click.option("--status", is_flag=True, help="Only say what HQ has and has not.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def sync(data: Path, once: bool, status: bool, as_json: bool) -> None:
    """What HQ does not have, how old what it gave us is; and syncing now."""
    from kiosk.bootstrap import tablet

    if once:
        tablet.sync_once(data, (lambda _: None) if as_json else _Bar())
    del status  # what is always shown at the end
    _show(tablet.status(data), as_json)


class _Bar:
    """A progress bar; where the output is no screen, one line a stream when it is complete."""

    def __init__(self) -> None:
        self._shown = ("", -1)
        self._watched = True

    def __call__(self, item: Any) -> None:
        if not self._watched:
            return
        stream, done, announced, unit = item
        share = _WIDTH if not announced else min(_WIDTH, done * _WIDTH // announced)
        complete = done >= announced
        if (stream, share) == self._shown or not (complete or sys.stdout.isatty()):
            return
        self._shown = (stream, -1 if complete else share)
        start = "\r" if sys.stdout.isatty() else ""
        bar = "█" * share + "░" * (_WIDTH - share)
        try:
            click.echo(f"{start}{stream:<28} {bar} {done:>11,} of {announced:,} {unit}", nl=complete)
        except BrokenPipeError:  # who read along went away; the sync goes on
            self._watched = False


def _show(status: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(status, ensure_ascii=False))
        return
    pending = status["pending_events"]
    events, orders = _counted(pending, "event"), _counted(status["pending_orders"], "order")
    words = f"{events} of {orders} ({status['pending']})" if pending else "nothing"
    click.echo(f"HQ does not have: {words}" + (f", oldest from {status['oldest']}" if pending else ""))
    click.echo(f"HQ is {'reachable' if status['online'] else 'not reachable'} since {status['since'] or 'never'}")
    if status["last_error"] and not status["online"]:
        click.echo(f"  {status['last_error']}")
    for stream in status["streams"]:
        click.echo(f"  {stream['stream']:<28} {stream['rows']:>9,} rows, complete at {stream['complete'] or 'never'}")


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"

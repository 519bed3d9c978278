"""Commands. Each parses its words, asks bootstrap for what it needs, and prints; a known problem is a sentence."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kiosk import __version__
from kiosk.errors import KioskError

F = TypeVar("F", bound=Callable[..., Any])

_LOADERS = {
    "run": "kiosk.cli.tablet:run",
    "enrol": "kiosk.cli.tablet:enrol",
    "sync": "kiosk.cli.tablet:sync",
    "doctor": "kiosk.cli.doctor:doctor",
    "order": "kiosk.cli.repair:order",  # with the verbs of repair
    "stock": "kiosk.cli.shop:stock",
    "print": "kiosk.cli.shop:paper",
    "people": "kiosk.cli.people:people",
    "member": "kiosk.cli.members:member",
    "day": "kiosk.cli.day:day",
    "credit": "kiosk.cli.credit:credit",
    "hq": "kiosk.cli.hq:hq",
    "demo": "kiosk.cli.demo:demo",
    "torture": "kiosk.cli.torture:torture",
}


class _Lazy(click.Group):
    """Imports a command's module when it is asked for: `kiosk order` must not pay for HQ's libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click passes it)
        return sorted(_LOADERS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click passes it)
        target = _LOADERS.get(cmd_name)
        if target is None:
            return None
        module, _, name = target.partition(":")
        found: click.Command = getattr(__import__(module, fromlist=[name]), name)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KioskError as error:
            raise click.ClickException(str(error)) from error
        except UnicodeEncodeError as error:  # surrogates: bytes of a command line that are no UTF-8
            said = "What was typed holds bytes that are no text. Nothing was changed; please type it again."
            raise click.ClickException(said) from error


@click.command(cls=_Lazy)
@click.version_option(__version__, prog_name="kiosk")
@click.option("--verbose", is_flag=True, help="Log what happens, not only what goes wrong.")
def cli(verbose: bool) -> None:
    """An in-store kiosk that keeps selling when the line drops."""
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )


def data_option(folder: str) -> Callable[[F], F]:
    """`--data DIR`, by default a folder of this user's."""

    def default() -> Path:
        from platformdirs import user_data_path

        return user_data_path("kiosk") / folder

    kind = click.Path(file_okay=False, path_type=Path)
    variable = f"KIOSK_{folder.upper()}"
    return click.option("--data", type=kind, default=default, envvar=variable, help=f"Data folder ({variable}).")

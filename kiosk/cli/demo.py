"""`kiosk demo`: a head office, a shop's tablet, a scanner and a printer, all on this machine."""

from pathlib import Path

import click

from kiosk.cli import data_option


@click.command()
@data_option("demo")
@click.option(
    "--out", default="demo-output", type=click.Path(file_okay=False, path_type=Path), help="Pictures and slips."
)
@click.option("--tour/--no-tour", default=None, help="Play the tour; by default, when there is no screen.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh")
@click.option(
    "--media",
    type=click.Path(path_type=Path),
    help="Show photographs of this folder: files called like a style, or folders called dress, shirt, shoes …",
)
@click.option(
    "--contact-sheet",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Only draw every style in its colourways into this PNG.",
)
def demo(
    data: Path, out: Path, tour: bool | None, language: str, media: Path | None, contact_sheet: Path | None
) -> None:
    """The demo retailer in one command: on a screen to try, without one as a tour that leaves pictures."""
    from kiosk.bootstrap.demo import draw_contact_sheet, has_screen, play_tour, run_demo

    if contact_sheet:
        return draw_contact_sheet(contact_sheet, media, announce=click.echo)
    if tour or (tour is None and not has_screen()):
        raise SystemExit(play_tour(out, click.echo, media))
    raise SystemExit(run_demo(data, out, language, click.echo, media))

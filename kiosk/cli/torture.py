"""`kiosk torture`: whether anything can be lost or doubled; a release is tortured before it goes out."""

from pathlib import Path

import click

from kiosk import __version__


@click.command()
@click.option("--budget", type=float, default=60.0, show_default=True, help="Minutes.")
@click.option("--seed", type=int, default=1, show_default=True, help="The first one; each repeats its history.")
@click.option("--seeds", type=int, default=0, help="How many; 0 = as many as the budget allows.")
@click.option("--steps", type=int, default=150, show_default=True)
@click.option("--generations", type=int, default=4, show_default=True, help="Everything is looked at after each.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Add the totals up in this file.")
def torture(budget: float, seed: int, seeds: int, steps: int, generations: int, out: Path | None) -> None:
    """Play shops, head office and every fault between them by seeds; ends with 1 when a promise was broken."""
    from kiosk.bootstrap.torture import add_up
    from kiosk.bootstrap.torture import torture as run

    found = run(seed, seeds=seeds, budget_s=budget * 60, steps=steps, generations=generations, announce=click.echo)
    click.echo(str(found))
    if out is not None:
        known = add_up(out, found, __version__)
        click.echo(f"So far, in {out}: {known['seeds']:,} seeds, {known['steps']:,} steps, {known['orders']:,} orders")
    raise SystemExit(1 if found.failed else 0)

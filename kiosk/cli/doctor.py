"""`kiosk doctor`: whether this tablet is well, and what to do where it is not."""

import json
from pathlib import Path

import click

from kiosk.cli import data_option
from kiosk.ports.health import Check, Verdict
from kiosk.services.health import checks, said, worst
from kiosk.texts import load_texts

_MARKS = {Verdict.OK: "ok  ", Verdict.WARN: "WARN", Verdict.FAIL: "FAIL"}
_folder = data_option("tablet")


@click.command()
@_folder
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@click.option(
    "--bundle", type=click.Path(dir_okay=False, path_type=Path), help="Also pack what helps support into FILE.zip."
)
@click.option("--language", type=click.Choice(["zh", "en"]), default="en")
def doctor(data: Path, as_json: bool, bundle: Path | None, language: str) -> None:
    """Look at versions, folders, devices, HQ, clock and files; ends with 1 when something fails."""
    from kiosk.bootstrap.health import Doctor

    with Doctor(data) as looking:
        findings = looking.findings()
        found = checks(findings)
        if bundle is not None:
            looking.pack(bundle, findings)
    if as_json:
        click.echo(json.dumps([_document(check, language) for check in found], ensure_ascii=False, indent=1))
    else:
        for check in found:
            click.echo(_line(check, language))
        if bundle is not None:
            click.echo(f"Packed into {bundle}: no names, numbers or keys are in it.")
    raise SystemExit(1 if worst(found) is Verdict.FAIL else 0)


def _document(check: Check, language: str) -> dict[str, object]:
    name, what, todo = said(load_texts(language), check)
    return {
        "check": check.key,
        "verdict": check.verdict.value,
        "code": check.code,
        "name": name,
        "found": what,
        "do": todo,
        **check.params,
    }


def _line(check: Check, language: str) -> str:
    name, what, todo = said(load_texts(language), check)
    return f"{_MARKS[check.verdict]} {name}: {what}" + (f"\n       {todo}" if todo else "")

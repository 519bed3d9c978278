"""`kiosk member …`: a shopper becomes a member, from a terminal."""

import sys
from pathlib import Path

import click

from kiosk.cli import data_option
from kiosk.cli.shop import ask, badge_option, pin_option

_folder = data_option("tablet")
_purposes = click.option("--purpose", multiple=True, help="What was agreed to; `membership` when left out.")
_PROOFS = click.Choice(["rang", "card", "order"])


@click.group()
def member() -> None:
    """Take a member in, vouch for one, give or take back consent."""


@member.command()
@click.option("--language", type=click.Choice(["zh", "en"]), help="Of the text.")
@_folder
def text(language: str | None, data: Path) -> None:
    """What a shopper agrees to, word for word."""
    ask(data, "member-text", language=language)


@member.command()
@click.option("--consent", required=True, help="The version of the text that was read (kiosk member text).")
@click.option("--language", type=click.Choice(["zh", "en"]), help="In which it was read.")
@click.option("--proof", type=_PROOFS, help="What the guide attests: the phone rang; a card or an order was shown.")
@click.option("--shown", default="", help="The code of the card, or the number of the order.")
@_purposes
@badge_option
@pin_option
@_folder
def join(
    consent: str, language: str | None, proof: str | None, shown: str, purpose: tuple[str, ...], badge: str, pin: str,
    data: Path,
) -> None:  # fmt: skip
    """A card for whoever agreed. Asks for the phone number, so that no other program can read it."""
    phone = _typed("Phone number")
    ask(
        data, "member-join", phone=phone, consent=consent, language=language, proof=proof, shown=shown,
        purposes=list(purpose) or None, badge=badge, pin=pin,
    )  # fmt: skip


@member.command()
@click.argument("code")
@click.option("--proof", type=_PROOFS, required=True)
@badge_option
@pin_option
@_folder
def claim(code: str, proof: str, badge: str, pin: str, data: Path) -> None:
    """A guide vouches for whoever has the card CODE. Asks for the number that rang, the old card's code or the order's
    number."""
    ask(data, "member-claim", code=code, proof=proof, shown=_typed("What was shown, or rang"), badge=badge, pin=pin)


@member.command()
@click.argument("code")
@click.option("--take-back", is_flag=True, help="Consent ends at once.")
@_purposes
@_folder
def consent(code: str, take_back: bool, purpose: tuple[str, ...], data: Path) -> None:
    """Agree to the text as it is now, or take consent back."""
    ask(data, "member-consent", code=code, take_back=take_back, purposes=list(purpose) or None)


@member.command()
@click.argument("code")
@click.argument("field", type=click.Choice(["name", "notes", "sizes", "preferences", "tags", "birthday"]))
@badge_option
@pin_option
@_folder
def note(code: str, field: str, badge: str, pin: str, data: Path) -> None:
    """A guide writes something down about whoever has CODE. Asks for the text; an empty one takes it away."""
    ask(data, "member-note", code=code, field=field, text=_typed("What to write down"), badge=badge, pin=pin)


@member.command()
@click.argument("code")
@_folder
def show(code: str, data: Path) -> None:
    """Whose code it is, as the glass shows them."""
    ask(data, "member-show", code=code)


@member.command()
@click.argument("code")
@badge_option
@pin_option
@_folder
def picture(code: str, badge: str, pin: str, data: Path) -> None:
    """What a guide sees of whoever has CODE: segment, spend, wishes, advice."""
    ask(data, "member-picture", code=code, badge=badge, pin=pin)


@member.command()
@click.argument("code")
@click.argument("style")
@click.option("--sku", default="", help="The colour and size that is meant.")
@click.option("--remove", is_flag=True, help="It is no longer wished for.")
@_folder
def wish(code: str, style: str, sku: str, remove: bool, data: Path) -> None:
    """Put STYLE on the wish list of whoever has CODE."""
    ask(data, "member-wish", code=code, style=style, sku=sku, remove=remove)


@member.command()
@badge_option
@pin_option
@_folder
def contacts(badge: str, pin: str, data: Path) -> None:
    """Whom a guide may get in touch with, and why."""
    ask(data, "contacts", badge=badge, pin=pin)


@member.command()
@click.argument("member_id")
@click.argument("contact")
@click.argument("outcome", type=click.Choice(["reached", "not_reached", "not_wanted"]))
@badge_option
@pin_option
@_folder
def contacted(member_id: str, contact: str, outcome: str, badge: str, pin: str, data: Path) -> None:
    """What came of an entry of the contact list."""
    ask(data, "contacted", member=member_id, contact=contact, outcome=outcome, badge=badge, pin=pin)


def _typed(question: str) -> str:
    """Typed unseen at a terminal, or a line of standard input."""
    if sys.stdin.isatty():
        typed: str = click.prompt(question, hide_input=True)
        return typed.strip()
    return sys.stdin.readline().strip()

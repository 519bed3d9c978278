"""Credit: what a guide has and why, what they do not agree with, and what a manager does."""

from pathlib import Path

from kiosk.domain.binding import BoundHow, GuideBound
from sync.hq.importers.credit_file import read_rules
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.front import wide_tablet
from tests.ui.walk.people import SIGN_IN_MANAGER
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import ADD, ORDER, SIGN_IN

_RULES = Path(__file__).parents[2] / "credit" / "rules" / "usual.toml"
_PAY = """
    click order.pay
    wait page payment
    click payment.suggestion.1
    click payment.take
    wait object order.receipts
"""
_SOLD = f"""
    {SIGN_IN}
    click bar.range
    wait page browse
    {ADD}
    click bar.basket
    wait page basket
    click basket.confirm
    wait page placed
    remember N placed.number
    click placed.done
    wait page order
    {_PAY}
"""
_DISPUTED = f"""
    {_SOLD}
    click order.credit
    wait page credit
    click credit.entry.1
    click credit.disagree
    click credit.choice.wrong_share
    wait gone credit.about
"""
_MANAGER = f"click bar.lock\nwait page browse\n{SIGN_IN_MANAGER}\nclick bar.credit\nwait page credit"


def with_rules() -> MemoryTablet:
    """The usual rule, since ever; Lin has two members."""
    tablet = wide_tablet()
    tablet.reader.rules = read_rules(_RULES.read_text("utf-8").replace("2026-01-01", "2020-01-01"))
    for member in ("m-42", "m-43"):
        body = GuideBound(member, "G-LIN", "JA", BoundHow.BADGE)
        tablet.journal.run(lambda tx, body=body: tx.append(body, "G-LIN"))  # type: ignore[misc]
    return tablet


CREDIT = (
    Chapter(
        "credit",
        f"""
        {SIGN_IN}
        click bar.credit
        wait page credit
        look credit nothing
        """,
        with_rules,
    ),
    Chapter(
        "credit-sold",
        f"""
        {_SOLD}
        click order.credit
        wait page credit
        wait object credit.entry.0
        look credit order
        click credit.entry.1
        wait object credit.disagree
        look credit entry
        click credit.disagree
        look credit disagree
        click credit.choice.wrong_share
        wait gone notice
        click bar.credit
        wait object credit.commission.0
        look credit today
        """,
        with_rules,
    ),
    Chapter(
        "credit-claim",
        f"""
        {ORDER}
        {SIGN_IN}
        scan {{N}}
        wait page order
        {_PAY}
        click order.credit
        wait page credit
        click credit.claim
        look credit claim
        click credit.choice.badge_forgotten
        wait object approval.badge
        scan {retailer.MEI_BADGE}
        type {retailer.MEI_PIN}
        click approval.allow
        wait text credit.sentence.0 Mei
        look credit claimed
        """,
        with_rules,
    ),
    Chapter(
        "credit-manager",
        f"""
        {_DISPUTED}
        {_MANAGER}
        click credit.scope.disputes
        wait object credit.entry.0
        look credit disputes
        click credit.entry.0
        click credit.decide
        wait object credit.choice.stands
        look credit whom
        click credit.choice.stands
        wait object credit.choice.both_agree
        look credit because
        click credit.choice.both_agree
        wait object credit.scope.disputes
        click credit.whose
        click credit.choice.G-LIN
        wait object credit.handOver
        look credit colleague
        click credit.handOver
        wait object credit.choice.G-MEI
        look credit receiver
        click credit.choice.G-MEI
        wait object credit.choice.hand
        look credit hand-over
        click credit.choice.hand
        wait gone credit.handOver
        """,
        with_rules,
    ),
)

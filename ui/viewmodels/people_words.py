"""How somebody of the shop stands, in words."""

from kiosk.services.people import Colleague
from kiosk.services.wording import clock_text
from ui.formatting import age
from ui.rows import AmountRow
from ui.rows_people import PersonRow
from ui.stage import Stage


def person_row(stage: Stage, item: Colleague) -> PersonRow:
    member = item.member
    role = stage.texts(f"ui.people.{member.role.value}")
    tone = "here" if member.badge_sha256 else "problem"
    return PersonRow(member.id, member.name, role, _badge(stage, item), tone, signed_in(stage, item))


def fact_rows(stage: Stage, item: Colleague) -> list[AmountRow]:
    rows = [
        AmountRow("badge", stage.texts("ui.people.badge"), _badge(stage, item)),
        AmountRow("seen", stage.texts("ui.people.seen"), signed_in(stage, item)),
    ]
    code = item.member.public_code
    return [*rows, AmountRow("code", stage.texts("ui.people.code"), code)] if code else rows


def signed_in(stage: Stage, item: Colleague) -> str:
    """When they last signed in here, or what has gone wrong with it since."""
    attempts, here, now_ms = item.attempts, stage.here, stage.glass.clock()
    if attempts.locked_until() > now_ms and here:
        return stage.texts("ui.people.locked", time=clock_text(attempts.locked_until(), here))
    if not attempts.last_ms:
        return stage.texts("ui.people.never")
    when = age(stage.texts, attempts.last_ms, now_ms, here)
    if attempts.failed:
        return stage.texts("ui.people.wrong", count=attempts.failed, age=when)
    return stage.texts("ui.people.signed_in", age=when)


def _badge(stage: Stage, item: Colleague) -> str:
    return stage.texts("ui.people.badge_on" if item.member.badge_sha256 else "ui.people.badge_none")

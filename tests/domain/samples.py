"""Random values of any type that events and rows are made of; the same seed gives the same value."""

import random
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kiosk.domain.binding import BINDING_FACTS
from kiosk.domain.cashing import DayClosed, DayOpened
from kiosk.domain.credit_facts import CREDIT_FACTS, CreditDecided, CreditOutcome
from kiosk.domain.events import CountedLine, LineDecision, OpenedStock, OrderPlaced, Outcome
from kiosk.domain.members import MEMBER_FACTS, Consent, member_code
from kiosk.domain.people import PEOPLE_FACTS
from kiosk.domain.repairs import SETTLED_BY_WORD, AttentionSettled, LinesAskedAgain, MoneyRefunded
from kiosk.domain.returns import GoodsReturned
from kiosk.domain.transfers import GoodsSent, TransferClosed, unknown_codes
from kiosk.domain.visits import NothingFound

_WORDS = ("LINEN-SHIRT/INDIGO/M", "亚麻衬衫", "O’Neill & “Söhne”", 'a"b\\c', "line\nbreak\ttab", "\x00\x1f", "🧥", "")


def sample(kind: Any, rng: random.Random) -> Any:
    """A value of the type `kind`, within what its rules allow."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if NoneType in args and rng.random() < 0.3 else sample(args[0], rng)
    if origin is tuple:
        return tuple(sample(args[0], rng) for _ in range(rng.randint(1, 3)))
    if origin is dict:
        return {rng.choice(_WORDS): sample(args[1], rng) for _ in range(rng.randint(0, 3))}
    if is_dataclass(kind):
        return _dataclass(kind, rng)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return rng.choice(list(kind))
    return {int: lambda: rng.randint(1, 999_999), str: lambda: rng.choice(_WORDS), bool: lambda: rng.random() < 0.5}[
        kind
    ]()


def _dataclass(kind: Any, rng: random.Random) -> Any:
    hints = get_type_hints(kind)
    values = {item.name: sample(hints[item.name], rng) for item in fields(kind)}
    if kind is OrderPlaced:
        values["lines"] = tuple(replace(line, line_id=str(at)) for at, line in enumerate(values["lines"]))
        values["total_minor"] = sum(line.total_minor for line in values["lines"])
    if kind is GoodsReturned:
        values["lines"] = tuple(replace(line, line_id=str(at)) for at, line in enumerate(values["lines"]))
        refund = sum(line.refund_minor for line in values["lines"])
        values["tenders"] = (replace(values["tenders"][0], amount_minor=refund),)
    if kind is MoneyRefunded:
        values["lines"] = tuple(replace(line, line_id=str(at)) for at, line in enumerate(values["lines"]))
        refund = sum(line.refund_minor for line in values["lines"]) + values["over_minor"]
        values["tenders"] = (replace(values["tenders"][0], amount_minor=refund),)
    if kind is LinesAskedAgain:
        values["lines"] = tuple(replace(line, line_id=str(at)) for at, line in enumerate(values["lines"]))
    if kind is AttentionSettled:
        values |= {"kind": rng.choice(sorted(SETTLED_BY_WORD)), "reason": values["reason"].strip() or "seen by all"}
    if kind is GoodsSent:
        values["lines"] = tuple(replace(line, sku=str(at)) for at, line in enumerate(values["lines"]))
        values["to_location"] = values["location"] + "-TO"
    if kind is NothingFound:
        values["text"] = values["text"] or "nothing"
    if kind is TransferClosed:
        values["reason"] = values["reason"].strip() or "looked for it"
    if "unknown" in values:
        values["unknown"] = unknown_codes(values["unknown"])
    if kind in (DayOpened, DayClosed):
        values["business_date"] = f"20{rng.randint(10, 99)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    if kind is DayClosed:
        values["expected_minor"] = values["figures"].expected_minor
        values["last_epoch"] = values["first_epoch"] + 1
    if kind is LineDecision and values["promise"] is None:
        values["outcome"] = Outcome.REFUSED
    if kind in (*CREDIT_FACTS, *BINDING_FACTS):
        values = {name: "said" if value == "" or str(value).isspace() else value for name, value in values.items()}
        values |= {name: ("m1", "m2") for name in values if name == "members"}
        values |= {name: f"{name}-1" for name in values if name in ("from_guide", "to_guide")}
        values |= {name: "\x00 said" for name in values if name in ("reason", "words")}
    if kind is CreditDecided:
        values["guide"] = "G-LIN" if values["outcome"] is CreditOutcome.GOES_TO else None
    if kind in PEOPLE_FACTS:
        values |= {name: f"{rng.getrandbits(256):064x}" for name in values if name == "badge_sha256"}
        values |= {name: "$argon2id$…" for name in values if name == "pin_hash"}
        values |= {name: "Lin" for name in values if name == "name"}
    if kind is Consent:
        values |= {"version": "2026-11", "purposes": tuple(dict.fromkeys(values["purposes"]))}
    if kind in MEMBER_FACTS:
        values |= _of_member(values, rng)
    if kind in (CountedLine, OpenedStock):
        values = {name: value if name != "expected" else -value for name, value in values.items()}
    return kind(**values)


def _of_member(values: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """What names people: codes with their check digit, hashes, and a guide where something is attested."""
    made = {
        "member_id": f"m-{rng.randint(1, 9)}",
        "into": f"r-{rng.randint(1, 9)}",
        "record": f"r-{rng.randint(1, 9)}",
        "code": member_code(f"{rng.randrange(10**15):015d}"),
        "phone_hash": f"{rng.getrandbits(128):032x}",
        "profile": f"{rng.getrandbits(256):064x}",
        "guide": "G-LIN",
        "style": "LINEN-SHIRT",
        "contact": "coupon:C1",
    }
    return {name: value for name, value in made.items() if name in values}

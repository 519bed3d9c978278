"""Random histories of one order with everything that credit depends on: rules, bindings, people who leave."""

import random
from dataclasses import dataclass, replace
from functools import cache, partial

from kiosk.domain.binding import DAY_MS, BoundHow, GuideBound, MembersHandedOver
from kiosk.domain.credit_entries import Parties
from kiosk.domain.credit_rules import CreditRule, CreditRules, LeaverPending, OwnPurchase, Role
from kiosk.domain.events import Event, Fulfilment, OrderLine, Outcome
from tests.domain.histories import T0_MS, Scribe, line, order

GUIDES = ("G-LIN", "G-BO", "G-CHEN")
MEMBER = "m-1"
SPAN_S = 240 * 86_400
END_MS = T0_MS + SPAN_S * 1000 + 400 * DAY_MS
SHOPS = frozenset({"JA", "XH"})


@dataclass(frozen=True)
class Chance:
    told: tuple[Event, ...]
    rules: CreditRules
    parties: Parties
    now_ms: int


@cache
def rule_sets() -> tuple[CreditRules, ...]:
    """Some forty sets of up to four rules that follow each other."""
    rng = random.Random(2026)
    return (CreditRules(), *(CreditRules(tuple(_rules(rng))) for _ in range(40)))


def _rules(rng: random.Random) -> list[CreditRule]:
    starts = sorted(rng.sample(range(SPAN_S * 1000), rng.randint(1, 4)))
    if rng.random() < 0.7:
        starts[0] = -T0_MS
    return [_rule(rng, f"rule-{at}", T0_MS + start) for at, start in enumerate(starts)]


def _rule(rng: random.Random, name: str, effective_ms: int) -> CreditRule:
    valid = rng.choice((0, 30, 200, 240))
    return CreditRule(
        name,
        effective_ms,
        rng.randint(0, 10_000),
        _split(rng),
        _split(rng),
        {role.value: rng.choice(list(Role)).value for role in list(Role)[:-1] if rng.random() < 0.7},
        tuple(role for role in list(Role)[:-1] if rng.random() < 0.6),
        rng.randint(0, 60),
        valid,
        rng.randint(0, valid),
        rng.choice(list(OwnPurchase)),
        rng.choice(list(LeaverPending)),
    )


def _split(rng: random.Random) -> dict[str, int]:
    roles = rng.sample(list(Role), rng.randint(1, 4))
    cuts = sorted(rng.sample(range(1, 100), len(roles) - 1))
    shares = [upper - lower for lower, upper in zip((0, *cuts), (*cuts, 100), strict=True)]
    return {role.value: share for role, share in zip(roles, shares, strict=True)}


def chance(seed: int, order_id: str = "order-1") -> Chance:
    """Sensible or not; what was recorded when goes up and down over eight months."""
    rng = random.Random(seed)
    scribe = Scribe(seed, order_id)
    lines = tuple(_line(rng, str(at)) for at in range(1, rng.randint(2, 4)))
    total = sum(item.total_minor for item in lines)
    ids = [item.line_id for item in lines]
    body = replace(order(*lines, order_id=order_id), member=rng.choice((None, MEMBER, MEMBER)))
    paid = rng.choice((total, total, total, total // 2 + 1))
    happens = [lambda at: scribe.write(body, after_s=at), lambda at: scribe.paid(paid, after_s=at)]
    happens += [partial(one, scribe, rng, ids, total) for one, chances in _HAPPENINGS if rng.random() < chances]
    moments = sorted((rng.randrange(SPAN_S) if at else rng.randrange(SPAN_S // 3), at) for at in range(len(happens)))
    told = tuple(happens[at](moment) for moment, at in moments)
    left = {guide: T0_MS + 1000 * rng.randrange(SPAN_S) for guide in GUIDES if rng.random() < 0.25}
    own = {MEMBER: rng.choice(GUIDES)} if rng.random() < 0.4 else {}
    now_ms = T0_MS + 1000 * rng.randrange(SPAN_S)
    return Chance(told, rng.choice(rule_sets()), Parties(left, own, SHOPS), now_ms)


def _line(rng: random.Random, line_id: str) -> OrderLine:
    made = line(line_id, rng.choice(list(Fulfilment)), rng.choice((1, 7, 99, 39_900, rng.randint(1, 99_999))))
    pieces = rng.randint(1, 3)
    sold_by = rng.choice(("brand", "brand", "online"))
    total = made.unit_price_minor * pieces
    return replace(made, quantity=pieces, total_minor=total, guide=rng.choice((None, *GUIDES)), sold_by=sold_by)


def _bound(scribe: Scribe, rng: random.Random, at_s: int) -> Event:
    return scribe.write(GuideBound(MEMBER, rng.choice(GUIDES), "JA", rng.choice(list(BoundHow))), "ja-02", after_s=at_s)


def _handed(scribe: Scribe, rng: random.Random, at_s: int) -> Event:
    from_guide, to_guide = rng.sample(GUIDES, 2)
    return scribe.write(MembersHandedOver((MEMBER, "m-2"), from_guide, to_guide, "XH"), "xh-01", after_s=at_s)


def _entry(rng: random.Random, ids: list[str]) -> str:
    return f"{rng.choice(ids)}/{rng.choice(('commission', 'credit'))}/{rng.choice(list(Role)).value}"


_HAPPENINGS = (
    (lambda s, r, _i, _t, at: _bound(s, r, at // 4), 0.8),
    (lambda s, r, _i, _t, at: _bound(s, r, at), 0.4),
    (lambda s, r, _i, _t, at: _handed(s, r, at // 2), 0.5),
    (lambda s, r, i, _t, at: s.handed(*r.sample(i, r.randint(1, len(i))), after_s=at), 0.6),
    (lambda s, r, i, _t, at: s.dispatched(r.choice(i), after_s=at), 0.15),
    (lambda s, r, i, _t, at: s.returned(r.choice(i), pieces=r.randint(1, 3), after_s=at), 0.35),
    (lambda s, r, i, _t, at: s.returned(r.choice(i), pieces=r.randint(1, 2), device="ja-02", after_s=at), 0.2),
    (lambda s, r, i, _t, at: s.reduced(r.choice(i), minor=r.randint(1, 500), after_s=at), 0.2),
    (lambda s, r, i, _t, at: s.decided(r.choice(list(Outcome)), r.choice(i), source="WH", after_s=at), 0.2),
    (lambda s, _r, _i, total, at: s.paid(total, "ja-02", after_s=at), 0.2),
    (lambda s, r, i, _t, at: s.claimed(r.choice(i), guide=r.choice(GUIDES), after_s=at), 0.2),
    (lambda s, r, i, _t, at: s.claimed(r.choice(i), guide=r.choice(GUIDES), approved_by="G-MEI", after_s=at), 0.15),
    (lambda s, r, i, _t, at: s.disputed(_entry(r, i), after_s=at), 0.1),
    (lambda s, r, i, _t, at: s.settled(_entry(r, i), r.choice((None, *GUIDES)), after_s=at), 0.15),
    (lambda s, r, i, _t, at: s.refunded(r.choice(i), minor=r.randint(1, 500), after_s=at), 0.1),
    (lambda s, _r, _i, _t, at: s.cancelled(after_s=at), 0.05),
    (lambda s, _r, _i, _t, at: s.lapsed(after_s=at), 0.05),
)

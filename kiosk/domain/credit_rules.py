"""HQ's rules about credit and commission: data with a name and a moment from which they are in effect.

The rule of a sale is the one in effect at the moment of its payment; a binding's windows are those of its own moment.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.domain.binding import DAY_MS, Windows


class Role(StrEnum):
    """What somebody was in a sale. A share of commission belongs to a role first, then to who had it."""

    SELLING_GUIDE = "selling_guide"
    BOUND_GUIDE = "bound_guide"
    SELLING_SHOP = "selling_shop"
    FULFILLING_SHOP = "fulfilling_shop"
    ONLINE_TEAM = "online_team"
    HOUSE = "house"  # the brand itself: nobody is paid


GUIDE_ROLES = frozenset({Role.SELLING_GUIDE, Role.BOUND_GUIDE})


class OwnPurchase(StrEnum):
    """What a guide gets for what was bought with their own member code."""

    NONE = "none"
    FULL = "full"


class LeaverPending(StrEnum):
    """What becomes of commission that was pending when its guide left."""

    KEEP = "keep"
    FALLS = "falls"


@dataclass(frozen=True, slots=True)
class CreditRule:
    """One version. Shares are percent of the commission and sum to 100; the rate is in hundredths of a percent of what
    was paid."""

    name: str
    effective_ms: int
    rate_bp: int
    in_shop: dict[str, int]  # role → percent
    online: dict[str, int]
    missing: dict[str, str]  # role without anybody → role that has its share; "house" ends it
    in_full: tuple[Role, ...]  # who counts the whole amount towards their target
    return_days: int
    valid_days: int
    protected_days: int
    own_purchase: OwnPurchase = OwnPurchase.NONE
    leaver_pending: LeaverPending = LeaverPending.KEEP

    @property
    def return_ms(self) -> int:
        return self.return_days * DAY_MS

    @property
    def windows(self) -> Windows:
        return Windows(self.valid_days * DAY_MS, self.protected_days * DAY_MS)

    def commission_minor(self, paid_minor: int) -> int:
        """Of a line: whole cents, never more than the rate says."""
        return paid_minor * self.rate_bp // 10_000


@dataclass(frozen=True, slots=True)
class CreditRules:
    """All versions, oldest first."""

    rules: tuple[CreditRule, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.rules, key=lambda rule: (rule.effective_ms, rule.name)))
        object.__setattr__(self, "rules", ordered)
        object.__setattr__(self, "_starts", tuple(rule.effective_ms for rule in ordered))

    def at(self, at_ms: int) -> CreditRule | None:
        """The rule in effect at a moment; None before the first."""
        found = bisect_right(self._starts, at_ms)
        return self.rules[found - 1] if found else None

    def windows(self, at_ms: int) -> Windows | None:
        """Those of a binding made at a moment. Before the first rule the first one's: bindings are older than rules."""
        rule = self.at(at_ms) or (self.rules[0] if self.rules else None)
        return rule.windows if rule else None


def as_if_always(rules: Iterable[CreditRule]) -> CreditRules:
    """A draft tried on the past: its newest rule as if it had always been in effect."""
    newest = CreditRules(tuple(rules)).rules[-1]
    return CreditRules((replace(newest, effective_ms=0),))

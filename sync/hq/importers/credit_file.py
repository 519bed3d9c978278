"""credit.toml: the retailer's rules as a person writes them, read with an error for every mistake, by line and key."""

import re
import tomllib
from datetime import datetime
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from kiosk.domain.credit_rules import CreditRule, CreditRules, LeaverPending, OwnPurchase, Role
from kiosk.errors import InputError

E = TypeVar("E", bound=StrEnum)
MAX_DAYS = 3_650
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}")
_RATE = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))? ?%")
_HEADER = re.compile(r"\s*(\[\[?)\s*rules\s*(?:\.\s*([\w.\s-]+?))?\s*\]\]?")
_KEY = re.compile(r"\s*([\w.-]+)\s*=")
_RULE_KEYS = {
    "name", "effective_from", "return_window_days", "own_purchase", "leaver_pending", "binding", "commission", "credit",
}  # fmt: skip


def read_rules(text: str) -> CreditRules:
    """The rules of a credit.toml. Raises InputError that names the line, the rule, the key, and what to write."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"this is not TOML: {error}") from None
    lines = _Lines(text)
    if unknown := sorted(document.keys() - {"rules"}):
        raise InputError(f"{unknown[0]!r} is not known here; every rule begins with [[rules]]")
    tables = document.get("rules")
    if not isinstance(tables, list) or not tables or not all(isinstance(item, dict) for item in tables):
        raise InputError("there is no rule; every rule begins with [[rules]]")
    readers = [_Rule(table, at, lines) for at, table in enumerate(tables)]
    rules = [reader.read() for reader in readers]
    for at, rule in enumerate(rules):
        for before in rules[:at]:
            if rule.name == before.name:
                readers[at].wrong("name", "another rule has this name")
            if rule.effective_ms == before.effective_ms:
                readers[at].wrong("effective_from", f"rule {before.name} begins at the same moment")
    return CreditRules(tuple(rules))


class _Lines:
    """Where each key of each rule stands, as far as a look at the text tells."""

    def __init__(self, text: str) -> None:
        self._found: dict[tuple[int, str], int] = {}
        rule, table = -1, ""
        for number, line in enumerate(text.splitlines(), 1):
            if header := _HEADER.match(line):
                table = "".join((header[2] or "").split())
                rule += header[1] == "[[" and not table
                self._found.setdefault((rule, table), number)
            elif key := _KEY.match(line):
                self._found.setdefault((rule, f"{table}.{key[1]}".lstrip(".")), number)

    def of(self, rule: int, key: str) -> int:
        """The line of the key, else of the table that should have it."""
        while key and (rule, key) not in self._found:
            key = key.rpartition(".")[0]
        return self._found.get((rule, key), 1)


class _Rule:
    """Reads one table."""

    def __init__(self, table: dict[str, Any], at: int, lines: _Lines) -> None:
        self._table = table
        self._at = at
        self._lines = lines

    def wrong(self, key: str, why: str) -> NoReturn:
        name = self._table.get("name")
        called = f"rule {name!r}" if isinstance(name, str) else f"rule {self._at + 1}"
        raise InputError(f"line {self._lines.of(self._at, key)}: {called}: {key}: {why}")

    def read(self) -> CreditRule:
        self._only(self._table, "", _RULE_KEYS)
        binding = self._sub("binding", {"valid_days", "protected_days"})
        commission = self._sub("commission", {"rate", "in_shop", "online", "missing"})
        credit = self._sub("credit", {"in_full"})
        valid = self._days(binding, "binding.valid_days")
        protected = self._days(binding, "binding.protected_days")
        if protected > valid:
            self.wrong("binding.protected_days", f"longer than the {valid} days for which a binding is valid")
        return CreditRule(
            name=self._name(),
            effective_ms=self._moment(),
            rate_bp=self._rate(commission),
            in_shop=self._shares(commission, "commission.in_shop"),
            online=self._shares(commission, "commission.online"),
            missing=self._missing(commission),
            in_full=self._in_full(credit),
            return_days=self._days(self._table, "return_window_days"),
            valid_days=valid,
            protected_days=protected,
            own_purchase=self._one_of(OwnPurchase, "own_purchase", OwnPurchase.NONE),
            leaver_pending=self._one_of(LeaverPending, "leaver_pending", LeaverPending.KEEP),
        )

    def _only(self, table: dict[str, Any], where: str, known: set[str]) -> None:
        if unknown := sorted(table.keys() - known):
            key = f"{where}.{unknown[0]}".lstrip(".")
            self.wrong(key, f"not known; here stand {', '.join(sorted(known))}")

    def _sub(self, name: str, known: set[str]) -> dict[str, Any]:
        table = self._value(self._table, name)
        if not isinstance(table, dict):
            self.wrong(name, f"a table is expected: [rules.{name}]")
        self._only(table, name, known)
        return table

    def _value(self, table: dict[str, Any], key: str) -> Any:
        last = key.rpartition(".")[2]
        if last not in table:
            self.wrong(key, "missing")
        return table[last]

    def _name(self) -> str:
        name = self._value(self._table, "name")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            self.wrong("name", "1 to 32 of A-Z a-z 0-9 . _ - are expected, in quotes")
        return str(name)

    def _moment(self) -> int:
        moment = self._value(self._table, "effective_from")
        if not isinstance(moment, datetime) or moment.tzinfo is None:
            self.wrong("effective_from", "a moment with its time zone is expected: 2026-12-01T00:00:00+08:00")
        return int(moment.timestamp() * 1000)

    def _days(self, table: dict[str, Any], key: str) -> int:
        days = self._value(table, key)
        if type(days) is not int or not 0 <= days <= MAX_DAYS:
            self.wrong(key, f"whole days from 0 to {MAX_DAYS:,} are expected, not {days!r:.40}")
        return days

    def _rate(self, table: dict[str, Any]) -> int:
        text = self._value(table, "commission.rate")
        found = _RATE.fullmatch(text) if isinstance(text, str) else None
        rate_bp = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else -1
        if not 0 <= rate_bp <= 10_000:
            self.wrong("commission.rate", 'a share of what was paid is expected, in quotes: "4.5 %"')
        return rate_bp

    def _shares(self, table: dict[str, Any], key: str) -> dict[str, int]:
        shares = self._value(table, key)
        if not isinstance(shares, dict):
            self.wrong(key, "roles with their percent are expected: { selling_guide = 60, fulfilling_shop = 40 }")
        for role, percent in shares.items():
            self._role(key, role)
            if type(percent) is not int or not 0 <= percent <= 100:
                self.wrong(f"{key}.{role}", f"whole percent from 0 to 100 are expected, not {percent!r:.40}")
        if sum(shares.values()) != 100:
            self.wrong(key, f"the shares sum to {sum(shares.values())}, not to 100")
        return {role.value: shares[role.value] for role in Role if shares.get(role.value)}

    def _missing(self, table: dict[str, Any]) -> dict[str, str]:
        falls = table.get("missing", {})
        key = "commission.missing"
        if not isinstance(falls, dict):
            self.wrong(key, 'roles are expected: { bound_guide = "selling_guide" }')
        for role, to in falls.items():
            self._role(key, role)
            self._role(f"{key}.{role}", to)
            if role in (to, Role.HOUSE.value):
                self.wrong(f"{key}.{role}", "a share falls to another role")
        return dict(falls)

    def _in_full(self, table: dict[str, Any]) -> tuple[Role, ...]:
        roles = self._value(table, "credit.in_full")
        if not isinstance(roles, list):
            self.wrong("credit.in_full", 'a list of roles is expected: ["selling_guide", "fulfilling_shop"]')
        found = {self._role("credit.in_full", role) for role in roles}
        if Role.HOUSE in found:
            self.wrong("credit.in_full", "house has no target")
        return tuple(role for role in Role if role in found)

    def _role(self, key: str, text: object) -> Role:
        if not isinstance(text, str) or text not in tuple(Role):
            self.wrong(key, f"{text!r:.40} is no role: {', '.join(Role)}")
        return Role(text)

    def _one_of(self, kind: type[E], key: str, default: E) -> E:
        text = self._table.get(key, default.value)
        if text not in tuple(kind):
            self.wrong(key, f"one of {', '.join(kind)} is expected, not {text!r:.40}")
        return kind(text)

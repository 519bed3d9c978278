"""credit.toml: taken in whole, told by line and key what is wrong, and never changed once it was promised."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.domain import codec
from kiosk.domain.credit_rules import CreditRule, LeaverPending, OwnPurchase, Role
from kiosk.errors import InputError
from sync.hq.database import HqDatabase
from sync.hq.importers import FileReport, ImportReport, import_directory
from sync.hq.importers.credit_file import read_rules
from tests.sync.hq.importers.conftest import FILES, NOON

RULES = (Path(__file__).parents[3] / "credit" / "rules" / "usual.toml").read_text("utf-8")
USUAL = RULES.replace("2026-01-01", "2025-01-01")
Take = Callable[..., ImportReport]


@pytest.fixture
def rules(tmp_path: Path, database: HqDatabase) -> Callable[[str], FileReport]:
    """Take a credit.toml in, beside the other files."""
    folder = tmp_path / "credit"
    folder.mkdir()
    for name in ("locations.csv", "staff.csv", "members.csv"):
        (folder / name).write_text(FILES[name], "utf-8")

    def take_in(text: str) -> FileReport:
        (folder / "credit.toml").write_text(text, "utf-8")
        return import_directory(database, folder).file("credit.toml")

    return take_in


def published(database: HqDatabase, shop: str) -> dict[str, CreditRule]:
    with database.read() as read:
        return {key: codec.load(CreditRule, body) for key, body in read.rows(f"shop.{shop}", "credit_rules")}


def test_a_rule_is_read_as_it_is_written() -> None:
    (rule,) = read_rules(USUAL).rules
    assert rule.name == "usual"
    assert rule.effective_ms == 1_735_660_800_000  # 2025-01-01T00:00+08:00
    assert (rule.rate_bp, rule.return_days, rule.valid_days, rule.protected_days) == (500, 7, 180, 30)
    assert rule.in_shop == {"selling_guide": 60, "bound_guide": 25, "fulfilling_shop": 15}
    assert rule.missing == {"selling_guide": "bound_guide", "bound_guide": "selling_guide"}
    assert rule.in_full == (Role.SELLING_GUIDE, Role.SELLING_SHOP, Role.FULFILLING_SHOP, Role.ONLINE_TEAM)
    assert (rule.own_purchase, rule.leaver_pending) == (OwnPurchase.NONE, LeaverPending.KEEP)
    assert codec.load(CreditRule, codec.dump(rule)) == rule


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("bound_guide = 25", "bound_guide = 20", "line 15: rule 'usual': commission.in_shop: the shares sum to 95"),
        ("bound_guide = 25", "bound_guide = 25.0", "line 15: rule 'usual': commission.in_shop.bound_guide: whole"),
        ("in_shop = { selling_guide", "in_shop = { cashier", "line 15: rule 'usual': commission.in_shop: 'cashier'"),
        ('rate = "5 %"', "rate = 5", "line 14: rule 'usual': commission.rate: a share of what was paid is expected"),
        ('rate = "5 %"', 'rate = "500 %"', "line 14: rule 'usual': commission.rate: a share of what was paid"),
        ('rate = "5 %"', "", "line 13: rule 'usual': commission.rate: missing"),
        ("+08:00", "", "line 4: rule 'usual': effective_from: a moment with its time zone is expected"),
        ("days = 7", "days = -1", "line 5: rule 'usual': return_window_days: whole days from 0 to 3,650"),
        ("days = 7", 'days = "7"', "line 5: rule 'usual': return_window_days: whole days"),
        ("protected_days = 30", "protected_days = 181", "line 11: rule 'usual': binding.protected_days: longer"),
        ('own_purchase = "none"', 'own_purchase = "half"', "line 6: rule 'usual': own_purchase: one of none, full"),
        ('selling_guide = "bound_guide"', 'house = "bound_guide"', "line 17: rule 'usual': commission.missing.house:"),
        ('"online_team"]', '"house"]', "line 20: rule 'usual': credit.in_full: house has no target"),
        ("[rules.credit]", "[rules.credits]", "line 19: rule 'usual': credits: not known; here stand"),
        ('name = "usual"', 'name = "a b"', "line 3: rule 'a b': name: 1 to 32 of"),
        ('name = "usual"', "", "line 2: rule 1: name: missing"),
        ("[[rules]]", "[[rule]]", "'rule' is not known here; every rule begins with [[rules]]"),
        ("[[rules]]", "[[rules]", "this is not TOML:"),
    ],
)  # fmt: skip
def test_every_mistake_is_told_by_line_rule_and_key(old: str, new: str, said: str) -> None:
    assert old in USUAL
    with pytest.raises(InputError) as told:
        read_rules(USUAL.replace(old, new, 1))
    assert str(told.value).startswith(said)


def test_two_rules_have_two_names_and_two_moments() -> None:
    later = USUAL.replace("2025-01-01", "2026-01-01")
    with pytest.raises(InputError, match=r"^line 24: rule 'usual': name: another rule has this name"):
        read_rules(f"{USUAL}\n{later}")
    with pytest.raises(InputError, match=r"^line 25: rule 'other': effective_from: rule usual begins at the same"):
        read_rules(f"{USUAL}\n{USUAL.replace('usual', 'other')}")


@pytest.mark.parametrize("text", ["", "rules = 3", "rules = []", "[[rules]]", "[rules]\nname = 'x'"])
def test_what_holds_no_rule_is_told(text: str) -> None:
    with pytest.raises(InputError):
        read_rules(text)


def test_every_shop_gets_the_rules_and_no_other_place(rules: Callable[[str], FileReport], database: HqDatabase) -> None:
    report = rules(USUAL)
    assert (report.refused, report.rows, report.added) == ("", 1, 1)
    assert published(database, "JA") == published(database, "XH")
    assert list(published(database, "JA")) == ["usual"]
    assert published(database, "WH") == {}
    assert rules(USUAL).changes == 0


def test_a_rule_that_was_promised_never_changes_and_one_to_come_may(
    rules: Callable[[str], FileReport], database: HqDatabase
) -> None:
    rules(USUAL)
    report = rules(USUAL.replace('"5 %"', '"4 %"'))
    assert "rule 'usual' has been in effect since 2024-12-31 16:00 UTC and was promised to guides" in report.refused
    to_come = USUAL.replace("usual", "winter").replace("2025-01-01", "2025-12-01")
    assert rules(f"{USUAL}\n{to_come}").refused == ""
    changed = to_come.replace('"5 %"', '"4 %"')
    assert rules(f"{USUAL}\n{changed}").refused == ""
    assert published(database, "JA")["winter"].rate_bp == 400
    assert rules(USUAL).withdrawn == 1, "one to come may be taken back"


def test_nothing_that_was_paid_is_reckoned_anew(
    rules: Callable[[str], FileReport], database: HqDatabase, now: list[int]
) -> None:
    rules(USUAL)
    backdated = USUAL.replace("usual", "autumn").replace("2025-01-01", "2025-10-01")
    assert "which is over; what was paid since then stands under 'usual'" in rules(f"{USUAL}\n{backdated}").refused
    to_come = USUAL.replace("usual", "winter").replace("2025-01-01", "2025-12-01")
    assert rules(to_come).refused == ""
    assert set(published(database, "JA")) == {"usual", "winter"}, "what is in effect is kept, whatever a file forgets"
    now[0] = NOON + 60 * 86_400_000
    assert "has been in effect" in rules(to_come.replace('"5 %"', '"4 %"')).refused


def test_a_broken_file_leaves_every_shop_what_it_has(rules: Callable[[str], FileReport], database: HqDatabase) -> None:
    rules(USUAL)
    assert rules(USUAL.replace("60", "50")).refused.startswith("line 15: ")
    assert list(published(database, "XH")) == ["usual"]


def test_which_member_a_guide_is_goes_to_every_shop(take: Take, database: HqDatabase) -> None:
    header, row = FILES["staff.csv"].splitlines()
    take(staff=f"{header},member_id\n{row},m1\n")
    for shop in ("JA", "XH"):
        with database.read() as read:
            assert dict(read.rows(f"shop.{shop}", "own_member")) == {"m1": '{"guide": "G1"}'}
    take(staff=f"{header},member_id\n{row},two words\n")
    with database.read() as read:
        assert list(read.rows("shop.JA", "own_member")), "a bad row leaves what HQ has"
    take(staff=FILES["staff.csv"])
    with database.read() as read:
        assert list(read.rows("shop.JA", "own_member")) == []

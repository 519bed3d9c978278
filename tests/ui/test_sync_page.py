"""What head office lacks, devices that do not say they are well, what needs attention; the tablet's health."""

import pytest

from kiosk.domain.events import Outcome
from kiosk.domain.standing import Standing
from tests.fakes import retailer
from tests.fakes.health import MemoryHealth
from tests.ui.conftest import Open
from tests.ui.glasses import Shown
from tests.ui.layout import faults
from tests.ui.test_guide import place
from tests.ui.walk.happenings import all_of_them, much_is_wrong
from tests.ui.walk.walker import decide

TO_COME = "PADDED-JACKET/NAVY/XL"


def _health(shown: Shown) -> MemoryHealth:
    health = shown.glass.health
    assert isinstance(health, MemoryHealth)
    return health


def _open(shown: Shown) -> None:
    shown.sign_in()
    shown.play("click bar.sync", "wait page sync", "wait object sync.device.printer")


def test_the_orders_that_hq_lacks_are_behind_a_tap_and_open(english: Shown) -> None:
    number = place(english)
    _open(english)
    english.play("click sync.list", "wait object sync.order.0")
    (row,) = english.window.app.sync.watch.pending.rows
    assert (row.number, row.said) == (number, "Records: 1, the oldest just now")
    english.play("click sync.order.0", "wait page order", f"wait text order.number {number}")
    english.tablet.journal.hq_knows()
    english.play("click bar.sync", "wait gone sync.list")


def test_a_device_is_said_to_work_only_when_it_says_so(english: Shown) -> None:
    _open(english)
    rows = {row.key: (row.how, row.tone) for row in english.window.app.sync.watch.devices.rows}
    assert rows == {
        "scanner": ("unknown – 13:00 today", "amber"),
        "printer": ("works – 2 min ago", "here"),
        "drawer": ("unknown", "amber"),
    }
    english.play("wait object sync.calm")


def test_what_needs_attention_leads_to_where_it_is_seen_to(english: Shown) -> None:
    place(english, TO_COME, retailer.PHONE)
    decide(english, Outcome.REFUSED)
    place(english)
    all_of_them(english)
    much_is_wrong(english)
    _open(english)
    rows = english.window.app.sync.watch.attention.rows
    keys = ["orders", "calls", "locked.Mei", "health.space", "health.clock"]
    assert [row.key for row in rows] == keys
    assert [row.opens for row in rows] == [True, True, False, True, True]
    english.play("click sync.see.orders", "wait page orders")
    assert english.window.app.orders._query.standing is Standing.ATTENTION
    english.play("click bar.sync", "click sync.see.calls", "wait page calls")
    english.play("click bar.sync", "click sync.see.health.clock", "wait page health")


@pytest.mark.parametrize(("language", "size"), [("en", (1280, 800)), ("zh", (800, 1280))])
def test_an_order_that_hq_cannot_read_is_told_with_what_is_safe(
    open_glass: Open, language: str, size: tuple[int, int]
) -> None:
    shown = open_glass(language=language, size=size)
    shown.play("wait page browse")
    number = place(shown)
    state = shown.tablet.journal.state
    shown.tablet.journal.hq_knows()
    state.held = {event.seq for event in state.events if event.type == "OrderPlaced"}
    _open(shown)
    (row,) = shown.window.app.sync.watch.attention.rows
    assert number in row.said
    assert row.more
    assert faults(shown.window.quick) == []
    shown.play("grab held.png", f"click sync.see.{row.key}", "wait page order", f"wait text order.number {number}")


def test_the_health_page_puts_what_is_wrong_first_and_says_what_to_do(english: Shown) -> None:
    _health(english).unwell()
    _open(english)
    english.play("click sync.health", "wait page health", "wait text health.summary 'To see to'")
    rows = english.window.app.health.checks.rows
    gravity = [row.tone for row in rows]
    assert gravity == sorted(gravity, key=["problem", "amber", "here"].index)
    wrong = [row for row in rows if row.verdict == "Wrong"]
    assert {row.key for row in wrong} == {"qt", "scanner", "printer", "clock"}
    assert all(row.todo for row in wrong)
    english.play("click bar.back", "wait page sync")


def test_a_tablet_that_is_well_says_so_though_nobody_can_ask_its_drawer(english: Shown) -> None:
    _open(english)
    english.play("click sync.health", "wait text health.summary 'All is well'")
    unknown = [row.key for row in english.window.app.health.checks.rows if row.verdict == "Unknown"]
    assert unknown == ["scanner", "drawer"]
    _health(english).unwell()
    english.play("click health.look", "wait text health.summary 'To see to'")
    english.play("language zh", "wait text health.summary '要处理的'")


def test_a_bundle_is_packed_and_its_name_stays_to_be_read(english: Shown) -> None:
    _open(english)
    english.play("click sync.health", "wait object health.found.0", "click health.pack")
    english.play("wait text notice kiosk-support-20261123.zip")
    assert _health(english).packed == 1
    assert not english.window.app.notice._timer.isActive()
    english.play("click notice.close")
    _health(english).disk_full = True
    english.play("click health.pack", "wait object notice")
    assert not english.window.app.health.busy

"""Errors become sentences a shopper can use: never a code, never a trace."""

import pytest

from kiosk.errors import BugError, EnvironmentProblem, InputError, KioskError, RuleError
from kiosk.ports.devices import PrinterProblem
from kiosk.services.fulfilling import AlreadyHandedOver
from kiosk.services.guiding import PinLocked, PinWrong
from kiosk.texts import load_texts
from tests.fakes.clock import MONDAY_14_MS
from tests.fakes.retailer import JA
from ui.errors import sentence

ZH, EN = load_texts("zh"), load_texts("en")


def test_a_rule_has_its_own_sentence() -> None:
    assert sentence(RuleError("The basket is empty."), ZH, JA) == "购物袋是空的。"


def test_figures_are_filled_in() -> None:
    assert sentence(RuleError("Only 2 of this can be had.", left=2), ZH, JA) == "所有渠道加起来只有 2 件。"
    assert sentence(InputError("too little", missing_minor=1650), EN, JA).endswith("¥16.50 is missing.")


def test_moments_are_told_on_the_shops_clock() -> None:
    assert "14:00" in sentence(PinLocked("locked", until_ms=MONDAY_14_MS), EN, JA)
    assert "2026-11-23 14:00" in sentence(AlreadyHandedOver("x", at_ms=MONDAY_14_MS, by="", device=""), ZH, JA)


def test_the_tries_left_before_the_lock_are_counted() -> None:
    assert "3" in sentence(PinWrong("wrong", failed=2), EN, JA)
    assert "0" in sentence(PinWrong("wrong", failed=5), EN, JA)


@pytest.mark.parametrize("kind", [InputError, RuleError, EnvironmentProblem, PrinterProblem])
def test_a_message_nobody_translated_falls_back_to_its_kind(kind: type[KioskError]) -> None:
    assert sentence(kind("Zqx."), ZH, JA) == ZH(f"error.{kind.code}")


def test_a_sentence_whose_blanks_are_missing_falls_back_to_the_one_that_fits_anything() -> None:
    assert sentence(PinWrong("wrong"), EN, JA) == EN("error.problem")


@pytest.mark.parametrize("error", [ValueError("x"), BugError("our promise is broken")])
def test_what_nobody_foresaw_is_logged_and_ends_in_call_a_guide(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    said = sentence(error, EN, None)
    assert said.endswith("please call a guide.")
    assert str(error) not in said
    assert len(caplog.records) == 1

"""Moments in words, on the clock of the shop."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.events import Fulfilment, Promise
from kiosk.services.wording import (
    clock_text,
    date_text,
    dated_promise,
    deadline_text,
    moment_text,
    promise_when,
    promise_where,
)
from kiosk.texts import load_texts
from tests.fakes import retailer

ZH, EN = load_texts("zh"), load_texts("en")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000)


NOW = at("2026-11-23 23:30")  # a Monday, late: tomorrow is half an hour away


@pytest.mark.parametrize(
    ("when", "english", "chinese"),
    [
        ("2026-11-23 23:45", "From 23:45 today", "今天 23:45 起可取"),
        ("2026-11-24 00:00", "From 00:00 tomorrow", "明天 00:00 起可取"),
        ("2026-11-25 10:00", "From 10:00 in two days", "后天 10:00 起可取"),
        ("2026-11-26 10:00", "From 10:00 Thu", "周四 10:00 起可取"),
        ("2026-11-29 10:00", "From 10:00 Sun", "周日 10:00 起可取"),
        ("2026-11-30 10:00", "From 10:00 11/30", "11 月 30 日 10:00 起可取"),
        ("2027-01-02 10:00", "From 10:00 1/2", "1 月 2 日 10:00 起可取"),
        ("2026-11-22 10:00", "From 10:00 11/22", "11 月 22 日 10:00 起可取"),
    ],
)
def test_days_are_near_by_name_and_far_by_date(when, english, chinese):
    promise = Promise(at(when), at(when), "XH", "XH")
    assert promise_when(EN, Fulfilment.PICK_UP, promise, retailer.JA, NOW) == english
    assert promise_when(ZH, Fulfilment.PICK_UP, promise, retailer.JA, NOW) == chinese


def test_a_parcel_is_promised_by_its_last_moment_and_goods_here_by_their_first():
    promise = Promise(at("2026-11-24 09:00"), at("2026-11-25 21:00"), "WH", "door")
    assert promise_when(EN, Fulfilment.DELIVER, promise, retailer.JA, NOW) == "Home in two days"
    assert promise_when(EN, Fulfilment.BRING_HERE, promise, retailer.JA, NOW) == "Here tomorrow"
    assert promise_when(EN, Fulfilment.TAKE_NOW, promise, retailer.JA, NOW) == "Take now"


@pytest.mark.parametrize(
    ("kind", "source", "place", "english"),
    [
        (Fulfilment.TAKE_NOW, "JA", "JA", "This shop"),
        (Fulfilment.PICK_UP, "XH", "XH", "Pick up at Xuhui"),
        (Fulfilment.PICK_UP, "WH", "XH", "Pick up at Xuhui"),  # head office found it elsewhere; the shopper goes there
        (Fulfilment.BRING_HERE, "XH", "JA", "Brought from Xuhui"),
        (Fulfilment.BRING_HERE, "WH", "JA", "Brought from Cloud warehouse"),
        (Fulfilment.DELIVER, "WH", "door", "Ships from Cloud warehouse"),
        (Fulfilment.DELIVER, "JA", "door", "Ships from Jing'an"),  # a parcel from a shop is shipped, not brought
        (Fulfilment.DELIVER, "GONE", "door", ""),
    ],
)
def test_where_it_comes_from(kind, source, place, english):
    promise = Promise(NOW, NOW, source, place)
    assert promise_where(EN, kind, promise, {found.id: found for found in retailer.LOCATIONS}.get) == english


def test_moments_are_on_the_shops_clock_whatever_the_machine_thinks():
    assert moment_text(NOW, retailer.JA) == "2026-11-23 23:30"
    assert clock_text(NOW, retailer.JA) == "23:30"
    assert deadline_text(EN, at("2026-11-24 23:30"), NOW, retailer.JA) == "23:30 tomorrow"


@pytest.mark.parametrize(("language", "day"), [("zh", "11月24日周二"), ("en", "Tue 24 Nov")])
def test_paper_names_the_day_on_the_shop_s_clock(language, day):
    assert date_text(load_texts(language), at("2026-11-24 00:30"), retailer.JA).replace("\u00a0", " ") == day


@pytest.mark.parametrize(
    ("kind", "zh", "en"),
    [
        (Fulfilment.TAKE_NOW, "现在带走", "Take now"),
        (Fulfilment.PICK_UP, "11月24日周二16:00起", "From 16:00 Tue 24 Nov"),
        (Fulfilment.BRING_HERE, "11月24日周二到本店", "Here Tue 24 Nov"),
        (Fulfilment.DELIVER, "11月25日周三前到家", "Home Wed 25 Nov"),
    ],
)
def test_a_promise_on_paper_has_a_date_and_never_says_tomorrow(kind, zh, en):
    promised = Promise(at("2026-11-24 16:00"), at("2026-11-25 16:00"), "XH", "JA")
    for language, words in (("zh", zh), ("en", en)):
        assert dated_promise(load_texts(language), kind, promised, retailer.JA).replace("\u00a0", " ") == words

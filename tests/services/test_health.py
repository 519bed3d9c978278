"""What is judged about a tablet, and that every judgement has its sentences in both languages."""

from dataclasses import replace
from string import Formatter
from typing import Any

import pytest

from kiosk.ports.health import (
    Check,
    Device,
    DeviceReport,
    DeviceState,
    FilesFound,
    Findings,
    LineFound,
    MachineFound,
    PicturesFound,
    Verdict,
)
from kiosk.services.health import (
    checks,
    clock_check,
    device_check,
    file_checks,
    line_checks,
    machine_checks,
    paper_check,
    pictures_check,
    said,
    sqlite_check,
    worst,
)
from kiosk.services.scrubbing import scrubbed
from kiosk.texts import LANGUAGES, load_texts

WELL = MachineFound("0.1.0", "3.11.2", "3.51.3", "6.11.3", "/data", writable=True, free_mb=900, floor_mb=64,
                    fonts=2)  # fmt: skip
WHOLE = FilesFound(10, 10, "", 0, behind=False, shop="", catalogue="", styles=4, indexed=4)
LINE = LineFound(online=True, since_ms=1, last_error="", ahead_ms=0, pending_events=0, oldest_pending_ms=0)
DAY_MS = 24 * 3_600_000
DEVICES = tuple(DeviceReport(device, DeviceState.NONE) for device in Device)
PICTURES = PicturesFound(4, 4, 1, 1_024)
FINDINGS = Findings(DAY_MS, WELL, WHOLE, LINE, DEVICES, 0, PICTURES)


def test_a_tablet_that_is_well_has_nothing_but_good_checks() -> None:
    found = checks(FINDINGS)
    assert {check.verdict for check in found} == {Verdict.OK}
    assert worst(found) is Verdict.OK
    assert worst(()) is Verdict.OK
    assert len({check.key for check in found}) == len(found)


@pytest.mark.parametrize(
    ("version", "code"),
    [("3.40.1", "wal_reset"), ("3.51.2", "wal_reset"), ("3.51.3", "fixed"), ("3.52", "fixed"), ("3.7.0", "wal_reset")],
)
def test_a_version_of_sqlite_is_told_by_its_numbers(version: str, code: str) -> None:
    assert sqlite_check(version).code == code


@pytest.mark.parametrize(
    ("changed", "key", "verdict", "code"),
    [
        ({"pyside": "6.12.0"}, "qt", Verdict.FAIL, "loses_references"),
        ({"pyside": "6.12.0", "python": "3.12.1"}, "qt", Verdict.OK, "version"),
        ({"pyside": ""}, "qt", Verdict.OK, "absent"),
        ({"writable": False}, "folder", Verdict.FAIL, "read_only"),
        ({"free_mb": 63}, "space", Verdict.FAIL, "full"),
        ({"free_mb": 255}, "space", Verdict.WARN, "little"),
        ({"fonts_missing": ("NotoSansSC-Bold.otf",)}, "fonts", Verdict.FAIL, "missing"),
    ],
)
def test_what_is_wrong_with_the_machine_is_told(changed: dict[str, Any], key: str, verdict: Verdict, code: str) -> None:
    found = {check.key: check for check in machine_checks(replace(WELL, **changed))}
    assert (found[key].verdict, found[key].code) == (verdict, code)


@pytest.mark.parametrize(
    ("ahead_ms", "verdict", "code"),
    [
        (None, Verdict.WARN, "unknown"),
        (59_999, Verdict.OK, "right"),
        (-60_000, Verdict.WARN, "fast"),
        (60_000, Verdict.WARN, "slow"),
        (300_000, Verdict.FAIL, "slow"),
        (-300_000, Verdict.FAIL, "fast"),
    ],
)
def test_a_clock_is_judged_by_how_far_it_is_off(ahead_ms: int | None, verdict: Verdict, code: str) -> None:
    assert (clock_check(ahead_ms).verdict, clock_check(ahead_ms).code) == (verdict, code)


def test_a_device_that_does_not_answer_is_never_well() -> None:
    verdicts = {state: device_check(DeviceReport(Device.PRINTER, state)).verdict for state in DeviceState}
    assert {state for state, verdict in verdicts.items() if verdict is Verdict.OK} == {DeviceState.OK, DeviceState.NONE}
    assert verdicts[DeviceState.UNKNOWN] is Verdict.WARN
    assert verdicts[DeviceState.PAPER_OUT] is Verdict.FAIL


def test_records_that_wait_for_a_day_are_told() -> None:
    waits = replace(LINE, pending_events=3, oldest_pending_ms=5)
    assert [check.code for check in line_checks(waits, 5 + DAY_MS)][1] == "some"
    assert [check.code for check in line_checks(replace(waits, online=False), 6 + DAY_MS)][:2] == ["offline", "old"]


@pytest.mark.parametrize(
    ("changed", "verdicts"),
    [
        ({"journal": "row 3 missing from index"}, (Verdict.FAIL, Verdict.OK, Verdict.OK)),
        ({"broken_at": 7}, (Verdict.FAIL, Verdict.OK, Verdict.OK)),
        ({"behind": True}, (Verdict.WARN, Verdict.OK, Verdict.OK)),
        ({"shop": "malformed"}, (Verdict.OK, Verdict.WARN, Verdict.OK)),
        ({"catalogue": "malformed"}, (Verdict.OK, Verdict.OK, Verdict.WARN)),
        ({"indexed": 3}, (Verdict.OK, Verdict.OK, Verdict.WARN)),
        ({"styles": None}, (Verdict.OK, Verdict.OK, Verdict.WARN)),
    ],
)
def test_only_the_journal_cannot_come_again(changed: dict[str, Any], verdicts: tuple[Verdict, ...]) -> None:
    assert tuple(check.verdict for check in file_checks(replace(WHOLE, **changed))) == verdicts


def _every_check() -> list[Check]:
    machines = [
        WELL,
        replace(WELL, sqlite="3.40.1", pyside="6.12.0", writable=False, free_mb=1, fonts_missing=("A.otf",)),
        replace(WELL, pyside="", free_mb=200),
    ]
    files = [
        WHOLE,
        replace(WHOLE, journal="torn", shop="torn", catalogue="torn"),
        replace(WHOLE, broken_at=7, indexed=1),
        replace(WHOLE, behind=True, styles=None),
    ]
    waits = replace(LINE, online=False, pending_events=2, oldest_pending_ms=1)
    found = [check for machine in machines for check in machine_checks(machine)]
    found += [check for each in files for check in file_checks(each)]
    found += [check for line in (LINE, waits) for now in (2, DAY_MS + 2) for check in line_checks(line, now)]
    refusals = ("hq_revoked", "hq_refused", "hq_impostor")
    found += [check for code in refusals for check in line_checks(replace(LINE, refusal=code), 2)]
    found += [clock_check(ahead) for ahead in (None, 0, 90_000, -90_000)]
    printer = set(DeviceState)
    scanner = {DeviceState.OK, DeviceState.UNKNOWN, DeviceState.OFFLINE, DeviceState.NONE}
    drawer = {DeviceState.UNKNOWN, DeviceState.OFFLINE, DeviceState.NONE}
    states = {Device.PRINTER: printer, Device.SCANNER: scanner, Device.DRAWER: drawer}
    found += [device_check(DeviceReport(device, state)) for device, known in states.items() for state in known]
    found += [pictures_check(PicturesFound(wanted, 4, 1, 1_024)) for wanted in (0, 4, 9)]
    return [*found, paper_check(0), paper_check(3)]


def test_every_finding_has_its_sentence_and_what_is_wrong_says_what_to_do() -> None:
    told, texts = set(), load_texts("en")
    for check in _every_check():
        for language in LANGUAGES:
            name, what, todo = said(load_texts(language), check)
            assert name
            assert what
            quiet = check.verdict is Verdict.OK or check.code == "unknown"
            assert todo or quiet, check
        told |= {f"health.{check.key}.{end}" for end in ("name", check.code, f"{check.code}_do")}
    assert {key for key in sorted(texts.keys()) if key.startswith("health.")} - told == set()


def test_both_languages_say_the_same_things() -> None:
    zh, en = (load_texts(language) for language in LANGUAGES)
    keys = {key for key in sorted(en.keys()) if key.startswith("health.")}
    assert keys == {key for key in sorted(zh.keys()) if key.startswith("health.")}

    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert [key for key in keys if not blanks(zh._sentences[key]) <= blanks(en._sentences[key])] == []


# What leaves the shop.


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("called 138 0000 0000 at once", "called [number] at once"),
        ("+86 13800000000", "[number]"),
        ("badge B-LIN000001 and PIN 2468", "badge [code] and PIN [number]"),
        ("order JA-02-A-000417 of JA-02-A-R-000398", "order JA-02-A-000417 of JA-02-A-R-000398"),
        ("pick-up code 48271936", "pick-up code [number]"),
        ("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA", "[hash]"),
        ("key deadbeefdeadbeefdeadbeefdeadbeef", "key [key]"),
        ("https://lin:secret@hq.example/path", "https://[user]@hq.example/path"),
        ("Lin served Wang", "[name] served [name]"),
        ("online, Lin served 王小明的客人", "online, [name] served [name]的客人"),
        ("mail lin.wang@example.com", "mail [mail]"),
        ("12 of 480 rows in 35 ms", "12 of 480 rows in 35 ms"),
    ],
)
def test_nothing_personal_is_left_of_a_line(said: str, left: str) -> None:
    known = ("Lin", "Wang", "王小明") if "served" in said else ()
    assert scrubbed(said, known) == left

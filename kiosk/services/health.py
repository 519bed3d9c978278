"""Whether a tablet is well: each finding judged, with a code for the sentence that says what to do about it."""

from collections.abc import Iterable

from kiosk.ports.health import (
    Check,
    DeviceReport,
    DeviceState,
    FilesFound,
    Findings,
    LineFound,
    MachineFound,
    PicturesFound,
    Verdict,
)
from kiosk.texts import Texts

CLOCK_WARN_MS, CLOCK_FAIL_MS = 60_000, 5 * 60_000  # HQ heeds a tablet's clock up to five minutes ahead, no further
UNSENT_WARN_MS = 24 * 3_600_000
ROOM_FACTOR = 4  # so many times the floor are plenty
#: From 3.7.0 to the version before this one, two connections that write and checkpoint at once can lose pages.
WAL_RESET_FIXED = (3, 51, 3)
#: On Python 3.11 every emit() of these loses a reference; the process ends within some ten thousand.
LOSES_REFERENCES = (6, 12)
_VERDICTS = {
    DeviceState.OK: Verdict.OK,
    DeviceState.NONE: Verdict.OK,
    DeviceState.PAPER_OUT: Verdict.FAIL,
    DeviceState.COVER_OPEN: Verdict.FAIL,
    DeviceState.FAULT: Verdict.FAIL,
    DeviceState.OFFLINE: Verdict.FAIL,
}
_GRAVITY = (Verdict.OK, Verdict.WARN, Verdict.FAIL)


def checks(found: Findings) -> tuple[Check, ...]:
    """Everything, in the order in which people ask."""
    return (
        *machine_checks(found.machine),
        *(device_check(report) for report in found.devices),
        paper_check(found.unprinted),
        *line_checks(found.line, found.now_ms),
        *file_checks(found.files),
        pictures_check(found.pictures),
    )


def worst(found: Iterable[Check]) -> Verdict:
    return max((check.verdict for check in found), key=_GRAVITY.index, default=Verdict.OK)


def machine_checks(machine: MachineFound) -> tuple[Check, ...]:
    return (
        Check("program", Verdict.OK, "version", {"version": machine.program}),
        Check("python", Verdict.OK, "version", {"version": machine.python}),
        sqlite_check(machine.sqlite),
        qt_check(machine),
        folder_check(machine),
        space_check(machine),
        fonts_check(machine),
    )


def sqlite_check(version: str) -> Check:
    """A version with the WAL-reset bug is no trouble here: one connection writes and does all checkpoints."""
    fixed = numbers(version) >= WAL_RESET_FIXED
    return Check("sqlite", Verdict.OK, "fixed" if fixed else "wal_reset", {"version": version})


def qt_check(machine: MachineFound) -> Check:
    if not machine.pyside:
        return Check("qt", Verdict.OK, "absent")
    versions: dict[str, str | int] = {"pyside": machine.pyside, "python": machine.python}
    if numbers(machine.pyside) >= LOSES_REFERENCES and numbers(machine.python)[:2] == (3, 11):
        return Check("qt", Verdict.FAIL, "loses_references", versions)
    return Check("qt", Verdict.OK, "version", versions)


def folder_check(machine: MachineFound) -> Check:
    verdict = Verdict.OK if machine.writable else Verdict.FAIL
    return Check("folder", verdict, "writable" if machine.writable else "read_only", {"folder": machine.folder})


def space_check(machine: MachineFound) -> Check:
    figures: dict[str, str | int] = {"free": machine.free_mb, "floor": machine.floor_mb}
    if machine.free_mb < machine.floor_mb:
        return Check("space", Verdict.FAIL, "full", figures)
    if machine.free_mb < ROOM_FACTOR * machine.floor_mb:
        return Check("space", Verdict.WARN, "little", figures)
    return Check("space", Verdict.OK, "plenty", figures)


def fonts_check(machine: MachineFound) -> Check:
    if machine.fonts_missing:
        return Check("fonts", Verdict.FAIL, "missing", {"names": ", ".join(machine.fonts_missing)})
    return Check("fonts", Verdict.OK, "there", {"count": machine.fonts})


def device_check(report: DeviceReport) -> Check:
    """One that cannot be asked is not well: nobody knows."""
    return Check(report.device.value, _VERDICTS.get(report.state, Verdict.WARN), report.state.value)


def paper_check(unprinted: int) -> Check:
    if unprinted:
        return Check("paper", Verdict.WARN, "waiting", {"count": unprinted})
    return Check("paper", Verdict.OK, "printed")


def line_checks(line: LineFound, now_ms: int) -> tuple[Check, ...]:
    waits = bool(line.pending_events) and now_ms - line.oldest_pending_ms > UNSENT_WARN_MS
    unsent = Check(
        "unsent",
        Verdict.WARN if waits else Verdict.OK,
        "old" if waits else "some" if line.pending_events else "none",
        {"count": line.pending_events},
    )
    return hq_check(line), unsent, clock_check(line.ahead_ms)


def hq_check(line: LineFound) -> Check:
    match line.refusal:
        case "hq_revoked":
            return Check("hq", Verdict.FAIL, "revoked")
        case "hq_refused":
            return Check("hq", Verdict.FAIL, "refused")
        case "hq_impostor":
            return Check("hq", Verdict.FAIL, "impostor")
    return Check("hq", Verdict.OK, "online") if line.online else Check("hq", Verdict.WARN, "offline")


def clock_check(ahead_ms: int | None) -> Check:
    if ahead_ms is None:
        return Check("clock", Verdict.WARN, "unknown")
    off: dict[str, str | int] = {"seconds": abs(ahead_ms) // 1000}
    if abs(ahead_ms) < CLOCK_WARN_MS:
        return Check("clock", Verdict.OK, "right", off)
    verdict = Verdict.FAIL if abs(ahead_ms) >= CLOCK_FAIL_MS else Verdict.WARN
    return Check("clock", verdict, "slow" if ahead_ms > 0 else "fast", off)


def file_checks(files: FilesFound) -> tuple[Check, ...]:
    return journal_check(files), shop_check(files), catalogue_check(files)


def journal_check(files: FilesFound) -> Check:
    if files.journal:
        return Check("journal", Verdict.FAIL, "damaged", {"what": files.journal})
    if files.broken_at:
        return Check("journal", Verdict.FAIL, "broken_chain", {"seq": files.broken_at})
    if files.behind:
        return Check("journal", Verdict.WARN, "behind")
    return Check("journal", Verdict.OK, "whole", {"events": files.events, "checked": files.checked})


def shop_check(files: FilesFound) -> Check:
    if files.shop:
        return Check("shop", Verdict.WARN, "damaged", {"what": files.shop})
    return Check("shop", Verdict.OK, "whole")


def catalogue_check(files: FilesFound) -> Check:
    if files.styles is None:
        return Check("catalogue", Verdict.WARN, "none")
    if files.catalogue:
        return Check("catalogue", Verdict.WARN, "damaged", {"what": files.catalogue})
    if files.indexed != files.styles:
        return Check("catalogue", Verdict.WARN, "index", {"styles": files.styles, "indexed": files.indexed})
    return Check("catalogue", Verdict.OK, "whole", {"styles": files.styles})


def pictures_check(found: PicturesFound) -> Check:
    """What lists show without HQ. They show drawings or letters where a picture is missing, and fetch it when they
    can: nothing is wrong."""
    if not found.wanted:
        return Check("pictures", Verdict.OK, "none")
    figures: dict[str, str | int] = {
        "here": found.here, "wanted": found.wanted, "percent": 100 * found.here // found.wanted,
        "size": found.megabytes, "budget": found.budget_mb,
    }  # fmt: skip
    return Check("pictures", Verdict.OK, "all" if found.here == found.wanted else "some", figures)


def said(texts: Texts, check: Check) -> tuple[str, str, str]:
    """Its name, what was found, and what it means and what to do ("" when nothing is to be done)."""
    todo = f"health.{check.key}.{check.code}_do"
    return (
        texts(f"health.{check.key}.name"),
        texts(f"health.{check.key}.{check.code}", **check.params),
        texts(todo, **check.params) if todo in texts else "",
    )


def numbers(version: str) -> tuple[int, ...]:
    """`3.51.2` → (3, 51, 2); what is no number ends it."""
    found: list[int] = []
    for part in version.split("."):
        if not part.isdigit():
            break
        found.append(int(part))
    return tuple(found)

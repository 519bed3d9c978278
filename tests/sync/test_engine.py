"""The engine against a small HQ in memory: both ways of a cycle, and every way it can break."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.errors import HqRefused, HqUnreachable, TooOld
from kiosk.ports.sync import CutEntry, RoundApplied, SyncProgress
from sync.engine import SyncEngine
from sync.protocol import WireCut
from tests.sync.fakes import FolderSnapshots, MemoryReplica, identity
from tests.sync.memory_hq import MemoryHq
from tests.sync.memory_tablet import DEVICE, NOW_MS, Tablet, failing, unreachable


@pytest.fixture
def hq() -> MemoryHq:
    return MemoryHq("shop.JA", "catalogue")


@pytest.fixture
def tablet(hq: MemoryHq, tmp_path: Path) -> Tablet:
    return Tablet(hq, tmp_path)


def test_events_go_up_and_state_comes_down(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.journal.record_some(3)
    hq.put("shop.JA", "STAFF-1", {"name": "Guide"})
    hq.put("catalogue", "LINEN-SHIRT", {"name": "Linen shirt"})
    report = tablet.engine.cycle()
    assert report.error is None
    assert (report.uploaded, report.rows) == (3, {"shop.JA": 1, "catalogue": 1})
    assert tablet.in_step()


def test_an_idle_cycle_transfers_nothing_and_keeps_the_token(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.engine.cycle()
    hq.requests.clear()
    tablet.now_ms += 1000
    tablet.engine.cycle()
    assert hq.requests == ["heads"]
    assert tablet.replica.complete_ms("catalogue") == NOW_MS + 1000


def test_a_failing_upload_does_not_stop_the_download(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.journal.record_some(1)
    hq.put("catalogue", "LINEN-SHIRT", {})
    hq.before = failing("push", unreachable(500))
    report = tablet.engine.cycle()
    assert report.rows == {"catalogue": 1, "shop.JA": 0}
    assert report.upload_error is not None
    assert report.download_error is None
    assert tablet.engine.state.online


@pytest.mark.parametrize("what", ["session", "heads", "page"])
def test_a_failing_download_does_not_stop_the_upload(tablet: Tablet, hq: MemoryHq, what: str) -> None:
    tablet.journal.record_some(2)
    hq.put("catalogue", "LINEN-SHIRT", {})
    hq.before = failing(what, unreachable(502))
    report = tablet.engine.cycle()
    assert report.uploaded == 2
    assert isinstance(report.download_error, HqUnreachable)


def test_one_sick_stream_does_not_hold_up_the_others(tablet: Tablet, hq: MemoryHq) -> None:
    hq.put("shop.JA", "STAFF-1", {})
    hq.put("catalogue", "LINEN-SHIRT", {})
    hq.before = failing("page shop", unreachable(500))
    report = tablet.engine.cycle()
    assert report.rows == {"catalogue": 1}
    assert report.download_error is not None


def test_progress_counts_the_rows_applied_of_the_rows_announced(tablet: Tablet, hq: MemoryHq) -> None:
    for number in range(25):
        hq.put("shop.JA", f"STAFF-{number}", {})
    tablet.engine.cycle()
    assert tablet.progress() == [("shop.JA", 10, 25), ("shop.JA", 20, 25), ("shop.JA", 25, 25)]
    assert RoundApplied("shop.JA", 25) in tablet.said


def test_a_round_becomes_visible_only_as_a_whole_and_with_its_cut(tablet: Tablet, hq: MemoryHq) -> None:
    for number in range(25):
        hq.put("shop.JA", f"STAFF-{number}", {})
    hq.cut = (WireCut(DEVICE, 1, 7, (3,)),)
    hq.before = failing("page shop", unreachable(), times=1)
    pages = []

    def broken_at_the_third(request: str) -> None:
        pages.append(request)
        if request == "page shop.JA" and pages.count(request) == 3:
            raise unreachable()

    hq.before = broken_at_the_third
    assert tablet.engine.cycle().download_error is not None
    assert tablet.replica.rows("shop.JA") == {}
    assert tablet.engine.cycle().error is None
    assert len(tablet.replica.rows("shop.JA")) == 25
    assert tablet.replica.cut("shop.JA") == (CutEntry(DEVICE, 1, 7, (3,)),)


def test_a_broken_round_goes_on_where_it_broke(tablet: Tablet, hq: MemoryHq) -> None:
    for number in range(45):
        hq.put("catalogue", f"STYLE-{number}", {})
    asked = []

    def every_third(request: str) -> None:
        asked.append(request)
        if request == "page catalogue" and asked.count(request) % 3 == 0:
            raise unreachable()

    hq.before = every_third
    for _ in range(3):
        tablet.engine.cycle()
    assert tablet.in_step()
    assert asked.count("page catalogue") == 5 + 2  # five pages, two of them asked for twice


def test_a_broken_round_that_hq_no_longer_knows_is_read_afresh(tablet: Tablet, hq: MemoryHq) -> None:
    for number in range(45):
        hq.put("catalogue", f"STYLE-{number}", {})
    hq.before = lambda request: failing("page", unreachable())(request) if hq.requests.count(request) == 3 else None
    assert tablet.engine.cycle().download_error is not None
    hq.before = lambda _request: None
    hq.new_gen("catalogue", "g2")
    assert tablet.engine.cycle().error is None
    assert tablet.in_step()


def test_rows_that_change_while_a_round_is_read_arrive_with_it(tablet: Tablet, hq: MemoryHq) -> None:
    for number in range(30):
        hq.put("catalogue", f"STYLE-{number}", {"price": 1})
    changes = iter([("STYLE-3", {"price": 2}), ("STYLE-29", None), ("STYLE-NEW", {"price": 3})])

    def meanwhile(request: str) -> None:
        if request == "page catalogue" and (change := next(changes, None)):
            hq.put("catalogue", *change)

    hq.before = meanwhile
    tablet.engine.cycle()
    assert tablet.in_step()


def test_what_hq_said_a_while_ago_does_not_make_it_reachable_now(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.engine.cycle()
    hq.put("catalogue", "A", {})
    heads = hq.heads(tablet.engine.token)
    hq.before = failing("page", unreachable())
    tablet.engine.cycle(heads)
    assert not tablet.engine.state.online


def test_another_gen_is_read_afresh_and_withdrawn_rows_are_gone(tablet: Tablet, hq: MemoryHq) -> None:
    hq.put("catalogue", "OLD", {})
    tablet.engine.cycle()
    del hq.streams["catalogue"].rows["style", "OLD"]
    hq.new_gen("catalogue", "g2")
    hq.put("catalogue", "NEW", {})
    assert tablet.engine.cycle().error is None
    assert tablet.in_step()


def test_a_cursor_below_the_horizon_is_read_afresh(tablet: Tablet, hq: MemoryHq) -> None:
    hq.put("shop.JA", "STAFF-1", {})
    tablet.engine.cycle()
    for number in range(5):
        hq.put("shop.JA", f"STAFF-{number}", {})
    hq.streams["shop.JA"].horizon = 3
    assert tablet.engine.cycle().error is None
    assert tablet.in_step()


def test_old_heads_from_a_long_poll_do_not_throw_away_a_newer_state(tablet: Tablet, hq: MemoryHq) -> None:
    hq.put("catalogue", "A", {})
    old = tablet.engine.cycle().heads
    hq.put("catalogue", "B", {})
    tablet.engine.cycle()
    hq.requests.clear()
    assert tablet.engine.cycle(old).error is None
    assert tablet.in_step()
    assert hq.requests == ["page catalogue"]


def test_a_token_that_expired_is_renewed_once(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.engine.cycle()
    hq.tokens.clear()
    hq.put("catalogue", "A", {})
    assert tablet.engine.cycle().error is None
    assert tablet.in_step()


def test_a_refused_device_stops_downloading_keeps_uploading_and_says_so_once(
    tablet: Tablet, hq: MemoryHq, caplog: pytest.LogCaptureFixture
) -> None:
    hq.before = failing("session", HqRefused("revoked"))
    for _ in range(3):
        tablet.journal.record_some(1)
        tablet.engine.cycle()
    assert hq.requests.count("session") == 1
    assert len(hq.events[DEVICE, 1]) == 3
    assert [state.code for state in tablet.states()] == ["hq_refused"]
    assert len(caplog.records) == 1


def test_a_refused_device_tries_again_when_a_person_says_so(
    tablet: Tablet, hq: MemoryHq, caplog: pytest.LogCaptureFixture
) -> None:
    hq.put("catalogue", "A", {})
    hq.before = failing("session", HqRefused("revoked"), times=1)
    tablet.engine.cycle()
    tablet.engine.try_again()
    assert tablet.engine.cycle().error is None
    assert tablet.in_step()
    assert [state.code for state in tablet.states()] == ["hq_refused", ""]


def test_a_program_too_old_for_hq_keeps_uploading(
    tablet: Tablet, hq: MemoryHq, caplog: pytest.LogCaptureFixture
) -> None:
    hq.before = failing("heads", TooOld("update"))
    tablet.engine.cycle()
    tablet.journal.record_some(2)
    assert tablet.engine.cycle().uploaded == 2
    assert tablet.engine.state.code == "too_old"


def test_online_and_offline_are_told_at_the_transition(tablet: Tablet, hq: MemoryHq) -> None:
    tablet.engine.cycle()
    hq.before = failing("", unreachable())
    for _ in range(3):
        tablet.now_ms += 1000
        tablet.engine.cycle()
    hq.before = lambda _request: None
    tablet.now_ms += 1000
    tablet.engine.cycle()
    assert [(state.online, state.since_ms - NOW_MS) for state in tablet.states()] == [
        (True, 0), (False, 1000), (True, 4000)
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", ["descending", "empty", "other stream"])
def test_a_page_that_cannot_be_right_changes_nothing(tablet: Tablet, hq: MemoryHq, wrong: str) -> None:
    for number in range(25):
        hq.put("catalogue", f"STYLE-{number}", {})
    hq.tokens.add("ours")
    right = hq.page("ours", "catalogue", gen="", after=0)
    broken = {
        "descending": replace(right, rows=tuple(reversed(right.rows))),
        "empty": replace(right, rows=()),
        "other stream": replace(right, stream="stock.east"),
    }[wrong]
    whole = hq.page
    hq.page = lambda token, stream, **cursor: (  # type: ignore[method-assign]
        broken if stream == "catalogue" else whole(token, stream, **cursor)
    )
    assert isinstance(tablet.engine.cycle().download_error, HqUnreachable)
    assert tablet.replica.cursor("catalogue") is None


def test_a_stream_without_a_place_here_is_left_alone(tmp_path: Path) -> None:
    hq = MemoryHq("shop.JA", "live.JA")
    hq.put("live.JA", "X", {})
    tablet = Tablet(hq, tmp_path, streams=("shop.JA",))
    assert tablet.engine.cycle().rows == {"shop.JA": 0}


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("record"), st.integers(1, 30)),
            st.tuples(st.sampled_from(["shop.JA", "catalogue"]), st.integers(0, 40)),
            st.tuples(st.just("withdraw"), st.integers(0, 40)),
            st.tuples(st.just("break"), st.integers(1, 12)),
            st.tuples(st.just("gen"), st.integers(1, 9)),
        ),
        max_size=40,
    )
)
def test_however_a_sync_is_interrupted_both_ends_agree_when_it_is_left_alone(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    hq = MemoryHq("shop.JA", "catalogue", page_rows=4)
    tablet = Tablet(hq, tmp_path_factory.getbasetemp())
    for kind, number in steps:
        _step(tablet, kind, number)
    hq.before = lambda _request: None
    tablet.engine.cycle()
    assert tablet.engine.cycle().error is None
    assert tablet.in_step()


def _step(tablet: Tablet, kind: str, number: int) -> None:
    match kind:
        case "record":
            tablet.journal.record_some(number)
        case "withdraw":
            tablet.hq.put("catalogue", f"ROW-{number}", None)
        case "gen":
            tablet.hq.new_gen("catalogue", f"g{number}")
        case "break":
            left = [number]

            def before(_request: str) -> None:
                left[0] -= 1
                if left[0] <= 0:
                    raise unreachable()

            tablet.hq.before = before
            tablet.engine.cycle()
            tablet.hq.before = lambda _request: None
        case stream:
            tablet.hq.put(stream, f"ROW-{number}", {"value": number})


def test_the_first_catalogue_comes_as_a_snapshot_and_goes_on_by_rounds(tablet: Tablet, hq: MemoryHq) -> None:
    hq.put("catalogue", "A", {})
    hq.publish("catalogue.east", FolderSnapshots.MAGIC + b"A" * 500, streams=("catalogue",))
    hq.put("catalogue", "B", {})
    assert tablet.engine.cycle().error is None
    assert [key for _entity, key in tablet.replica.rows("catalogue")][1:] == ["B"]
    assert RoundApplied("catalogue", 0) in tablet.said
    assert SyncProgress("catalogue", 510, 510, "bytes") in tablet.said


def test_a_broken_snapshot_download_goes_on_and_nothing_is_read_twice(tablet: Tablet, hq: MemoryHq) -> None:
    hq.put("catalogue", "A", {})
    hq.publish("catalogue.east", FolderSnapshots.MAGIC + b"A" * 490, streams=("catalogue",))
    hq.before = failing("blob, half way", unreachable(), times=1)
    assert tablet.engine.cycle().download_error is not None
    assert tablet.replica.cursor("catalogue") is None
    assert tablet.engine.cycle().error is None
    assert len(tablet.snapshots.adopted) == 1
    assert "page catalogue" not in hq.requests


def test_a_snapshot_that_appears_meanwhile_takes_the_place_of_a_broken_round(tablet: Tablet, hq: MemoryHq) -> None:
    for number in range(25):
        hq.put("catalogue", f"STYLE-{number}", {})
    hq.before = lambda request: failing("page", unreachable())(request) if hq.requests.count(request) == 2 else None
    assert tablet.engine.cycle().download_error is not None
    hq.before = lambda _request: None
    hq.publish("catalogue.east", FolderSnapshots.MAGIC, streams=("catalogue",))
    hq.tokens.clear()  # the next session names the set
    hq.put("catalogue", "STYLE-NEW", {})
    assert tablet.engine.cycle().error is None
    assert [key for _entity, key in tablet.replica.rows("catalogue")][1:] == ["STYLE-NEW"]


def test_stock_figures_wait_for_the_catalogue_whose_file_holds_them(tmp_path: Path) -> None:
    hq = MemoryHq("stock.east", "catalogue")
    hq.put("catalogue", "A", {})
    hq.put("stock.east", "WH/A", {})
    hq.publish("catalogue.east", FolderSnapshots.MAGIC + b"A" * 490, streams=("catalogue", "stock.east"))
    tablet = Tablet(hq, tmp_path, streams=("catalogue", "stock.east"))
    hq.before = failing("blob, half way", unreachable(500), times=1)
    assert tablet.engine.cycle().download_error is not None
    assert tablet.engine.cycle().error is None
    assert "page stock.east" not in hq.requests
    hq.put("stock.east", "WH/A", {"on_hand": 1})
    assert tablet.engine.cycle().rows == {"stock.east": 1}


def test_without_a_snapshot_that_helps_the_catalogue_is_read_from_its_beginning(
    tablet: Tablet, hq: MemoryHq, caplog: pytest.LogCaptureFixture
) -> None:
    hq.put("catalogue", "A", {})
    hq.publish("catalogue.east", FolderSnapshots.MAGIC, streams=("catalogue",))
    hq.new_gen("catalogue", "g2")
    assert tablet.engine.cycle().error is None
    assert tablet.in_step()


def test_a_token_that_expires_during_a_snapshot_is_renewed_and_the_download_goes_on(
    tablet: Tablet, hq: MemoryHq
) -> None:
    tablet.engine.cycle()
    hq.publish("catalogue.east", FolderSnapshots.MAGIC + bytes(range(200)), streams=("catalogue",))
    tablet.engine = SyncEngine(
        hq, identity(hq.public_key), tablet.journal._key, tablet.journal, [MemoryReplica("catalogue")],
        tablet.snapshots, tablet.said.append, clock=lambda: NOW_MS, program="test", schema=1,
    )  # fmt: skip

    def expires(request: str) -> None:
        if request == "blob" and hq.requests.count("blob") == 2:
            hq.tokens.clear()

    hq.before = expires
    tablet.engine.cycle()
    assert len(tablet.snapshots.adopted) == 1
    assert hq.requests.count("blob") == 4  # three chunks, one asked for with each token

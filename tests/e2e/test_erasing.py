"""A member is erased, on processes: HQ, two tablets and one that comes later. Nothing personal is left anywhere."""

import json
import sqlite3
import subprocess
from base64 import b64encode
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.domain import codec
from kiosk.domain.events import Event, start_of, verify
from kiosk.domain.fold import fold
from kiosk.domain.member_facts import MemberFacts
from sync.hq.vault import Vault
from tests.e2e.books import rows
from tests.e2e.processes import KIOSK, TabletProcess, environment, kiosk, wait_until
from tests.e2e.retailer import GUIDE, gtin_of, write_lines
from tests.e2e.shop import Shop, enrol, open_shop, requested
from tests.fakes.fold_store import MemoryFoldStore

PHONE, NAME, NOTES = "13987650421", "Quillcanary", "zebracanary likes linen"
CANARY = (PHONE, NAME, NOTES)
OFFLINE = "HQ does not answer"
COAT, TOTE = "WOOL-COAT/CAMEL/S", "CANVAS-TOTE/SAND/ONE"


def member(folder: Path, *words: str, typed: str = "") -> Any:
    """`kiosk member …` with Lin Mei's badge; what is personal comes by standard input."""
    own = {"KIOSK_BADGE": GUIDE["badge"], "KIOSK_PIN": GUIDE["pin"]}
    asked = [*KIOSK, "member", *words, "--data", str(folder)]
    done = subprocess.run(
        asked, input=typed, capture_output=True, text=True, timeout=60, env={**environment(), **own}, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not [word for word in CANARY if word in done.stdout + done.stderr]
    return json.loads(done.stdout)


def traces() -> list[bytes]:
    """The canary as it could stand in a file: plain, and in base64 from any of three offsets."""
    found = [word.encode() for word in CANARY]
    for word in CANARY:
        for before in range(3):
            whole = b64encode(b"." * before + word.encode())
            found.append(whole[(before * 8 + 5) // 6 : len(whole) - 4])
    return found


def with_traces(*folders: Path) -> list[str]:
    """Files that hold any of it."""
    wanted = traces()
    held = []
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes() if path.exists() else b""
        held += [f"{path.name}: {trace!r}" for trace in wanted if trace in content]
    return held


def test_after_an_erasure_no_file_page_log_or_tablet_holds_anything_of_the_member(tmp_path: Path) -> None:
    with open_shop(tmp_path) as shop:
        second = enrol(shop.hq, "JA", shop.cable.url, tmp_path / "second")
        kiosk("sync", "--once", "--json", "--data", second)
        folders = (shop.hq.folder, shop.tablet_folder, second)
        cut = (OFFLINE,)
        with shop.tablet(expects=cut) as here, TabletProcess(second, expects=cut) as other:
            shop.cable.cut()
            code = _a_member_who_buys(shop.tablet_folder, here)
            for tablet in (here, other):  # the last coat
                tablet.ask("place", lines=requested(COAT), phone=PHONE)
            shop.cable.heal()
            wait_until(lambda: here.ask("call-backs", **GUIDE), "no order was refused")
            web = _an_order_of_the_web_shop(tmp_path / "web", shop, code)
            wait_until(lambda: len(here.ask("call-backs", **GUIDE)) > 1, "the web shop's order was not refused")
            shop.wait_until_delivered()
            wait_until(lambda: _knows(second, code), "the other tablet has not heard of the member")
            wait_until(lambda: len(with_traces(second)) > 1, "neither profile nor task came to the other tablet")
            wait_until(lambda: _insights(second) == 1, "what is known of the member did not come to the other tablet")
            _copy(shop.hq.folder / "hq.db", tmp_path / "before" / "hq.db")
            assert not with_traces(shop.hq.folder, tmp_path / "before"), "HQ and its backups keep it sealed"

            said = kiosk("hq", "members", "erase", code, "--yes", "--data", shop.hq.folder)
            assert said.startswith("Erased: m-")
            wait_until(lambda: not with_traces(*folders), f"left: {with_traces(*folders)}")
            assert not _knows(second, code)
            assert [_insights(folder) for folder in (shop.tablet_folder, second)] == [0, 0]
            late = enrol(shop.hq, "JA", shop.cable.url, tmp_path / "late")
            kiosk("sync", "--once", "--json", "--data", late)
            assert not with_traces(late), "a page of a stream brought it back"
            kiosk("hq", "import", _again(web), "--data", shop.hq.folder)  # and an older order of theirs that comes late
            assert not with_traces(shop.hq.folder)
            logs = "\n".join((*here.lines, *here.complaints, *other.lines, *other.complaints, *shop.hq.lines))
            assert not [word for word in CANARY if word in logs + "\n".join(shop.hq.complaints)]
        shop.sync()
        assert shop.hq.end() == 0
        assert not with_traces(*folders, late)
        _a_backup_of_before_opens_nothing(tmp_path / "before" / "hq.db", shop.hq.folder / "vault.db")
        _every_journal_holds(shop.hq.folder / "hq.db", shop.tablet_folder, second)


def _a_member_who_buys(folder: Path, tablet: TabletProcess) -> str:
    """Joins with a guide, is written about, and buys with the card; the line is cut."""
    version = member(folder, "text", "--language", "en")["version"]
    code = str(member(folder, "join", "--consent", version, "--proof", "rang", typed=f"{PHONE}\n")["code"])
    member(folder, "note", code, "name", typed=f"{NAME}\n")
    member(folder, "note", code, "notes", typed=f"{NOTES}\n")
    member(folder, "note", code, "tags", typed=f"{NOTES}\n")
    assert member(folder, "wish", code, "WOOL-COAT") == {"wishes": ["WOOL-COAT"]}
    tablet.desk(scan=code)
    tablet.desk(scan=gtin_of(TOTE))
    tablet.desk(place=PHONE)
    return code


def _an_order_of_the_web_shop(folder: Path, shop: Shop, code: str) -> Path:
    """To be fetched here; there is none left, so the shop has to call."""
    folder.mkdir()
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    columns = "order,placed_at,line,sku,quantity,unit_price,total,fulfilment,shop,member,phone"
    row = f"WEB-1,{now},1,{COAT},1,2199.00,2199.00,pick_up,JA,{code},{PHONE}"
    write_lines(folder / "online_orders.csv", (columns, row))
    wait_until(lambda: _imported(folder, shop), "HQ has not heard of the member")
    return folder


def _imported(folder: Path, shop: Shop) -> bool:
    done = subprocess.run(
        [*KIOSK, "hq", "import", str(folder), "--data", str(shop.hq.folder)], capture_output=True, text=True,
        timeout=60, env=environment(), check=False,
    )  # fmt: skip
    return done.returncode == 0


def _again(folder: Path) -> Path:
    """The same file with one more order."""
    path = folder / "online_orders.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join((*lines, lines[1].replace("WEB-1", "WEB-2"))) + "\n", "utf-8")
    return folder


def _knows(folder: Path, code: str) -> bool:
    asked = [*KIOSK, "member", "show", code, "--data", str(folder)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60, env=environment(), check=False)
    return done.returncode == 0


def _insights(folder: Path) -> int:
    ((count,),) = rows(folder / "shop.db", "SELECT count(*) FROM insight")
    return int(count)


def _copy(database: Path, to: Path) -> None:
    """As a backup is made."""
    to.parent.mkdir()
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def _a_backup_of_before_opens_nothing(database: Path, keys: Path) -> None:
    kept = dict(rows(database, "SELECT sha256, content FROM private_blob"))
    assert len(kept) >= 5, "a profile, two notes, contacts"
    vault = Vault(keys)
    assert vault.open(kept) == {}
    vault.close()


_EVENT = "id, type, version, body, actor, hlc, wall_ms, {device}, epoch, seq, content, chain"


def _every_journal_holds(hq: Path, *tablets: Path) -> None:
    """All hashes are what they were, at HQ and on the tablets, and HQ's facts of members are what its events say."""
    at_hq = [Event(*row) for row in rows(hq, f"SELECT {_EVENT.format(device='device')} FROM event ORDER BY position")]
    assert _broken(at_hq) == []
    for folder in tablets:
        (device,) = {json.loads((folder / "identity.json").read_text())["device"]}
        own = rows(folder / "journal.db", f"SELECT {_EVENT.format(device='?')} FROM event ORDER BY epoch, seq", device)
        assert _broken([Event(*row) for row in own]) == []
    store = MemoryFoldStore()
    for event in at_hq:
        fold(store, event)
    kept = [codec.load(MemberFacts, facts) for (facts,) in rows(hq, "SELECT facts FROM member_facts")]
    assert {facts.member_id: facts for facts in kept} == store.members
    assert all(facts.erased for facts in kept)
    assert rows(hq, "SELECT count(*) FROM held") == [(0,)]


def _broken(events: list[Event]) -> list[str]:
    ends: dict[tuple[str, int], str] = {}
    found = []
    for event in events:
        line = (event.device, event.epoch)
        before = ends.get(line) or start_of(*line).chain
        found += [] if verify(event, before) else [event.id]
        ends[line] = event.chain
    return found

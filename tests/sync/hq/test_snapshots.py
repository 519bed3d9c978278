"""A snapshot is the stream it was made from, cut in pieces and signed."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from kiosk.errors import InputError
from kiosk.ports.sync import Cursor, Manifest, StreamRow
from kiosk.storage.catalogue import CatalogueReplica
from sync.hq.keys import is_signed
from sync.hq.office import HeadOffice
from sync.protocol import manifest_message
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import Tablet, enrolled, open_office, open_stock, put_range

SETS = ("catalogue", "stock.east")


@pytest.fixture
def tablet(office: HeadOffice) -> Tablet:
    return enrolled(office)


def download(office: HeadOffice, token: str, manifest: Manifest, path: Path) -> Path:
    with path.open("wb") as file:
        for chunk in manifest.chunks:
            content = b"".join(office.blob(token, chunk.sha256))
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (chunk.sha256, chunk.size)
            file.write(content)
    return path


def rows_of(path: Path) -> dict[str, list[str]]:
    """Every row of every ordinary table, whatever the tablet's schema calls them."""
    with closing(sqlite3.connect(path)) as conn:
        tables = conn.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%' AND name NOT LIKE '%sqlite%'"
        ).fetchall()
        return {name: sorted(map(repr, conn.execute(f"SELECT * FROM {name}"))) for (name,) in tables}


def replay(office: HeadOffice, token: str, path: Path) -> Path:
    """What a tablet without a snapshot does: read the streams page by page."""
    with CatalogueReplica(path, SETS) as replica:
        for stream in SETS:
            replica.begin(stream, from_zero=True, announced=0)
            gen, after, more = "", 0, True
            while more:
                page = office.page(token, stream, gen=gen, after=after, limit=5)
                replica.stage(stream, [StreamRow(row.entity, row.id, row.seq, row.body) for row in page.rows])
                gen, after, more = page.gen, page.rows[-1].seq if page.rows else after, page.more
            replica.finish(stream, Cursor(page.gen, page.upto), (), office.database.clock())
    return path


def test_the_snapshot_equals_the_stream(office: HeadOffice, tablet: Tablet, tmp_path: Path) -> None:
    open_stock(office, "JA", SHIRT_M=4, COAT_S=2)
    token = tablet.session(office).token
    manifest = office.manifest(token, "catalogue+east")
    file = download(office, token, manifest, tmp_path / "snapshot.db")
    content = file.read_bytes()
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (manifest.sha256, manifest.size)
    replayed = rows_of(replay(office, token, tmp_path / "replayed.db"))
    snapshot = rows_of(file)
    assert snapshot == replayed
    assert any(SHIRT_M in row for rows in snapshot.values() for row in map(str, rows))
    assert all(snapshot[table] for table in ("look", "look_piece", "size_guide", "narrowing"))


def test_the_manifest_is_signed_and_says_where_each_stream_stood(office: HeadOffice, tablet: Tablet) -> None:
    token = tablet.session(office).token
    manifest = office.manifest(token, "catalogue+east")
    heads = {head.stream: head for head in office.heads(token).heads}
    assert manifest.cursors == {stream: heads[stream].head for stream in SETS}
    assert manifest.gen == heads["catalogue"].gen
    assert manifest.schema > 0
    key = office.enrolments._key.public_hex()
    assert is_signed(key, manifest_message(manifest), manifest.signature)
    assert not is_signed(key, manifest_message(replace(manifest, size=manifest.size + 1)), manifest.signature)


def test_a_snapshot_is_built_once_and_again_only_when_it_is_far_behind(office: HeadOffice, tablet: Tablet) -> None:
    token = tablet.session(office).token
    first = office.manifest(token, "catalogue+east")
    with office.database.write() as tx:
        tx.put_rows("catalogue", [("style", f"NEW-{number}", "{}") for number in range(200)])
    assert office.manifest(token, "catalogue+east") == first
    with office.database.write() as tx:
        tx.put_rows("catalogue", [("publication", "one more", "{}")])
    assert office.manifest(token, "catalogue+east") == first  # while the new one is made
    (again,) = office.build_snapshots()
    assert again.cursors["catalogue"] == first.cursors["catalogue"] + 201
    assert office.manifest(token, "catalogue+east") == again
    for chunk in first.chunks:  # somebody may be in the middle of it
        assert b"".join(office.blob(token, chunk.sha256))


def test_a_snapshot_survives_a_restart_and_is_built_anew_when_a_chunk_is_gone(tmp_path: Path) -> None:
    with open_office(tmp_path) as office:
        put_range(office)
        tablet = enrolled(office)
        first = office.manifest(tablet.session(office).token, "catalogue+east")
    with open_office(tmp_path) as office:
        token = tablet.session(office).token
        assert office.manifest(token, "catalogue+east") == first
        for path in (tmp_path / "chunks").glob("*/*.zst"):
            path.unlink()
        again = office.manifest(token, "catalogue+east")
        assert b"".join(office.blob(token, again.chunks[0].sha256))
    assert not list(tmp_path.glob(".snapshot-*"))


def test_a_snapshot_of_another_version_is_built_anew_before_it_is_handed_out(tmp_path: Path) -> None:
    with open_office(tmp_path) as office:
        put_range(office)
        tablet = enrolled(office)
        first = office.manifest(tablet.session(office).token, "catalogue+east")
        with office.database.write() as tx:  # as the version before left it
            tx.conn.exec_driver_sql(
                "UPDATE snapshot SET manifest = replace(manifest, ?, ?)",
                (f'"schema":{first.schema}', f'"schema":{first.schema - 1}'),
            )
    with open_office(tmp_path) as office:
        again = office.manifest(tablet.session(office).token, "catalogue+east")
        assert (again.schema, again.cursors) == (first.schema, first.cursors)


def test_pictures_are_kept_once_and_private_blobs_are_not_handed_out(office: HeadOffice, tablet: Tablet) -> None:
    picture = b"\x89PNG" + bytes(range(256)) * 300
    name = office.put_blob(picture)
    assert office.put_blob(picture) == name == hashlib.sha256(picture).hexdigest()
    token = tablet.session(office).token
    assert b"".join(office.blob(token, name)) == picture
    with office.database.write() as tx:
        secret = hashlib.sha256(b"13800000000").hexdigest()
        put = text("INSERT INTO private_blob VALUES (:sha256, :content, 0)")
        tx.conn.execute(put, {"sha256": secret, "content": b"13800000000"})
    for wanted in (secret, "../../hq.key", "", "0" * 64):
        with pytest.raises(InputError):
            office.blob(token, wanted)


def test_all_snapshots_can_be_made_ready_before_anybody_asks(office: HeadOffice, tablet: Tablet) -> None:
    (made,) = office.build_snapshots()
    assert made == office.manifest(tablet.session(office).token, "catalogue+east")

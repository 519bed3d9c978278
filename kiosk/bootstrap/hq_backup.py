"""Head office's folder copied while it works, and put back.

A backup holds the books, the keys of what lies sealed in them, HQ's signing key, certificates and pictures, and a
manifest by which it is checked. It leaves out what can be made again (chunks) and the note of how far the database had
come, by which one that was put back is recognised (docs/decisions/0031-out-of-step.md).
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk import __version__
from kiosk.bootstrap.hq_place import DATABASE, NOTE
from kiosk.errors import EnvironmentProblem, InputError
from kiosk.storage.lock import FolderLock
from sync.hq.database import VAULT, HqDatabase
from sync.hq.keys import HqKey
from sync.hq.office import HeadOffice
from sync.hq.vault import Vault

MANIFEST = "backup.json"
_COPIED = ("hq.key", "tls.pem", "tls.key")
_PICTURES = "pictures"
_PIECE = 1 << 20


def back_up(office: HeadOffice, folder: Path, target: Path) -> dict[str, Any]:
    """Copy the books of one moment, and what belongs to them, to the new folder `target`; returns its manifest. Raises
    InputError, with nothing written, where `target` is in use or the books are on PostgreSQL."""
    if not office.database.store.one_writer:
        raise InputError(
            "HQ's books are on PostgreSQL: back them up with pg_dump, and copy hq.key, vault.db and pictures/ of "
            f"{folder} after it. Nothing was written."
        )
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError(f"{target} is there already and is not empty. Nothing was written; name a new folder.")
    draft = target.with_name(f"{target.name}.partial")
    try:
        manifest = _copied(office, folder, draft)
        if target.exists():
            target.rmdir()
        draft.rename(target)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise EnvironmentProblem(
            f"The backup could not be written ({error}). Nothing is left of it; try again."
        ) from None
    return manifest


def _copied(office: HeadOffice, folder: Path, draft: Path) -> dict[str, Any]:
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    office.database.store.copy_to(draft / DATABASE)
    _copy_database(folder / VAULT, draft / VAULT)  # after the books: the keys of all that they hold are in it
    for name in _COPIED:
        if (folder / name).exists():
            shutil.copy2(folder / name, draft / name)
    if (folder / _PICTURES).exists():
        shutil.copytree(folder / _PICTURES, draft / _PICTURES)
    manifest = {"made": datetime.now(UTC).isoformat(timespec="seconds"), "version": __version__, "files": _sums(draft)}
    (draft / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
    _sync(draft)
    return manifest


def restore(folder: Path, source: Path) -> Path | None:
    """Put the backup `source` into `folder`, with all streams begun anew; what was there is kept beside it, and the way
    to it returned. Raises InputError, with nothing changed, for a damaged backup, and EnvironmentProblem while
    something runs on the folder."""
    _check(source)
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / NOTE).exists():
        raise InputError(f"HQ's books are on PostgreSQL (see {NOTE} in {folder}). Nothing was changed; use pg_restore.")
    lock = FolderLock(folder, "kiosk hq restore")
    try:
        draft = folder.with_name(f"{folder.name}.partial")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(source, draft, ignore=shutil.ignore_patterns(MANIFEST))
        _keep_keys(folder, draft)
        _begin_anew(draft)
        kept = _moved_aside(folder)
        draft.rename(folder)
        _sync(folder)
    finally:
        lock.release()
    return kept


def _keep_keys(folder: Path, draft: Path) -> None:
    """The keys that are in use stay in use: those of people who were erased since the backup are gone from them."""
    if (folder / VAULT).exists() and _mark(folder / VAULT) == _mark(draft / VAULT):
        _copy_database(folder / VAULT, draft / VAULT)


def _begin_anew(draft: Path) -> None:
    """Before anybody can open it: what HQ gives out from here on has numbers that it gave out before."""
    database = HqDatabase(draft / DATABASE, key=HqKey(draft / "hq.key").public_hex())
    with closing(database), database.write() as tx:
        tx.begin_anew()


def _moved_aside(folder: Path) -> Path | None:
    if not (folder / DATABASE).exists():
        shutil.rmtree(folder)
        return None
    aside = folder.with_name(f"{folder.name}.before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    folder.rename(aside)
    return aside


def _mark(path: Path) -> str:
    with closing(Vault(path)) as vault:
        return vault.mark()


def _copy_database(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != MANIFEST)


def _sums(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): _sha256(path) for path in _files(folder)}


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _check(source: Path) -> None:
    try:
        manifest = json.loads((source / MANIFEST).read_text("utf-8"))
        told = dict(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{source} is no backup of head office ({error}). Nothing was changed.") from None
    found = _sums(source)
    wrong = sorted(name for name in told.keys() | found.keys() if told.get(name) != found.get(name))
    if wrong:
        raise InputError(
            f"The backup {source} is damaged: {', '.join(wrong[:5])} are not what was written. Nothing was changed; "
            "take an older one."
        )


def _sync(folder: Path) -> None:
    """On the disk, names included."""
    for path in (*_files(folder), folder / MANIFEST, *(item for item in folder.rglob("*") if item.is_dir()), folder):
        if path.exists():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

"""Where an HQ folder's database and keys are, noted beside them: `hq.toml`, which only its owner can read."""

import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import EnvironmentProblem, InputError

NOTE = "hq.toml"
DATABASE = "hq.db"


@dataclass(frozen=True, slots=True)
class HqPlace:
    """`url`: of PostgreSQL, "" = the file in the folder. `shared`: where key, vault, pictures and chunks are."""

    url: str
    shared: Path


def find_place(folder: Path, url: str = "", shared: Path | None = None) -> HqPlace:
    """As noted, or as wanted now. Raises EnvironmentProblem when a note says otherwise, for an HQ does not move by
    itself, and a new database would be an HQ that knows no tablet; InputError for a shared folder beside a file."""
    noted = _read(folder / NOTE)
    had = noted.get("database", "") or (DATABASE if (folder / DATABASE).exists() else "")
    if url and had not in ("", url):
        raise EnvironmentProblem(
            f"The HQ of {folder} has another database already (see {DATABASE if had == DATABASE else NOTE} there). "
            f"Nothing was changed. Begin another folder with --data; if the same database has only moved, say so in "
            f"{NOTE}."
        )
    found = url or (had if had != DATABASE else "")
    if shared and not found:
        raise InputError("--shared is for processes on one PostgreSQL; the keys of a file lie beside it.")
    return HqPlace(found, (shared or Path(noted.get("shared", folder) if found else folder)).absolute())


def note_place(folder: Path, place: HqPlace) -> None:
    """Remember it for the commands that come later; a file needs no note."""
    note = folder / NOTE
    if not place.url:
        return
    words = f"database = {json.dumps(place.url)}\nshared = {json.dumps(str(place.shared))}\n"
    if note.exists() and note.read_text("utf-8") == words:
        return
    draft = note.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(note)


def _read(note: Path) -> dict[str, str]:
    try:
        found = tomllib.loads(note.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(
            f"{note} cannot be read ({error}). Nothing was changed. It says where HQ's database is: "
            'database = "postgresql://user@host/database".'
        ) from None
    return {name: str(value) for name, value in found.items() if name in ("database", "shared")}

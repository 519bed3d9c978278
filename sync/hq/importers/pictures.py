"""pictures/: the style pictures of a retailer's directory, kept at HQ under their SHA-256, each with a small one."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from sync.hq.database import HqRead
from sync.hq.importers.fields import BadRow
from sync.hq.importers.thumbnails import Undrawable, thumbnail
from sync.hq.publishing import CATALOGUE

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".svg")
MAX_PICTURE = 4 << 20
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", b"<svg", b"<?xml")


KeepPicture = Callable[[bytes], str]  # stores a picture for tablets to fetch, returns its SHA-256


class Kept(NamedTuple):
    """SHA-256 of a style's picture and of the small one for lists: "" where there is none, or the picture is small."""

    picture: str = ""
    thumbnail: str = ""


class Pictures:
    """The folder's files by name. A style names one in its column `picture`; else the file called like the style is
    taken. Without the folder, or a place to keep them, styles keep the pictures HQ has of them."""

    def __init__(self, folder: Path, keep: KeepPicture | None) -> None:
        self._keep = keep if folder.is_dir() else None
        self._files = {path.name: path for path in folder.iterdir() if path.is_file()} if self._keep else {}
        self._kept: dict[str, Kept] = {}  # by file name
        self._before: dict[str, Kept] = {}  # by style
        self._small: dict[str, str] = {}  # picture → thumbnail

    def remember(self, read: HqRead) -> None:
        """Look up what HQ shows of its styles now: it stays, or need not be made again."""
        for style, body in read.rows(CATALOGUE, "style"):
            document = msgspec.json.decode(body)
            kept = Kept(document.get("picture", ""), document.get("thumbnail", ""))
            self._before[style] = kept
            if kept.thumbnail:
                self._small[kept.picture] = kept.thumbnail

    def of_style(self, style: str, named: str) -> Kept:
        """The style's picture, which is kept from now on. Raises BadRow."""
        if not self._keep:
            return self._before.get(style, Kept())
        path = self._path(style, named)
        if path is None:
            return Kept()
        if path.name not in self._kept:
            self._kept[path.name] = self._keep_both(path, self._keep)
        return self._kept[path.name]

    def _keep_both(self, path: Path, keep: KeepPicture) -> Kept:
        content = _content(path)
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 in self._small:
            return Kept(keep(content), self._small[sha256])
        try:
            small = thumbnail(content)
        except Undrawable as problem:
            raise BadRow(f"picture {path.name[:80]!r} is damaged ({problem})") from None
        return Kept(keep(content), keep(small) if small else "")

    def _path(self, style: str, named: str) -> Path | None:
        if named and named not in self._files:
            raise BadRow(f"picture {named[:80]!r} is not in pictures/")
        names = (named,) if named else (style.replace("/", "_") + suffix for suffix in SUFFIXES)
        return next((self._files[name] for name in names if name in self._files), None)


def _content(path: Path) -> bytes:
    if path.suffix.lower() not in SUFFIXES:
        raise BadRow(f"picture {path.name[:80]!r} is none of {', '.join(SUFFIXES)}")
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_PICTURE + 1)
    except OSError as error:
        raise BadRow(f"picture {path.name[:80]!r} cannot be read ({error.strerror})") from None
    if len(content) > MAX_PICTURE:
        raise BadRow(f"picture {path.name[:80]!r} is over {MAX_PICTURE >> 20} MiB")
    if not content.lstrip().startswith(_MAGIC):
        raise BadRow(f"picture {path.name[:80]!r} is no picture, whatever its name says")
    return content

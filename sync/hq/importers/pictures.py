"""pictures/: the style pictures of a retailer's directory, kept at HQ under their SHA-256."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from sync.hq.database import HqRead
from sync.hq.importers.fields import BadRow
from sync.hq.publishing import CATALOGUE

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".svg")
MAX_PICTURE = 4 << 20
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", b"<svg", b"<?xml")


KeepPicture = Callable[[bytes], str]  # stores a picture for tablets to fetch, returns its SHA-256


class Pictures:
    """The folder's files by name. A style names one in its column `picture`; else the file called like the style is
    taken. Without the folder, or a place to keep them, styles keep the pictures HQ has of them."""

    def __init__(self, folder: Path, keep: KeepPicture | None) -> None:
        self._keep = keep if folder.is_dir() else None
        self._files = {path.name: path for path in folder.iterdir() if path.is_file()} if self._keep else {}
        self._kept: dict[str, str] = {}  # file name → SHA-256
        self._before: dict[str, str] = {}  # style → SHA-256

    def remember(self, read: HqRead) -> None:
        """Look up what HQ shows of its styles now, where that stays."""
        if not self._keep:
            styles = ((style, msgspec.json.decode(body)) for style, body in read.rows(CATALOGUE, "style"))
            self._before = {style: document.get("picture", "") for style, document in styles}

    def of_style(self, style: str, named: str) -> str:
        """SHA-256 of the style's picture, which is kept from now on; "" when it has none. Raises BadRow."""
        if not self._keep:
            return self._before.get(style, "")
        path = self._path(style, named)
        if path is None:
            return ""
        if path.name not in self._kept:
            self._kept[path.name] = self._keep(_content(path))
        return self._kept[path.name]

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

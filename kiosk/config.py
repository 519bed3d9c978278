"""The tablet's settings: `kiosk.toml` in its data folder. Every key has a default; an unknown one is an error, never
ignored."""

import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from kiosk.errors import InputError
from kiosk.texts import LANGUAGES

FILE_NAME = "kiosk.toml"


class Printer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`url`: tcp://host:9100, serial:///dev/ttyUSB0?baud=9600 or file:///dev/usb/lp0; "" = no printer.
    `width_mm`: 58 or 80."""

    url: str = ""
    width_mm: int = 80


class Scanner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`url`: serial:///dev/ttyACM0?baud=9600; "" = no scanner on a serial line.

    `wedge`: a scanner that types may be plugged in, now or later. `gap_ms`: the longest pause between two of its keys;
    on average they must be quicker by three tenths. `terminator`: the key it presses after a code."""

    url: str = ""
    wedge: bool = True
    gap_ms: Annotated[int, msgspec.Meta(ge=10, le=200)] = 50
    terminator: Literal["enter", "tab", "none"] = "enter"


class Glass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Window size in pixels at scale 1, and whether the window fills the screen; then how the glass is until a shopper
    asks for it otherwise, and again when nobody is there: size of letters, controls in the lower half, no motion."""

    width: int = 1280
    height: int = 800
    full_screen: bool = False
    text_percent: Literal[100, 125, 150] = 100
    low_reach: bool = False
    reduce_motion: bool = False


class Disk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Below so many free megabytes no new order is taken: what runs must still be able to end."""

    floor_mb: int = 64


class Pictures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many megabytes of pictures are kept at most: of the range beforehand, and of what was looked at."""

    megabytes: Annotated[int, msgspec.Meta(ge=16)] = 1024


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings of a tablet."""

    brand: str = "YUNJIA"
    language: str = "zh"
    currency: str = "CNY"
    printer: Printer = Printer()
    scanner: Scanner = Scanner()
    glass: Glass = Glass()
    disk: Disk = Disk()
    pictures: Pictures = Pictures()


def load_config(folder: Path, currencies: Collection[str]) -> Config:
    """The settings of a data folder, defaults where it has no file; `currencies` are those the program can count in.
    Raises InputError with file, line and key."""
    path = folder / FILE_NAME
    if not path.exists():
        return Config()
    try:
        text = path.read_text("utf-8-sig")
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}. Nothing was started; please correct the file.") from None
    try:
        config = msgspec.convert(document, Config)
    except msgspec.ValidationError as error:
        place = _place(path, text, document, str(error))
        raise InputError(f"{place}. Nothing was started; please correct it.") from None
    for key, value, known in (("language", config.language, LANGUAGES), ("currency", config.currency, currencies)):
        if value not in known:
            reason = f"{value!r} is not known; known here: {', '.join(known)}"
            place = f"{path}, line {_line_of(text, '', key)}, key {key!r}: {reason}"
            raise InputError(f"{place}. Nothing was started; please correct it.")
    return config


def _place(path: Path, text: str, document: dict[str, Any], reason: str) -> str:
    """`…/kiosk.toml, line 3, key "printr"` of msgspec's complaint."""
    table, key = _key_of(reason)
    line = _line_of(text, table, key)
    return f"{path}, line {line}, key {key!r}: {_plain(reason, table, document)}"


def _key_of(reason: str) -> tuple[str, str]:
    parts = [part for part in re.findall(r"`\$((?:\.\w+)*)`", reason) for part in part.split(".") if part]
    unknown = re.search(r"unknown field `(.+?)`", reason)
    if unknown:
        return (parts[-1] if parts else "", unknown.group(1))
    return ((parts[-2] if len(parts) > 1 else ""), parts[-1] if parts else "")


def _line_of(text: str, table: str, key: str) -> int:
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\s*([\w.-]+)\s*\]", line):
            current = header.group(1)
            if current == key and not table:
                return number
        elif current == table and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return 1


def _plain(reason: str, table: str, document: dict[str, Any]) -> str:
    if "unknown field" not in reason:
        return reason.split(" - at", maxsplit=1)[0]
    shape: Any = getattr(Config(), table) if table and table in document else Config()
    return f"no such setting; known here: {', '.join(shape.__struct_fields__)}"

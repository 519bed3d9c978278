"""What a terminal's verb was given, looked at before anything is done with it: plain values, of the kind they are."""

from typing import Any

from kiosk.errors import InputError

Args = dict[str, Any]
_SHOWN = 40  # characters of what was typed that a sentence repeats


def text_of(args: Args, name: str, default: str | None = None) -> str:
    """The text given as `name`, or the default where one is allowed. Raises InputError with the argument's name."""
    value = args.get(name)
    if value is None and default is not None:
        return default
    if value is None:
        raise InputError(f"{name!r} is missing. Nothing was changed.")
    return _text(value, name)


def number_of(args: Args, name: str, default: int) -> int:
    """The whole number from 1 up given as `name`."""
    value = args.get(name, default)
    if type(value) is not int or value < 1:
        raise InputError(f"{name!r} is a whole number from 1 up, not {cropped(repr(value))}. Nothing was changed.")
    return value


def texts_of(args: Args, name: str) -> list[str]:
    """The list of texts given as `name`, at least one."""
    value = args.get(name)
    if not isinstance(value, list) or not value:
        raise InputError(f"{name!r} is a list of at least one text. Nothing was changed.")
    return [_text(item, name) for item in value]


def line_of(text: str) -> tuple[str, int, str, str]:
    """`NAME[*pieces][:word[:word]]`."""
    head, _, rest = text.partition(":")
    first, _, second = rest.partition(":")
    name, _, pieces = head.partition("*")
    return name, count_of(pieces or "1", text), first, second


def count_of(text: str, where: str) -> int:
    """The pieces after a `*`. Raises InputError that repeats `where` it stands."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InputError(f"{cropped(where)}: the pieces after * are a number")
    return int(text)


def cropped(text: str) -> str:
    """What somebody typed, short enough for a sentence and without what a screen could act on."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in text[: _SHOWN + 1])
    return shown if len(text) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"{name!r} is a text, not {cropped(repr(value))}. Nothing was changed.")
    if any("\ud800" <= letter <= "\udfff" for letter in value):  # bytes of a command line that are no UTF-8
        raise InputError(f"{name!r} holds bytes that are no text. Nothing was changed; please type it again.")
    return value

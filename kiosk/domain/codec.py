"""Frozen dataclasses to JSON bytes and back. Unknown fields are ignored, missing ones take their default."""

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from kiosk.errors import InputError

T = TypeVar("T")
Reader = Callable[[Any, str], Any]  # (JSON, where it stands) → value


def to_json(value: Any) -> Any:
    """Plain lists, dicts and scalars; fields that equal their default are left out, so bodies stay small."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    written = _written(kind)
    if written is not None:
        kept = ((name, getattr(value, name), default) for name, default in written)
        return {name: to_json(item) for name, item, default in kept if default is MISSING or item != default}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value


_PLAIN = frozenset({str, int, float, bool, NoneType})


@cache
def _written(kind: Hashable) -> tuple[tuple[str, Any], ...] | None:
    """The fields of a dataclass with their defaults; None for any other type."""
    return tuple((field.name, field.default) for field in fields(kind)) if is_dataclass(kind) else None


def dump(value: Any) -> bytes:
    """Compact UTF-8 JSON in field order. What is written once is what is hashed, stored and sent."""
    text = json.dumps(to_json(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode()
    except UnicodeEncodeError as error:  # half a surrogate pair, as a terminal gives it for bytes that are no UTF-8
        raise InputError(f"{type(value).__name__}: not text ({error.reason})") from None


def load(kind: type[T], raw: bytes | str) -> T:
    """The value of type `kind` in JSON `raw`. Raises InputError that names the field which does not fit."""
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{kind.__name__}: not JSON ({error})") from None
    decoded: T = from_json(kind, document)
    return decoded


def from_json(kind: Any, document: Any, where: str = "") -> Any:
    """`document` (as json.loads gives it) as a `kind`: dataclass, enum, tuple[X, ...], tuple[X, Y], dict[str, X], X
    | None, scalar."""
    return _reader(kind)(document, where)


@cache
def _reader(kind: Any) -> Reader:
    """What reads a `kind`, found once: a type's annotations do not change."""
    origin, args = get_origin(kind), get_args(kind)
    if kind is Any:
        return lambda document, _where: document
    if origin in (Union, UnionType):
        return partial(_optional, args)
    if origin is tuple:
        return partial(_tuple, tuple(arg if arg is Ellipsis else _reader(arg) for arg in args))
    if origin is dict:
        return partial(_dict, args[1])
    if is_dataclass(kind):
        return partial(_dataclass, kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return partial(_enum, kind)
    return partial(_expect, kind)


def _dict(kind: Any, document: Any, where: str) -> dict[str, Any]:
    checked = _expect(dict, document, where)
    return {_expect(str, key, where): from_json(kind, item, f"{where}.{key}") for key, item in checked.items()}


_LARGEST = 2**63 - 1  # what the columns of either database hold
_SHORT = 2**62


def _expect(kind: Any, document: Any, where: str) -> Any:
    if isinstance(document, kind) and (kind is bool or not isinstance(document, bool)):
        if kind is int and abs(document) > _LARGEST:
            raise InputError(f"{where or 'value'}: the number is too large")
        if kind is str and not document.isascii() and any("\ud800" <= sign <= "\udfff" for sign in document):
            raise InputError(f"{where or 'value'}: half a surrogate pair is no text")
        return document
    raise InputError(f"{where or 'value'}: {kind.__name__} expected, not {type(document).__name__}")


def _optional(args: tuple[Any, ...], document: Any, where: str) -> Any:
    if document is None and NoneType in args:
        return None
    (inner,) = (arg for arg in args if arg is not NoneType)
    return from_json(inner, document, where)


def _tuple(readers: tuple[Any, ...], document: Any, where: str) -> tuple[Any, ...]:
    items = _expect(list, document, where)
    if len(readers) == 2 and readers[1] is Ellipsis:
        read = readers[0]
        return tuple(read(item, f"{where}[{index}]") for index, item in enumerate(items))
    if len(items) != len(readers):
        raise InputError(f"{where or 'value'}: {len(readers)} items expected, not {len(items)}")
    return tuple(read(item, where) for read, item in zip(readers, items, strict=True))


def _enum(kind: Any, document: Any, where: str) -> Any:
    try:
        return kind(document)
    except ValueError:
        raise InputError(f"{where or 'value'}: {document!r} is not one of {[item.value for item in kind]}") from None


@cache
def _shape(kind: Any) -> tuple[tuple[str, Any, Reader, bool], ...]:
    """Of each field its name, the plain scalar it is (None for anything else), what reads it, whether it must be
    there."""
    hints = get_type_hints(kind)
    return tuple(
        (
            f.name,
            hints[f.name] if hints[f.name] in (str, int, bool) else None,
            _reader(hints[f.name]),
            f.default is MISSING and f.default_factory is MISSING,
        )
        for f in fields(kind)
    )


def _dataclass(kind: Any, document: Any, where: str) -> Any:
    checked = _expect(dict, document, where or kind.__name__)
    values = {}
    for name, plain, reader, required in _shape(kind):
        if name in checked:
            value = checked[name]
            # Nearly all fields are plain, and their text is ASCII; whatever is not goes the long way.
            if type(value) is plain and (
                plain is bool or (value.isascii() if plain is str else -_SHORT < value < _SHORT)
            ):
                values[name] = value
            else:
                values[name] = reader(value, f"{where or kind.__name__}.{name}")
        elif required:
            raise InputError(f"{where or kind.__name__}.{name}: missing")
    try:
        return kind(**values)
    except ValueError as error:
        raise InputError(f"{where or kind.__name__}: {error}") from None

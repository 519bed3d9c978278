"""Reading QML as text: its string literals, its bindings, its functions. Comments are blanks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|//[^\n]*|/\*.*?\*/', re.DOTALL)
_BINDING = re.compile(
    r"^[ \t]*(?:(?:default |required |readonly )*property [\w.<>]+ )?(?P<name>[A-Za-z][\w.]*)[ \t]*:"
    r"[ \t]*(?P<value>.*)$",
    re.MULTILINE,
)
_FUNCTION = re.compile(r"\bfunction (?P<name>\w+)\(")
_OPEN, _CLOSE = "([{", ")]}"
#: A line that ends or begins so goes on.
_GOES_ON = re.compile(r"(?:[?:+\-*/&|=<>,(\[{]|=>)\s*$")
_WENT_ON = re.compile(r"^\s*(?:[?:.+*/]|&&|\|\|)")


@dataclass(frozen=True, slots=True)
class Binding:
    """`name: value`; the value may be a block of statements."""

    line: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A string, and what stands before it, as far as the last bracket, colon or comma."""

    line: int
    text: str
    before: str
    binding: str


class QmlSource:
    """One file."""

    def __init__(self, source: str, name: str = "") -> None:
        self.name = name
        self.code = _TOKEN.sub(_blank_comment, source)

    @classmethod
    def of(cls, path: Path) -> "QmlSource":
        return cls(path.read_text("utf-8"), path.name)

    def bindings(self) -> Iterator[Binding]:
        """Every `name: value`, also those of nested objects; a nested object itself is no value."""
        for found in _BINDING.finditer(self.code):
            value = self._whole(found.start("value"))
            if not re.match(r"[A-Z]\w*\s*\{", value):
                yield Binding(self._line(found.start("name")), found["name"], value)

    def literals(self) -> Iterator[Literal]:
        spans = [(found.start("value"), found["name"]) for found in _BINDING.finditer(self.code)]
        whole = [(start, start + len(self._whole(start)), name) for start, name in spans]
        for found in _TOKEN.finditer(self.code):
            start = found.start()
            holding = [name for begin, end, name in whole if begin <= start < end]
            before = self.code[max(0, start - 40) : start]
            yield Literal(self._line(start), found.group()[1:-1], before, holding[-1] if holding else "")

    def functions(self) -> Iterator[Binding]:
        """Functions of its own, with their bodies."""
        for found in _FUNCTION.finditer(self.code):
            start = self.code.index("{", found.end())
            yield Binding(self._line(found.start()), found["name"], self._bracketed(start))

    def _whole(self, start: int) -> str:
        """A value to its end: brackets closed, no operator left hanging, nothing that goes on in the next line."""
        lines = self.code[start:].split("\n")
        for count in range(1, len(lines) + 1):
            value = "\n".join(lines[:count])
            after = lines[count] if count < len(lines) else ""
            if _depth(value) < 0:
                return _before_end(value)
            if _depth(value) == 0 and not _GOES_ON.search(value) and not _WENT_ON.match(after):
                return value.rstrip()
        return self.code[start:]

    def _bracketed(self, start: int) -> str:
        depth = 0
        for at in range(start, len(self.code)):
            depth += (self.code[at] in _OPEN) - (self.code[at] in _CLOSE)
            if depth == 0:
                return self.code[start : at + 1]
        return self.code[start:]

    def _line(self, at: int) -> int:
        return self.code.count("\n", 0, at) + 1


def _depth(text: str) -> int:
    plain = _TOKEN.sub("", text)
    return sum((character in _OPEN) - (character in _CLOSE) for character in plain)


def _before_end(value: str) -> str:
    """As far as the bracket that closes what the value stands in."""
    depth, quoted = 0, False
    for at, character in enumerate(value):
        quoted ^= character == '"'
        depth += 0 if quoted else (character in _OPEN) - (character in _CLOSE)
        if depth < 0:
            return value[:at].rstrip()
    return value


def _blank_comment(found: re.Match[str]) -> str:
    text = found.group()
    return text if text[0] in "\"'" else re.sub(r"[^\n]", " ", text)

"""Looking for words: which string literals of the program a person may come to read, and which keys it asks for."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("ui", "kiosk", "drivers", "sync", "assets")
HAN = re.compile(r"[㐀-鿿豈-﫿]")
#: Two words with a blank between, or one that begins as a sentence does: nobody writes an identifier so.
SENTENCE = re.compile(r"[A-Za-z]{2,}[,.!?…:]? [A-Za-z]{2,}|^[A-Z][a-z]{2,}[.!?…]?$")
#: Calls whose arguments no person at the glass reads: a log, a program's error (which glass looks up or replaces).
#: What glass says about an error is proved by tests of its own: see test_texts.
UNREAD = {
    *("debug", "info", "warning", "error", "exception", "critical", "log", "getLogger", "execute"),
    *("QmlUncreatable", "compile", "cast", "TypeVar", "NewType"),
}


@dataclass(frozen=True, slots=True)
class Said:
    line: int
    text: str


def sentences(source: str) -> Iterator[Said]:
    """String literals that read like something said, without docstrings, logs, raised errors, keys and comparisons."""
    tree = ast.parse(source)
    skipped = set(_skipped(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in skipped:
            continue
        if HAN.search(node.value) or SENTENCE.search(node.value):
            yield Said(node.lineno, node.value)


def _skipped(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):  # a docstring
            yield node.value
        elif isinstance(node, ast.Raise | ast.Assert | ast.Compare) or _unread(node):
            yield from _inside(node)
        elif isinstance(node, ast.arg) and node.annotation is not None:
            yield from _inside(node.annotation)
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            yield from _inside(node.returns)


def _unread(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and (_name(node.func) in UNREAD or _name(node.func).endswith(_ERRORS))


_ERRORS = ("Error", "Problem", "Failed", "HandedOver")


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    return (inner for inner in ast.walk(node) if isinstance(inner, ast.Constant))


def _name(func: ast.AST) -> str:
    return str(getattr(func, "id", getattr(func, "attr", "")))


@dataclass(frozen=True)
class Asked:
    """What the program asks for: keys as they stand, and patterns of keys that are put together."""

    keys: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def __contains__(self, key: str) -> bool:
        return key in self.keys or any(pattern.fullmatch(key) for pattern in self.patterns)


def asked() -> Asked:
    """By all of the program, QML included."""
    keys, patterns = set[str](), set[str]()
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                keys.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                patterns.add("".join(_part(part) for part in node.values))
    for path in (ROOT / "ui" / "qml").rglob("*.qml"):
        keys |= set(re.findall(r'qsTrId\("([^"]+)"\)', path.read_text("utf-8")))
    begun = (pattern for pattern in patterns if re.match(r"[a-z]+\\\.", pattern))
    return Asked(frozenset(keys), tuple(re.compile(pattern) for pattern in sorted(begun)))


def _part(part: ast.expr) -> str:
    return re.escape(part.value) if isinstance(part, ast.Constant) and isinstance(part.value, str) else "[^ ]+"

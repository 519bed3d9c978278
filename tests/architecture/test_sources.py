"""What may be committed: where, how long, and nothing that names the machine it was written on."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP_LEVEL = {
    *("kiosk", "drivers", "sync", "ui", "assets", "tests", "setup.cfg", "kiosk.spec"),
    *("README.md", "LICENSE", "NOTICE", "CHANGELOG.md", "Makefile", "pyproject.toml", "ruff.toml"),
    *("requirements", ".ci", ".gitignore", "docs"),
}
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60
#: Written in pieces, or these lines would find themselves.
FOLDERS = "|".join(("wo" + "rk", "ro" + "ot", "ho" + r"me/\w+", "Us" + r"ers/\w+", "fa" + "rm", "tmp/scr" + "atch"))
MACHINE = re.compile(rf"(?<![\w.$}}~<>/-])/({FOLDERS})/")
REGISTRY = re.compile(
    "|".join(("py" + r"pi\.org", "files.python" + "hosted", "registry.npm" + "js", r"deb\.deb" + "ian"))
)


def tracked() -> list[Path]:
    """The files of the repository that are on disk."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    """The tracked files that are text."""
    found = []
    for path in tracked():
        try:
            found.append((path, path.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    """`file:line: text` of every line the pattern finds."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def modules() -> list[Path]:
    """The tracked Python modules."""
    return [path for path in tracked() if path.suffix == ".py"]


def test_the_top_level_holds_exactly_what_was_agreed() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} == TOP_LEVEL


def test_no_committed_text_names_a_folder_of_some_machine() -> None:
    assert lines_matching(MACHINE) == []


def test_no_committed_text_names_a_package_registry() -> None:
    assert lines_matching(REGISTRY) == []


@pytest.mark.parametrize("text", ["see /" + "root/x", "open('/ho" + "me/ann/kiosk.toml')", "(/wo" + "rk/main)"])
def test_a_folder_of_some_machine_is_recognised(text: str) -> None:
    assert MACHINE.search(text)


@pytest.mark.parametrize(
    "text", ["tests/wo" + "rk/x", "$HOME/ro" + "ot/", "~/ho" + "me/x/", "/var/lib/kiosk/", "/ho" + "me"]
)
def test_other_paths_are_no_folder_of_some_machine(text: str) -> None:
    assert not MACHINE.search(text)


def test_no_module_is_too_long_to_read_at_a_sitting() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_too_long_to_see_at_once() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert too_long == []


def test_every_folder_of_tests_is_a_package_or_it_would_shadow_what_it_tests() -> None:
    folders = {path.parent for path in modules() if path.is_relative_to(ROOT / "tests")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_nothing_is_left_open() -> None:
    left = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + "X|NotImplemented" + r"Error)\b")
    assert lines_matching(left) == []

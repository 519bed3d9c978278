"""The tokens of the design, and whether what is written in them can be read."""

import re

import pytest

from ui.paths import qml_path

THEME = qml_path("Theme.qml").read_text("utf-8")
COLOURS = dict(re.findall(r'property color (\w+): "#([0-9A-F]{6})"', THEME))
TEXT, CONTROL = 4.5, 3.0
READ = [
    *((text, back) for text in ("ink", "ink2") for back in ("paper", "card", "well")),
    *((text, back) for text in ("here", "nearby", "reduction", "amber") for back in ("card", "paper")),
    ("amber", "amberWell"),
    ("here", "hereWell"),
    ("nearby", "nearbyWell"),
    ("reduction", "reductionWell"),
    ("ink", "reductionWell"),
    ("nightText", "night"),
    ("nightText", "nightWell"),
    ("nightText2", "night"),
    ("nightText", "ink"),
]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, "contrast ratio"."""
    lighter, darker = sorted((_luminance(COLOURS[one]), _luminance(COLOURS[other])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("text", "back"), READ)
def test_text_can_be_read(text: str, back: str) -> None:
    assert contrast(text, back) >= TEXT


@pytest.mark.parametrize("back", ["paper", "card"])
def test_the_border_of_a_control_can_be_seen(back: str) -> None:
    assert contrast("border", back) >= CONTROL


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("paper", "F6F4F0"),
        ("card", "FFFFFF"),
        ("ink", "1C1B1F"),
        ("ink2", "6B6660"),
        ("line", "E7E2DA"),
        ("well", "EFEBE4"),
        ("reduction", "B3382C"),
        ("here", "2A7047"),
        ("nearby", "2A5EA8"),
        ("amber", "7A5400"),
        ("border", "8C857C"),
    ],
)
def test_the_tokens_are_those_of_the_design(name: str, value: str) -> None:
    assert COLOURS[name] == value

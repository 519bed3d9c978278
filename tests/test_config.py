"""Settings: what cannot be is named with file, line and key before anything starts."""

import re
from pathlib import Path

import pytest

from kiosk.config import FILE_NAME, Config, load_config
from kiosk.domain.money import MINOR_DIGITS
from kiosk.errors import InputError


def _load(folder: Path, text: str | bytes) -> Config:
    (folder / FILE_NAME).write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_config(folder, MINOR_DIGITS)


def test_without_a_file_everything_has_a_default(tmp_path):
    assert load_config(tmp_path, MINOR_DIGITS) == Config()


def test_a_currency_and_a_language_of_ours_are_taken(tmp_path):
    config = _load(tmp_path, 'language = "en"\ncurrency = "JPY"\n')
    assert (config.language, config.currency) == ("en", "JPY")


@pytest.mark.parametrize(
    ("text", "line", "key", "known"),
    [
        ('brand = "X"\n\ncurrency = "RMB"\n', 3, "currency", "CNY, EUR"),
        ('currency = "cny"\n', 1, "currency", "CNY, EUR"),
        ('currency = ""\n', 1, "currency", "CNY, EUR"),
        ('# which\nlanguage = "fr"\n[disk]\nfloor_mb = 5\n', 2, "language", "zh, en"),
        ('[glass]\nwidht = 5\n', 2, "widht", "width, height"),
    ],
)  # fmt: skip
def test_a_setting_that_is_not_known_is_named_with_what_is(tmp_path, text, line, key, known):
    path = re.escape(str(tmp_path / FILE_NAME))
    with pytest.raises(InputError, match=rf"^{path}, line {line}, key '{key}': .*{known}.*Nothing was started"):
        _load(tmp_path, text)


@pytest.mark.parametrize("text", [b'brand = "\xff\xfe"\n', "brand = \n"])
def test_a_file_that_is_no_toml_names_itself(tmp_path, text):
    with pytest.raises(InputError, match=re.escape(str(tmp_path / FILE_NAME))):
        _load(tmp_path, text)


def test_the_glass_can_be_set_for_who_sits_before_it(tmp_path):
    glass = _load(tmp_path, "[glass]\ntext_percent = 150\nlow_reach = true\nreduce_motion = true\n").glass
    assert (glass.text_percent, glass.low_reach, glass.reduce_motion) == (150, True, True)


def test_a_scanner_that_types_is_expected_unless_the_settings_say_otherwise(tmp_path):
    scanner = load_config(tmp_path, MINOR_DIGITS).scanner
    assert (scanner.wedge, scanner.gap_ms, scanner.terminator) == (True, 50, "enter")
    text = '[scanner]\nwedge = false\ngap_ms = 120\nterminator = "none"\n'
    scanner = _load(tmp_path, text).scanner
    assert (scanner.wedge, scanner.gap_ms, scanner.terminator) == (False, 120, "none")


@pytest.mark.parametrize(("key", "value"), [("gap_ms", "5"), ("gap_ms", "1000"), ("terminator", '"space"')])
def test_a_scanner_that_cannot_be_is_refused_by_its_key(tmp_path, key, value):
    with pytest.raises(InputError, match=f"line 2, key '{key}'"):
        _load(tmp_path, f"[scanner]\n{key} = {value}\n")


def test_a_size_of_letters_that_is_not_offered_is_refused(tmp_path):
    with pytest.raises(InputError, match="line 2, key 'text_percent'"):
        _load(tmp_path, "[glass]\ntext_percent = 110\n")

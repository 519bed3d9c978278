"""A scanner that types is told from a person; neither loses a key, and no text field sees a scan."""

import random
from collections import Counter

import pytest

from drivers.scanner_wedge import GAP_MS, REST_MS, WedgeScanner
from kiosk.ports.keys import Key, KeyKind
from tests.drivers.keyboard import CONTROLS, Keyboard, Told, hear

CODE = "4006381333931"
SKU = "LINEN-SHIRT/INDIGO/M"
SEED = 20_261_123
LETTERS = "abcxyz ABCXYZ0189-/.衬"


@pytest.fixture
def keyboard() -> Keyboard:
    return Keyboard()


def scan(keyboard: Keyboard, text: str, gap_ms: int = 5) -> None:
    keyboard.text(text, gap_ms)
    keyboard.enter()


def heard(keyboard: Keyboard, **settings: object) -> Told:
    return hear(WedgeScanner(**settings), keyboard.pressed)  # type: ignore[arg-type]


# What a scan is


@pytest.mark.parametrize("gap_ms", [0, 1, 5, 20, 35])
@pytest.mark.parametrize("text", [CODE, SKU, "ABCD", "P-12345678"])
def test_a_burst_with_its_terminator_is_a_code_and_no_key_of_it_is_passed_on(keyboard, text, gap_ms):
    scan(keyboard, text, gap_ms)
    told = heard(keyboard)
    assert (told.codes, told.passed) == ([text], [])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (f"]E0{CODE}", CODE),
        ("]C10104006381333931", "04006381333931"),
        ("]d2010400638133393110A", "04006381333931"),
        ("https://id.gs1.org/01/04006381333931", "04006381333931"),
        ("]C0KB-12346", "KB-12346"),
    ],
)
def test_marks_of_symbologies_are_understood_as_on_a_serial_line(keyboard, typed, code):
    scan(keyboard, typed)
    assert heard(keyboard).codes == [code]


def test_capitals_are_what_the_scanner_means_although_caps_lock_is_on(keyboard):
    for key in _scanned(f"]E0{CODE}"):
        swapped = key.text.swapcase() if key.kind is KeyKind.CHARACTER else key.text
        keyboard.pressed.append(Key(key.kind, key.code, key.at_ms, swapped, key.shifted, pressed=key.pressed))
    assert heard(keyboard).codes == [CODE]


def test_a_scanner_may_make_its_capitals_by_caps_lock(keyboard):
    keyboard.tap(KeyKind.SHIFT, "CapsLock")
    for character in "ABCD":
        keyboard.tap(KeyKind.CHARACTER, character, character)
        keyboard.wait(5)
    keyboard.tap(KeyKind.SHIFT, "CapsLock")
    keyboard.enter()
    assert heard(keyboard).codes == ["ABCD"]


def _scanned(text: str) -> list[Key]:
    keyboard = Keyboard()
    scan(keyboard, text)
    return keyboard.pressed


@pytest.mark.parametrize(
    ("terminator", "end"), [("enter", "enter"), ("tab", "tab"), ("none", "enter"), ("none", "tab")]
)
def test_the_terminator_is_the_one_in_the_settings(keyboard, terminator, end):
    keyboard.text(CODE)
    getattr(keyboard, end)()
    assert heard(keyboard, terminator=terminator).codes == [CODE]


@pytest.mark.parametrize(("terminator", "end"), [("enter", "tab"), ("tab", "enter")])
def test_another_terminator_ends_nothing_and_lands_nowhere(keyboard, terminator, end):
    keyboard.text(CODE)
    getattr(keyboard, end)()
    told = heard(keyboard, terminator=terminator)
    assert (told.codes, told.passed) == ([], [])


def test_silence_ends_the_code_of_a_scanner_without_terminator(keyboard):
    keyboard.text(CODE)
    keyboard.wait(GAP_MS)
    keyboard.text(CODE[::-1])
    keyboard.wait(2 * GAP_MS)
    keyboard.text("7", 200)
    told = heard(keyboard, terminator="none")
    assert (told.codes, told.text) == ([CODE, CODE[::-1]], "7")


@pytest.mark.parametrize("tail", ["enter", "ctrl j", "tab"])
def test_what_follows_the_terminator_at_once_belongs_to_it(keyboard, tail):
    scan(keyboard, CODE)
    keyboard.wait(3)
    if tail == "ctrl j":
        keyboard.chord("Ctrl", "j")
    else:
        getattr(keyboard, tail)()
    keyboard.wait(300)
    keyboard.enter()
    told = heard(keyboard)
    assert (told.codes, [key.kind for key in told.passed]) == ([CODE], [KeyKind.ENTER] * 2)


def test_a_shortcut_between_two_scans_spoils_the_second(keyboard):
    scan(keyboard, SKU)
    keyboard.chord("Ctrl", "o")
    scan(keyboard, CODE)
    told = heard(keyboard)
    assert (told.codes, told.passed) == ([SKU], [])


def test_one_scan_right_behind_another_is_a_second_one(keyboard):
    for _ in range(3):
        scan(keyboard, SKU)
    assert heard(keyboard).codes == [SKU] * 3


def test_a_slow_scanner_is_understood_when_the_settings_say_so(keyboard):
    scan(keyboard, CODE, gap_ms=80)
    told = heard(keyboard)
    assert (told.codes, told.text) == ([], CODE + "\r")
    told = heard(keyboard, gap_ms=120)
    assert (told.codes, told.passed) == ([CODE], [])


# What is no code, and lands nowhere


@pytest.mark.parametrize("at", range(len(CODE) + 1))
@pytest.mark.parametrize(
    "key", [*CONTROLS, "Ctrl+o", "Alt+d", "Meta+l", "Ctrl+a character"], ids=lambda key: key.replace(" ", "_")
)
def test_a_key_that_is_no_character_goes_with_the_burst_and_spoils_it(keyboard, key, at):
    keyboard.text(CODE[:at])
    modifier, _, letter = key.partition("+")
    if key.endswith("character"):
        keyboard.character("a", chord=True)
    elif letter:
        keyboard.chord(modifier, letter)
    else:
        keyboard.control(key)
    keyboard.wait(5)
    scan(keyboard, CODE[at:])
    told = heard(keyboard)
    assert (told.codes, told.passed) == ([], [])


@pytest.mark.parametrize("modifier", ["Ctrl", "Alt", "Meta"])
def test_a_bar_code_that_is_nothing_but_a_shortcut_lands_nowhere(keyboard, modifier):
    keyboard.chord(modifier, "o")
    keyboard.wait(5)
    keyboard.enter()
    assert heard(keyboard).passed == []


@pytest.mark.parametrize("text", ["12", "123"])
def test_a_short_burst_is_neither_a_code_nor_typing(keyboard, text):
    scan(keyboard, text)
    told = heard(keyboard)
    assert (told.codes, told.passed) == ([], [])


@pytest.mark.parametrize("cut", range(4, len(CODE)))
@pytest.mark.parametrize("pause_ms", [GAP_MS + 1, 200, REST_MS])
def test_half_a_bar_code_is_none_and_its_rest_lands_nowhere(keyboard, cut, pause_ms):
    keyboard.text(CODE[:cut])
    keyboard.wait(pause_ms - 5)
    scan(keyboard, CODE[cut:])
    told = heard(keyboard)
    assert (told.codes, told.passed) == ([], [])
    scan(keyboard, CODE)
    assert heard(keyboard).codes == [CODE], "the next one counts"


def test_a_burst_without_its_terminator_is_none(keyboard):
    keyboard.text(CODE)
    keyboard.wait(REST_MS)
    keyboard.text("hello", 120)
    told = heard(keyboard)
    assert (told.codes, told.text) == ([], "hello")


def test_a_burst_that_loses_its_haste_is_none(keyboard):
    keyboard.text(SKU[:4], 1)
    scan(keyboard, SKU[4:], 49)
    told = heard(keyboard)
    assert (told.codes, told.passed) == ([], [])


def test_an_endless_burst_takes_no_memory_and_is_none(keyboard):
    scanner = WedgeScanner()
    scan(keyboard, "9" * 20_000, 1)
    assert hear(scanner, keyboard.pressed).codes == []
    keyboard.pressed.clear()
    keyboard.text("9" * 20_000, 1)
    hear(scanner, keyboard.pressed, until_ms=0)
    assert scanner._run is not None
    assert len(scanner._run.keys) < 2_000


def test_why_a_burst_is_no_code_is_told(keyboard):
    said: list[str] = []
    scan(keyboard, "12")
    hear(WedgeScanner(on_garbage=said.append), keyboard.pressed)
    assert said == ["it is too short"]


# What a person types


@pytest.mark.parametrize("pause_ms", [GAP_MS + 1, 80, 300])
def test_a_person_waits_for_no_key_longer_than_one_gap(keyboard, pause_ms):
    scanner = WedgeScanner()
    for character in "Linen shirt 衬衫":
        start = keyboard.now_ms
        keyboard.text(character, pause_ms)
        assert scanner.due_ms is None
        told = hear(scanner, keyboard.pressed, until_ms=start + GAP_MS + 1)
        assert told.text == character
        keyboard.pressed.clear()


def test_a_roll_of_the_fingers_waits_for_its_end_and_never_for_more_than_three_gaps(keyboard):
    scanner, since = WedgeScanner(), dict[int, int]()
    keyboard.text("abcdefghijklmnopqrstuvwxyz" * 4, GAP_MS - 2)
    for key in keyboard.pressed:
        since[id(key)] = key.at_ms
        for passed in scanner.feed(key).passed:
            assert key.at_ms - since[id(passed)] <= 3 * GAP_MS


def test_a_key_that_is_held_down_repeats_at_once(keyboard):
    scanner = WedgeScanner()
    keyboard.down(KeyKind.CONTROL, "Backspace")
    hear(scanner, keyboard.pressed)
    for _ in range(50):
        keyboard.wait(33)
        keyboard.pressed.clear()
        keyboard.down(KeyKind.CONTROL, "Backspace", repeats=True)
        assert list(scanner.feed(keyboard.pressed[0]).passed) == keyboard.pressed


def test_a_person_who_holds_a_key_while_somebody_scans_loses_neither(keyboard):
    keyboard.down(KeyKind.CHARACTER, "x", "x")
    keyboard.wait(200)
    for character in CODE:
        keyboard.character(character)
        keyboard.down(KeyKind.CHARACTER, "x", "x", repeats=True)
        keyboard.wait(5)
    keyboard.enter()
    keyboard.up(KeyKind.CHARACTER, "x", "x")
    told = heard(keyboard)
    assert (told.codes, told.text) == ([CODE], "x" * (1 + len(CODE)))
    assert [key.pressed for key in told.passed].count(False) == 1


def test_an_up_that_a_scanner_never_sent_costs_a_person_no_key(keyboard):
    for character in CODE:
        keyboard.down(KeyKind.CHARACTER, character, character)
        keyboard.wait(5)
    keyboard.enter()
    keyboard.wait(200)
    keyboard.text(CODE, 100)
    told = heard(keyboard)
    assert told.codes == [CODE]
    assert told.passed == [key for key in keyboard.pressed if key.at_ms >= 1_200]


def test_a_code_typed_by_hand_is_typing(keyboard):
    scan(keyboard, CODE, 60)
    told = heard(keyboard)
    assert (told.codes, told.text) == ([], CODE + "\r")


@pytest.mark.parametrize("asking", [True, False], ids=["in time", "late"])
def test_what_persons_type_comes_out_exactly(asking):
    """Twenty thousand keys of slow and quick fingers, with shortcuts, held keys and rolls of two and three."""
    chance = random.Random(SEED)
    for terminator in ("enter", "tab", "none"):
        keyboard = Keyboard()
        for _ in range(3_000):
            _type_something(keyboard, chance)
        told = hear(WedgeScanner(terminator=terminator), keyboard.pressed, asking=asking)
        assert told.codes == [], f"seed {SEED}"
        assert told.passed == keyboard.pressed, f"seed {SEED}"


def _type_something(keyboard: Keyboard, chance: random.Random) -> None:
    pick = chance.random()
    if pick < 0.5:
        keyboard.text(chance.choice(LETTERS), chance.randint(GAP_MS + 1, 400))
    elif pick < 0.7:  # rolled: the second is down before the first is up
        letters = chance.sample("abcdefgh", chance.choice((2, 2, 2, 3)))
        for letter in letters:
            keyboard.down(KeyKind.CHARACTER, letter, letter)
            keyboard.wait(chance.randint(5, 40))
        for letter in letters:
            keyboard.up(KeyKind.CHARACTER, letter, letter)
    elif pick < 0.8:
        keyboard.chord(chance.choice(("Ctrl", "Alt", "Meta")), chance.choice("oacv"))
    elif pick < 0.9:
        chance.choice((keyboard.enter, keyboard.tab, lambda: keyboard.control(chance.choice(CONTROLS))))()
    else:
        keyboard.down(KeyKind.CONTROL, "Backspace")
        for _ in range(chance.randint(1, 9)):
            keyboard.wait(30)
            keyboard.down(KeyKind.CONTROL, "Backspace", repeats=True)
        keyboard.up(KeyKind.CONTROL, "Backspace")
    keyboard.wait(chance.randint(GAP_MS + 1, 400))


def test_whatever_comes_no_key_is_passed_on_twice_or_out_of_turn():
    """Also where it is nobody's doing: random keys at random times."""
    chance = random.Random(SEED)
    for terminator in ("enter", "tab", "none") * 100:
        keyboard = Keyboard()
        for _ in range(100):
            _press_anything(keyboard, chance)
        told = hear(WedgeScanner(terminator=terminator), keyboard.pressed, asking=chance.random() < 0.5)
        places = {id(key): place for place, key in enumerate(keyboard.pressed)}
        order = [places[id(key)] for key in told.passed]
        assert order == sorted(set(order)), f"seed {SEED}"
        _assert_every_down_has_its_up(told, keyboard)


def _press_anything(keyboard: Keyboard, chance: random.Random) -> None:
    kind = chance.choice((*(KeyKind.CHARACTER,) * 6, *KeyKind))
    text = chance.choice("abc123") if kind is KeyKind.CHARACTER else ""
    keyboard.tap(kind, text or kind.value, text, chord=chance.random() < 0.05)
    keyboard.wait(chance.choice((0, 1, 5, 20, 40, 50, 51, 100, 600)))


def _assert_every_down_has_its_up(told: Told, keyboard: Keyboard) -> None:
    downs = Counter(key.code for key in told.passed if key.pressed)
    assert downs == Counter(key.code for key in told.passed if not key.pressed), f"seed {SEED}: {keyboard.pressed}"

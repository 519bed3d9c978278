"""Every word on glass comes from assets/i18n, in both languages, with the same blanks."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import pytest

from kiosk.domain.credit_facts import CreditOutcome
from kiosk.domain.events import Fulfilment, Outcome, Reason, TenderKind
from kiosk.domain.order import Attention, LineStatus, OrderStatus
from kiosk.domain.returns import Grade, ReductionKind, ReturnReason
from kiosk.domain.staff import Limit, Role
from kiosk.domain.standing import Standing
from kiosk.ports.health import DeviceState, Verdict
from kiosk.texts import LANGUAGES, load_texts
from tests.ui.qml_source import QmlSource
from tests.words import HAN
from ui.availability import Reach
from ui.paths import qml_path
from ui.viewmodels.calls import CANCELS, OTHER, REFUND
from ui.viewmodels.order import REASONS
from ui.viewmodels.payment import WAYS as PAYMENT_WAYS
from ui.viewmodels.reduce import REASONS as REDUCTION_REASONS
from ui.viewmodels.reduce import WAYS

ROOT = Path(__file__).parents[2]
QML = sorted(qml_path().rglob("*.qml"))
#: What a person reads or hears; a literal there would speak one language only.
SPOKEN = re.compile(
    r"(?:.*\.)?(?:text|label|title|subtitle|caption|placeholder\w*|first|second|third|description|doneLabel|note|hint|"
    r"heading|spoken|detail|name)$"
)
#: Names of icons, tones and kinds look like words, but nobody reads them.
PICTURES = {path.stem for path in (ROOT / "assets" / "icons").glob("*.svg")}
#: Nobody reads these, whatever stands there: names for scripts, files and sources of pictures, what is compared.
UNREAD = re.compile(r"(?:.*\.)?(?:objectName|owner|source|family|component)$")
ASKED = re.compile(r"qsTrId\(\s*$|[!=]==?\s*$|\bcase\s*$|\bimport\s*$|\[\s*$|startsWith\(\s*$|[?]{2}\s*$")
#: Signs that are the same in every language, and names: of a stepper's parts, of a page's file.
SIGN = re.compile(r"[^A-Za-z㐀-鿿]*|(?:basket|stock|gallery)\.[a-z]+\.?|\w*Page\.qml")


def spoken(qml: QmlSource) -> list[str]:
    """Literals of a file that a person would read."""
    found = []
    for literal in qml.literals():
        if UNREAD.match(literal.binding) or ASKED.search(literal.before) or SIGN.fullmatch(literal.text):
            continue
        sentence = HAN.search(literal.text) or re.search(r"[A-Za-z]{2,} [A-Za-z]|^[A-Z][a-z]", literal.text)
        picture = literal.binding in ("name", "icon") and literal.text in PICTURES
        word = SPOKEN.match(literal.binding) and not picture
        if sentence or word:
            found.append(f"{literal.line}: {literal.text}")
    return found


@pytest.mark.parametrize("path", QML, ids=lambda path: path.stem)
def test_no_qml_file_holds_a_word_that_a_person_reads(path: Path) -> None:
    assert spoken(QmlSource.of(path)) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('Words {\n    text: "Basket"\n}', ["2: Basket"]),
        ('Words {\n    text: "basket"\n}', ["2: basket"]),
        ('Pill {\n    label: ready ? qsTrId("ui.key.done") : "Wait"\n}', ["2: Wait"]),
        ('Pill {\n    label: count + (count > 1 ? " pieces" : " piece")\n}', ["2:  pieces", "2:  piece"]),
        ('Item {\n    Accessible.name: "search"\n}', ["2: search"]),
        ('Item {\n    property string said: "Please wait"\n}', ["2: Please wait"]),
        ('Item {\n    onTapped: page.tell("购物袋")\n}', ["2: 购物袋"]),
        ('Words {\n    text: wide\n        ? "Wide"\n        : ""\n}', ["3: Wide"]),
        ('Words {\n    text: qsTrId("ui.basket.title")\n}', []),
        ('Icon {\n    name: "search"\n}', []),
        ('Pill {\n    kind: "outline"\n}', []),
        ('Words {\n    objectName: "Basket total"\n    text: a + ", " + b // "Basket"\n}', []),
    ],
)
def test_a_word_in_qml_is_recognised(source: str, found: list[str]) -> None:
    assert spoken(QmlSource(source)) == found


def test_every_key_that_qml_asks_for_exists() -> None:
    asked = {key for path in QML for key in re.findall(r'qsTrId\("([^"]+)"\)', path.read_text("utf-8"))}
    assert asked
    for language in LANGUAGES:
        assert asked - load_texts(language).keys() == set()


def test_every_key_that_view_models_ask_for_exists() -> None:
    keys, whole = load_texts("en").keys(), re.compile(r"ui\.[a-z_]+(\.[a-z_]*[a-z])+")
    for path in sorted((ROOT / "ui").rglob("*.py")):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        said = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
        assert {text for text in said if whole.fullmatch(text)} - keys == set(), path.name


@pytest.mark.parametrize(
    ("family", "members"),
    [
        ("ui.status.", OrderStatus),
        ("ui.attention.", Attention),
        ("ui.reach.", Reach),
        ("ui.cell.", Fulfilment),
        ("ui.means.", Fulfilment),
        ("ui.role.", Role),
        ("promise.", LineStatus),
        ("ui.order.is_", set(OrderStatus) - {OrderStatus.PLACED}),
        ("ui.cancel.", REASONS),
        ("ui.reduce.way_", WAYS),
        ("ui.reduce.figure_", WAYS),
        ("ui.reduce.", {reason for reasons in REDUCTION_REASONS.values() for reason in reasons}),
        ("ui.payment.", PAYMENT_WAYS),
        ("ui.payment.after_", PAYMENT_WAYS),
        ("error.needs_manager_", Limit),
        ("ui.calls.", (OTHER, REFUND, CANCELS)),
        ("ui.calls.said_", (OTHER, REFUND, CANCELS)),
        ("ui.standing.", [str(kind.name).lower() for kind in Standing]),
        ("ui.refusal.", Reason),
        ("ui.health.", Verdict),
        ("ui.device.", DeviceState),
        ("ui.history.", (*Outcome, *CreditOutcome)),
        ("ui.history.tender_", TenderKind),
        ("ui.history.reduced_", ReductionKind),
        ("ui.history.reason_", ReturnReason),
        ("ui.history.grade_", Grade),
        ("ui.orders.title_", [str(kind.name).lower() for kind in Standing if kind is not Standing.CALL_BACK]),
        ("ui.orders.none_", [str(kind.name).lower() for kind in Standing if kind is not Standing.CALL_BACK]),
    ],
)
def test_every_member_of_a_family_has_its_word(family: str, members: Iterable[str]) -> None:
    assert {f"{family}{member}" for member in members} - load_texts("zh").keys() == set()


def test_both_languages_fill_the_same_blanks() -> None:
    zh, en = (load_texts(language) for language in LANGUAGES)

    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    ours = [key for key in sorted(en.keys()) if key.startswith(("ui.", "error."))]
    ours.remove("ui.cell.day_after")  # Chinese has a word for it, English names the weekday
    assert [key for key in ours if blanks(zh._sentences[key]) != blanks(en._sentences[key])] == []


def test_no_sentence_is_left_untranslated() -> None:
    zh = load_texts("zh")
    same_on_purpose = {"ui.bar.other_language", "ui.join", "ui.comma", "ui.bar.basket", "ui.handed.before"}
    same_on_purpose |= {
        "ui.count.times",
        "ui.sync.progress_rows",
        "ui.facet.and",
        "ui.facet.between",
        "ui.facet.chosen",
        "ui.print.slip",
        "ui.reduce.percent_of",
    }
    left = [
        key
        for key in sorted(zh.keys())
        if key.startswith(("ui.", "error."))
        and key not in same_on_purpose
        and not re.search(r"[一-鿿]", zh._sentences[key])
    ]
    assert left == []


def raised() -> set[str]:
    """Messages that the shop's rules raise as they stand, without figures in them."""
    found = set()
    for folder in ("services", "domain"):
        for path in (ROOT / "kiosk" / folder).glob("*.py"):
            if (
                path.stem.startswith("terminal") or path.stem == "codec"
            ):  # speak to whoever types commands, or writes files
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _SPEAKING and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and not node.keywords:
                        found.add(str(first.value))
    return found


_SPEAKING = ("InputError", "RuleError", "EnvironmentProblem")


def test_every_refusal_of_the_shops_rules_has_its_sentence_in_both_languages() -> None:
    messages = raised()
    assert len(messages) > 20
    for language in LANGUAGES:
        texts = load_texts(language)
        assert {message for message in messages if f"error.said.{message}" not in texts} == set()

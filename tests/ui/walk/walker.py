"""Plays chapters; at each stop it shows the page in view after view and hands it to whoever looks."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.domain.events import LineDecision, LinesDecided, Outcome, Reason
from kiosk.ports.sync import RoundApplied, SyncProgress, SyncState
from tests.fakes.clock import MONDAY_14_MS
from tests.ui.critic import words
from tests.ui.critic.scene import Fault, look_at
from tests.ui.front import JACKET
from tests.ui.glasses import Shown, show
from tests.ui.layout import faults_of
from tests.ui.walk import happenings, own_phone, paper
from tests.ui.walk.script import Chapter, Stop
from tests.ui.walk.views import View
from ui.viewmodels.facets import FacetsModel

#: What the scripts type, and so see.
TYPED = frozenset(
    {"shirt", "shirtzzz", "zzz", "tx-1234", "dn-7", "knit", "NO-SUCH-SKU", "pos-8841", "wx-0417", "seam", "jacket"}
    | {"jacketzzz"}
)
#: What lies on the tablet has its name in every language.
FILES = ("srv", "kiosk", "support", "zip")
BASE = View("en", (1280, 800), "normal")
OFFLINE = SyncState(False, MONDAY_14_MS - 8 * 60_000)
ONLINE = SyncState(True, MONDAY_14_MS)
Look = Callable[[Shown, Stop, View], None]


@dataclass
class Walker:
    """Somebody who plays a chapter and calls `look` at every stop, in each of the views chosen for it."""

    views: Callable[[Stop], Iterable[View]]
    look: Look
    then: Callable[[Shown, Stop], None] | None = None  # after all views, in English
    line: SyncState = ONLINE  # what the tablet knows of HQ when no view says otherwise

    def walk(self, chapter: Chapter, pictures: Path) -> None:
        with opened(chapter, pictures) as shown:
            shown.player.hooks |= self._hooks(shown)
            for line in chapter.lines():
                if isinstance(line, str):
                    shown.play(line)
                else:
                    self._stop(shown, line)

    def _stop(self, shown: Shown, stop: Stop) -> None:
        shown.play(f"wait page {stop.page}")
        _keep_notice(shown)
        for view in self.views(stop):
            self._take(shown, view)
            self.look(shown, stop, view)
        self._take(shown, BASE)
        if self.then is not None:
            self.then(shown, stop)
        shown.window.app.notice.dismiss()

    def _take(self, shown: Shown, view: View) -> None:
        app = shown.window.app
        if app.language != view.language:
            app.set_language(view.language)
        app.access.setText(150 if view.mode in ("large", "low-large") else 100)
        app.access.setLowReach(view.mode in ("low", "low-large"))
        shown.bus.publish(OFFLINE if view.mode == "offline" else self.line)
        if shown.window.quick.size().toTuple() != view.size:
            shown.play("resize {} {}".format(*view.size))
        shown.player.breathe()
        shown.player.until(shown.player.settled, "the page to settle")

    def _hooks(self, shown: Shown) -> dict[str, Callable[[], object]]:
        return {
            "offline": lambda: self._cut_line(shown),
            "rows come": lambda: shown.bus.publish(SyncProgress("catalogue", 5_000, 13_000)),
            "a snapshot comes": lambda: shown.bus.publish(SyncProgress("catalogue", 5_000_000, 13_000_000, "bytes")),
            "HQ refuses": lambda: decide(shown, Outcome.REFUSED),
            "HQ confirms": lambda: decide(shown, Outcome.CONFIRMED),
            "much is wrong at once": lambda: happenings.much_is_wrong(shown),
            "a day goes by": lambda: happenings.day_goes_by(shown),
            "all that can happen to an order": lambda: happenings.all_of_them(shown),
            "HQ moves the second line and refuses the fourth": lambda: answer(shown),
            "a basket of four ways": lambda: four_ways(shown),
            "only a filter keeps everything out": lambda: no_colour(shown.window.app.browse.facets),
            "how sizes run": lambda: shown.window.app.sizeGuide.openFor("LINEN-SHIRT", "M"),
            "take up a basket": shown.window.app.parked.enterCode,
            "nobody touches it": shown.window.app.idle.nobody_there,
            **own_phone.hooks(shown),
            **paper.hooks(shown),
        }

    def _cut_line(self, shown: Shown) -> None:
        self.line = OFFLINE
        shown.bus.publish(OFFLINE)


@dataclass
class Report:
    """What the critic said, by stop and view."""

    found: list[tuple[Stop, View, Fault]] = field(default_factory=list)
    names: frozenset[str] = frozenset({"Lin", "Mei", "王", "Python", "SQLite", "PySide", *FILES})

    def look(self, shown: Shown, stop: Stop, view: View) -> None:
        scene = look_at(shown.window.quick)
        self.found += [(stop, view, fault) for fault in faults_of(scene)]
        self.found += [(stop, view, fault) for fault in words.foreign(scene, view.language, self.names | TYPED)]
        self.found += [(stop, view, Fault("QML", text)) for text in shown.window.complaints]

    def look_for_words(self, shown: Shown, stop: Stop) -> None:
        """With every sentence marked: what has no mark came from nowhere."""
        stage, app = shown.window.stage, shown.window.app
        stage.texts = words.marked("en")
        stage.languageChanged.emit()
        app.retranslated.emit()
        shown.player.breathe()
        typed = set(shown.player.remembered.values()) | TYPED
        known = words.names_of(shown.tablet) | typed | {word.upper() for word in typed}
        found = words.untranslated(look_at(shown.window.quick), known)
        self.found += [(stop, BASE, fault) for fault in found]
        app.set_language("en")

    def lines(self) -> Iterator[str]:
        return (f"{stop} ({view}): {fault}" for stop, view, fault in self.found)


@contextmanager
def opened(chapter: Chapter, pictures: Path) -> Iterator[Shown]:
    """The chapter's tablet behind glass, on its first page."""
    shown = show(chapter.tablet(), BASE.size, language=BASE.language, attract=chapter.attract, pictures=pictures)
    with closing(shown.window):
        shown.player.until(shown.player.settled, "the first page")
        yield shown


def decide(shown: Shown, outcome: Outcome, number: int = 1) -> None:
    """HQ speaks about a line of the order whose number is remembered."""
    facts = shown.tablet.reader.order_by_number(shown.player.remembered["N"])
    assert facts is not None
    line = facts.placed[0].body.lines[number - 1]
    promise = line.promise if outcome is not Outcome.REFUSED else None
    body = LinesDecided(facts.order_id, (LineDecision(line.line_id, outcome, Reason.GOODS, promise),))
    shown.tablet.journal.run(lambda tx: tx.append(body, "hq"))
    shown.bus.publish(RoundApplied("shop.JA", 1))


def answer(shown: Shown) -> None:
    """HQ's news about an order of four lines."""
    decide(shown, Outcome.RE_SOURCED, 2)
    decide(shown, Outcome.REFUSED, 4)


def four_ways(shown: Shown) -> None:
    """A jumper for the door, and three jackets: one taken now, one fetched elsewhere, one brought here."""
    ways = (("SAGE/M", "take_now"), ("SAGE/L", "pick_up"), ("SAGE/XL", "bring_here"))
    for piece, way in ways:
        shown.tablet.desk.add(f"{JACKET}/{piece}", kind=way)
    shown.tablet.desk.add("CHUNKY-KNIT/SAGE/XL", kind="deliver")
    shown.window.app.stage.set_basket(shown.tablet.desk.basket)


def no_colour(facets: FacetsModel) -> None:
    """A colour that nothing has: it can be chosen no more, but may have been before the range changed."""
    facets.tap("colour")
    facets.clear()
    facets.choose("purple")


def _keep_notice(shown: Shown) -> None:
    """What is said at the edge stays while one looks, however long that takes."""
    shown.window.app.notice.stop()

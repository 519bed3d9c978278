"""The whole glass: which page is open, in which language, for whom; what a scan opens; what is said at the edge."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import Location
from kiosk.domain.staff import StaffMember
from kiosk.domain.visits import BasketParked
from kiosk.ports.sync import RoundApplied, SyncProgress, SyncState
from kiosk.texts import LANGUAGES
from ui.bookmark import NOWHERE, Bookmark
from ui.bridge import Bridge
from ui.formatting import joined
from ui.qt import Property, QmlUncreatable
from ui.routes import RETURNING, Routes
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.idle import Watched
from ui.viewmodels.pages import Pages

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
#: A guide's own pages.
_COUNTER = (
    "orders", "order", "payment", "handed", "sync", "stock", "day", "count", "people", "calls", "health", "credit",
    "clientele", "contacts",
    *RETURNING,
)  # fmt: skip


@QmlElement
@QmlUncreatable("made by the program")
class App(Pages):
    """Turns the pages, and knows for whom."""

    changed = Signal()
    pageChanged = Signal()
    retranslated = Signal()

    def __init__(self, stage: Stage, bridge: Bridge) -> None:
        super().__init__(stage)
        self._history = ["waiting"]
        self._staff: StaffMember | None = None
        self._member = ""
        self._bookmark = NOWHERE
        self._marks: dict[str, object] = {}  # of pages behind the open one, until they are opened again
        self._routes = Routes(self)
        self._connect(bridge)

    def _connect(self, bridge: Bridge) -> None:
        stage = self.stage
        stage.went.connect(self.open)
        stage.backed.connect(self.back)
        stage.finished.connect(self.finish)
        stage.noticed.connect(self._notice.say)
        stage.basketChanged.connect(self.refresh)
        self._access.languageWanted.connect(self.set_language)
        self._attract.typedAhead.connect(self._search_for)
        self._attract.turned.connect(self._parked.refresh)
        bridge.scanned.connect(self._routes.scan)
        bridge.progressed.connect(self._progressed)
        bridge.connectionChanged.connect(self._connection_changed)
        bridge.arrived.connect(self._arrived)
        bridge.printerSeen.connect(self._printer.follow)
        for page in (self._payment, self._placed, self._print_jobs):  # what they say depends on it
            self._printer.changed.connect(page.refresh)
        bridge.peopleChanged.connect(self._look_at_badge)
        bridge.delivered.connect(lambda _message: self._sync.arrived())
        self._idle.expired.connect(self._idled)
        self._idle.parked.connect(self._parked.park)
        self._idle.locked.connect(self.lock)
        self._pin.cancelled.connect(self.locked)
        self._joining.joined.connect(lambda member: self.recognised(member.masked_name))
        self._me.gone.connect(lambda: self.recognised(""))
        self._people.locked.connect(self.locked)
        self._help.switched.connect(self._watch)

    def start(self) -> None:
        """Open the first page, as soon as the tablet has a shop to be in."""
        self._banner.begin()
        self._printer.begin()
        self._help.begin()
        self.find_home()

    def stop(self) -> None:
        self._idle.stop()
        self._notice.stop()
        self._help.stop()

    # The frame around them

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        return self._history[-1]

    @Property(bool, notify=pageChanged)
    def canGoBack(self) -> bool:
        return len(self._history) > 1 and self.page not in ("placed", "handed", "returned", "pin")

    @Property(bool, notify=pageChanged)
    def atCounter(self) -> bool:
        """Whether the page is one of a guide's own."""
        return self.page in _COUNTER

    @Property(bool, notify=pageChanged)
    def unattended(self) -> bool:
        """Whether the page is the one for passers-by, which has its own ways in and no bar."""
        return self.page == "attract"

    @Property(bool, notify=changed)
    def guide(self) -> bool:
        return self.stage.guide

    @Property(str, constant=True)
    def brand(self) -> str:
        return self.stage.glass.brand

    @Property(str, notify=changed)
    def place(self) -> str:
        """Under the brand: the shop, or who is signed in."""
        if self._staff is not None:
            role = self.texts(f"ui.role.{self._staff.role.value}")
            return joined(self.texts, self._staff.name, role)
        return self.texts.named(self.here) if self.here else ""

    @Property(str, notify=changed)
    def member(self) -> str:
        return self._member

    @Property(str, notify=changed)
    def memberLabel(self) -> str:
        return self._member or self.texts("ui.bar.member")

    @Slot()
    def openMember(self) -> None:
        """Whoever is recognised sees their own page; whoever is not may become a member."""
        self.stage.go("me" if self._member else "joining")

    @Property(str, notify=changed)
    def basketLabel(self) -> str:
        basket = self.stage.basket
        if not basket.lines:
            return self.texts("ui.bar.basket_empty")
        return self.texts("ui.bar.basket", count=basket.pieces, total=self.stage.money(basket.total_minor))

    @Property(str, notify=changed)
    def language(self) -> str:
        return self.texts.language

    # What a person does

    @Slot(str)
    def go(self, page: str) -> None:
        self.open(page, None)

    @Slot()
    def back(self) -> None:
        if self.page == "pin":
            self._pin.cancel()
        elif self.current.step_back():
            return
        elif len(self._history) > 1:
            self._pages[self._history.pop()].leave()
            self._turn(self._marks.pop(self.page, None))

    @Slot()
    def home(self) -> None:
        self.open("orders" if self.stage.guide and self.atCounter else self.front, None)

    @Slot()
    def switchLanguage(self) -> None:
        others = [language for language in LANGUAGES if language != self.texts.language]
        self.set_language(others[0])

    @Slot()
    def lock(self) -> None:
        """Back to the shopper's screen; the basket stays."""
        self.stage.ask(lambda desk: desk.lock(), lambda _done: self.locked())

    @Slot()
    def finish(self) -> None:
        """The shopper is done: nothing of theirs stays on this tablet's glass."""
        self.stage.ask(lambda desk: desk.leave(), lambda _none: self._forget())

    @Slot()
    def callGuide(self) -> None:
        """From wherever one is."""
        self._help.call(self.page, self._style.styleId if self.page == "style" else "")

    @Slot(int, str, int, result=bool)
    def key(self, key: int, text: str, modifiers: int) -> bool:
        """A key of a keyboard, in Qt's numbers, for the page that is open; whether it was one for it."""
        return self._routes.key(key, text, Qt.KeyboardModifier(modifiers))

    @Slot(str)
    def typed(self, text: str) -> None:
        self._typist.typed(text)

    @Slot()
    def erase(self) -> None:
        self._typist.erase()

    @Slot()
    def submit(self) -> None:
        self._typist.submit()

    # For the program

    @property
    def front(self) -> str:
        """The page that nobody stands before."""
        return "attract" if self.stage.glass.attract else "browse"

    @property
    def current(self) -> PageModel:
        return self._pages[self.page]

    @property
    def _typist(self) -> PageModel:
        """What is typed goes to what lies over the page, when that asks for something."""
        if self._approval.shown:
            return self._approval
        return self._parked if self._parked.typing else self.current

    @Slot(str, object)
    def open(self, page: str, shown: object) -> None:
        """Open a page. Going home, or to a guide's home, forgets the way there."""
        if isinstance(shown, StaffMember) and page == "orders":
            self.signed_in(shown)
            shown = None
        self.current.leave()
        self._marks.pop(page, None)
        if self._history == ["attract"]:
            self._history = ["browse"]  # the way back leads to the range, not out of the shop
        if page in ("attract", "browse", "orders", "placed", "handed", "returned", "waiting"):
            self._history = [page]
        elif page in self._history:
            del self._history[self._history.index(page) + 1 :]
        else:
            self._history.append(page)
        if page in ("calls", "sync", "stock", "day", "clientele"):
            self._history = ["orders", page]
        if page == "contacts":
            self._history = ["orders", "clientele", page]
        if page in ("people", "health"):
            self._history = ["orders", "sync", page]
        if page == "credit" and "order" not in self._history:
            self._history = ["orders", page]
        if page == "order" and len(self._history) == 1:
            self._history = ["orders", "order"]
        self._turn(shown)

    @Slot(str)
    def set_language(self, language: str) -> None:
        self.stage.ask(lambda desk: desk.set_language(language), lambda _done: None)
        self.stage.set_language(language)
        self.retranslated.emit()

    def signed_in(self, staff: StaffMember | None) -> None:
        self._staff = staff
        self.stage.guide = staff is not None
        if staff is None:
            self._orders.forget()
            self._clientele.forget()
        else:
            self.stage.glass.look_at_printer()
        self._watch()
        self._banner.refresh()
        self._printer.refresh()
        self.changed.emit()

    def recognised(self, member: str) -> None:
        self._member = member
        self.changed.emit()

    def find_home(self) -> None:
        """Look whether the first sync has brought the shop and its range."""
        ready = self.stage.glass.catalogue.ready
        self.stage.ask(lambda desk: desk.here if ready() else None, self._found_home, lambda _error: self._turn(None))

    def _found_home(self, here: Location | None) -> None:
        self.stage.here = here
        if self.page == "waiting" and here is not None:
            self.open(self.front, None)
        elif self.page == "waiting":
            self._turn(None)
        self.refresh()

    def _turn(self, shown: object) -> None:
        """Whatever asks for it, a page of the staff's opens for nobody else."""
        if self.atCounter and not self.stage.guide:
            self._history, shown = [self.front], None
        self._notice.turn()
        self.current.enter(shown)
        self._print_jobs.show_while(self.page == "sync")
        self._reprint.close()
        self._watch()
        self.pageChanged.emit()

    def interrupted(self) -> None:
        """A badge was shown: the shopper comes back to where they are now."""
        if not self.stage.guide and self.page != "pin":
            self._bookmark = Bookmark.at(self._history, self._pages)

    @Slot()
    def locked(self) -> None:
        """Nobody is signed in any more; the shopper has their page again, and their basket."""
        self._approval.close()
        self.signed_in(None)
        bookmark, self._bookmark = self._bookmark, NOWHERE
        self.current.leave()
        self._history = bookmark.way(basket=bool(self.stage.basket.lines))
        self._marks = dict(bookmark.marks)
        self._turn(self._marks.pop(self.page, None))

    def _forget(self) -> None:
        desk = self.stage.glass.desk
        self._bookmark, self._marks = NOWHERE, {}
        self._help.forget()
        self._parked.forget()
        self._approval.close()
        self.signed_in(None)
        self.recognised("")
        self.stage.set_basket(desk.basket)
        if self.texts.language != self.stage.glass.home_language:
            self.stage.set_language(self.stage.glass.home_language)
            self.retranslated.emit()
        self._notice.dismiss()
        self._access.reset()
        if self.stage.here is not None:
            self._browse.reset()
            self.open(self.front, None)

    @Slot()
    def _watch(self) -> None:
        self._idle.watch(self._watched())

    def _watched(self) -> Watched:
        if self.stage.guide:
            return Watched.GUIDE
        if self._help.calling:
            return Watched.WAITING
        return Watched.NOBODY if self.page == "attract" else Watched.SHOPPER

    def _untouched(self) -> bool:
        """Whether the glass is as nobody has left it."""
        return self._access.untouched and self.texts.language == self.stage.glass.home_language

    @Slot(str)
    def _search_for(self, text: str) -> None:
        self._browse.startSearch()
        self._browse.typed(text)

    @Slot()
    def _idled(self) -> None:
        if self.page == "attract" and not self.stage.guide and self._untouched():
            return
        self.stage.ask(lambda desk: desk.leave(keep_basket=True), self._left)

    def _left(self, parked: BasketParked | None) -> None:
        self._forget()
        self._parked.keep(parked)

    # What the rest of the tablet says

    @Slot(object)
    def _arrived(self, message: RoundApplied) -> None:
        if self.page == "waiting" or message.stream in ("", "catalogue"):
            self.find_home()
            self._browse.outdate()
            if self.page != "phone":  # what is confirmed stays at the prices that were read
                self._basket.renew_prices()
        if self.page == "waiting":
            return
        if message.stream.startswith("shop.") and (self.stage.guide or self.page == "pin"):
            self._look_at_badge()
        else:
            self.current.arrived()

    @Slot()
    def _look_at_badge(self) -> None:
        self.stage.ask(lambda desk: desk.people.sign_out_if_off(), self._people_arrived)

    def _people_arrived(self, signed_out: StaffMember | None) -> None:
        """HQ may say that the badge the tablet was unlocked with, or is about to be, is off."""
        if signed_out is not None:
            self.locked()
            self.stage.remind("ui.people.signed_out")
        self.current.arrived()

    @Slot(object)
    def _progressed(self, progress: SyncProgress) -> None:
        self._sync.progressed(progress)
        self._waiting.progressed(progress)

    @Slot(object)
    def _connection_changed(self, state: SyncState) -> None:
        self._banner.follow(state)
        if self.page == "sync":
            self._sync.arrived()

"""What every view-model stands on: the tablet's services, the language of the moment, and the way to other pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from kiosk.domain.basket import Basket
from kiosk.domain.catalogue import Location
from kiosk.domain.money import format_minor
from kiosk.domain.order import ONLINE
from kiosk.ports.devices import PrinterState
from kiosk.services.approving import Approval, NeedsManager
from kiosk.services.desk import Desk
from kiosk.texts import Texts, load_texts
from ui.errors import sentence
from ui.formatting import picture_id
from ui.glass import Glass
from ui.tasks import Tasks

T = TypeVar("T")
#: A sentence that is said again when the language has changed.
Said = Callable[[], str]


def nothing_said() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was refused, how it is done with a manager's leave, and what follows."""

    error: NeedsManager
    work: Callable[[Desk, Approval], Any]
    then: Callable[[Any], object]


class Stage(QObject):
    """Lives in the GUI thread. Verbs go to the desk through `ask`, longer reads through `read`; both come back here."""

    languageChanged = Signal()
    basketChanged = Signal()
    noticed = Signal(str, object)  # tone, Said
    went = Signal(str, object)  # page, what it shows
    backed = Signal()
    approvalAsked = Signal(object)  # Asked
    finished = Signal()  # the shopper is done: forget them

    def __init__(self, glass: Glass, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.glass = glass
        self.tasks = tasks
        self.texts: Texts = load_texts(glass.home_language)
        self.here: Location | None = None
        self.basket = Basket()
        self.guide = False  # unlocked for a guide
        self.printer = PrinterState.UNKNOWN  # as it was last heard

    # Acting

    def ask(
        self,
        work: Callable[[Desk], T],
        then: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Call the desk in its thread; errors become a notice unless `failed` takes them."""
        desk = self.glass.desk
        self.tasks.desk(lambda: work(desk), then, failed or self.tell_error)

    def read(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        self.tasks.read(work, then, self.tell_error)

    def tell_error(self, error: Exception) -> None:
        self.noticed.emit("problem", lambda: self.sentence(error))

    def tell(self, key: str, **params: object) -> None:
        self.noticed.emit("good", lambda: self.texts(key, **params))

    def remind(self, key: str, **params: object) -> None:
        """Like `tell`, but it stays until it is tapped away."""
        self.noticed.emit("kept", lambda: self.texts(key, **params))

    def go(self, page: str, shown: object = None) -> None:
        self.went.emit(page, shown)

    # Telling

    def sentence(self, error: Exception) -> str:
        return sentence(error, self.texts, self.here, self.glass.currency)

    def money(self, minor: int) -> str:
        return format_minor(minor, self.glass.currency)

    def place_name(self, location_id: str) -> str:
        if location_id == ONLINE:
            return self.texts("ui.place.online")
        found = self.glass.catalogue.location(location_id)
        return self.texts.named(found) if found else ""

    def picture(self, style_id: str, swatch: str = "", *, large: bool = False) -> str:
        """The picture of a style for the provider; short indexed reads."""
        style = self.glass.catalogue.style(style_id)
        if style is None:
            return picture_id(swatch, "")
        return picture_id(swatch, self.texts.named(style, "category"), style, large=large)

    def set_basket(self, basket: Basket) -> None:
        self.basket = basket
        self.basketChanged.emit()

    def set_language(self, language: str) -> None:
        self.texts = load_texts(language)
        self.languageChanged.emit()

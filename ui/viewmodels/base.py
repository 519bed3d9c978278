"""What all pages have in common."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Slot

from kiosk.domain.catalogue import Location
from kiosk.services.approving import Approval, NeedsManager
from kiosk.services.desk import Desk
from kiosk.texts import Texts
from ui.stage import Asked, Stage

T = TypeVar("T")


class PageModel(QObject):
    """A page's state. Subclasses declare `changed` themselves: Qt for Python finds a notify signal only in the class
    that declares the property.

    What a signal calls is declared as a Slot: for any other method Qt for Python gives the object a meta-object of its
    own, and QML, which remembers what properties there are by a meta-object's address, takes the next one that is
    made there for this one."""

    changed: Any

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.stage = stage
        self._acting = False
        stage.languageChanged.connect(self.refresh)

    def enter(self, _shown: Any) -> None:
        """The page opens; `_shown` is what it is to show, None when one comes back to it."""
        self.refresh()

    def leave(self) -> None:
        """The page closes."""

    def mark(self) -> object:
        """What `enter` takes to show again what is shown now; None when it shows that by itself."""
        return None

    @Slot()
    def refresh(self) -> None:
        """Say everything again: the language or the figures changed."""
        self.changed.emit()

    @Slot()
    def arrived(self) -> None:
        """New rows from HQ are visible."""

    def step_back(self) -> bool:
        """One step back within the page; False when there is none, and the page itself is left."""
        return False

    # Typing, from the pads on glass or a keyboard

    def typed(self, text: str) -> None:
        """A character."""

    def erase(self) -> None:
        """The last character goes."""

    def submit(self) -> None:
        """Enter."""

    # For subclasses

    @property
    def texts(self) -> Texts:
        return self.stage.texts

    @property
    def here(self) -> Location | None:
        return self.stage.here

    @property
    def now_ms(self) -> int:
        return self.stage.glass.clock()

    @property
    def acting(self) -> bool:
        return self._acting

    def act(
        self,
        work: Callable[[Desk], T],
        then: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """One verb at a time: a second tap while the first is on its way does nothing."""
        if self._acting:
            return
        self._set_acting(True)

        def good(value: T) -> None:
            self._set_acting(False)
            then(value)

        def bad(error: Exception) -> None:
            self._set_acting(False)
            (failed or self.stage.tell_error)(error)

        self.stage.ask(work, good, bad)

    def act_allowed(
        self,
        work: Callable[[Desk, Approval | None], T],
        then: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Like `act`. What is above a limit is asked of a manager in place, and done with their leave."""

        def refused(error: Exception) -> None:
            if isinstance(error, NeedsManager):
                self.stage.approvalAsked.emit(Asked(error, work, then))
            else:
                (failed or self.stage.tell_error)(error)

        self.act(lambda desk: work(desk, None), then, refused)

    def _set_acting(self, acting: bool) -> None:
        self._acting = acting
        self.changed.emit()

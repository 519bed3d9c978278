"""What a scan or a key opens: one place, by what `Desk.scan` says it means."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kiosk.domain.codes import Meaning
from kiosk.domain.ticket import returnable
from kiosk.services.at_desk import Scanned
from kiosk.services.fulfilling import AlreadyHandedOver
from kiosk.services.guiding import BadgeSwitchedOff, BadgeUnknown
from ui.asking import ask_hq
from ui.wedge import CHORD

if TYPE_CHECKING:
    from ui.viewmodels.app import App

#: The page where a scanned article is one more piece of what is received, sent or counted.
COUNTING = "stock"
#: Pages of a return: a scanned article comes back or is taken instead, another slip's order is the next to come back.
RETURNING = ("returning", "settling", "returned")
MAX_SCAN = 1024  # a box's slip has hundreds of characters


class Routes:
    """Dispatches for the App."""

    def __init__(self, app: "App") -> None:
        self._app = app

    def scan(self, text: str) -> None:
        stage = self._app.stage
        if stage.here is None:
            return
        shown = text[:MAX_SCAN]
        if self._app.approval.shown:
            self._app.approval.scan(shown)
            return
        if self._app.page == "people" and self._app.people.take_badge(shown):
            return
        if self._app.page == COUNTING and self._app.stock.takes(shown):
            self._app.idle.touch()  # who counts a shelf touches nothing for a long time
            self._app.stock.scan(shown)
            return
        if self._app.page == "joining" and self._app.joining.takes_scan():
            self._app.joining.scan(shown)
            return
        if self._app.page == "payment" and self._app.payment.scanned(shown):
            return
        self._ask(shown)

    def _ask(self, shown: str) -> None:
        stage = self._app.stage
        stage.ask(lambda desk: desk.scan(shown), self._scanned, lambda error: self._refused(error, shown))

    def key(self, key: int, text: str, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether the key was taken; Tab is left to who moves the focus. Ctrl, Alt and Meta do nothing here."""
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) or modifiers & CHORD:
            return False
        if key == Qt.Key.Key_Backspace:
            self._app.erase()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._app.submit()
        elif key == Qt.Key.Key_Escape:
            self._app.back()
        elif text and text.isprintable():
            self._app.typed(text)
        return True

    def _scanned(self, scanned: Scanned) -> None:
        app, stage = self._app, self._app.stage
        if scanned.meaning is Meaning.SHOW_VARIANT:
            if app.page in RETURNING[:2]:
                self._returning(scanned)
            else:
                stage.go("style", scanned.style)
        elif scanned.meaning is Meaning.ASK_PIN:
            app.interrupted()
            app.signed_in(None)
            stage.go("pin", scanned.staff)
            app.help.answer(scanned.answered)
        elif scanned.meaning is Meaning.TAKE_UP:
            app.parked.offer(scanned.code.value)
        elif scanned.meaning is Meaning.RECOGNISE_MEMBER:
            self._recognised(scanned)
        elif scanned.meaning is Meaning.SHOW_ORDER:
            stage.go("myOrder", scanned.order)
        elif scanned.meaning is Meaning.OPEN_ORDER:
            comes_back = app.page == RETURNING[0] and scanned.order is not None and returnable(scanned.order)
            stage.go("returning" if comes_back else "order", scanned.order)
        elif scanned.meaning is Meaning.RECEIVE:
            stage.go("stock", scanned.transfer)
        elif scanned.meaning is Meaning.HAND_OVER:
            self._handed(scanned)
        else:
            stage.tell("ui.bar.call_guide")

    def _recognised(self, scanned: Scanned) -> None:
        """A guide is shown the member's page. Else, who is doing something goes on, now with what is theirs; who is not
        sees their own page."""
        app, name = self._app, scanned.member_name
        app.recognised(name)
        if app.stage.guide:
            app.stage.go("clientele", scanned.code.value)
        elif app.page in ("attract", "browse", "joining", "me"):
            app.stage.go("me")
        else:
            app.stage.tell("ui.bar.member_known", name=name)

    def _returning(self, scanned: Scanned) -> None:
        """Who scans one more piece while the payment is open is not done choosing."""
        if self._app.page != RETURNING[0]:
            self._app.stage.go(RETURNING[0])
        self._app.returning.take(scanned)

    def _handed(self, scanned: Scanned) -> None:
        if scanned.hand_over is not None:
            self._app.stage.go("handed", scanned.hand_over)
        else:
            self._app.stage.go("orders", scanned.orders)

    def _refused(self, error: Exception, shown: str) -> None:
        if isinstance(error, AlreadyHandedOver):
            self._app.stage.go("handed", error)
        elif isinstance(error, BadgeUnknown | BadgeSwitchedOff) and not self._app.stage.guide:
            self._app.interrupted()
            self._app.stage.go("pin", error)
        elif not ask_hq(self._app.stage, error, lambda: self._ask(shown)):
            self._app.stage.tell_error(error)

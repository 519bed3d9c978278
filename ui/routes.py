"""What a scan or a key opens: one place, by what `Desk.scan` says it means."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kiosk.domain.codes import Meaning
from kiosk.services.at_desk import Scanned
from kiosk.services.fulfilling import AlreadyHandedOver

if TYPE_CHECKING:
    from ui.viewmodels.app import App

#: Pages where a scanned article is one more piece of what is being received or counted.
COUNTING = "stock"
MAX_SCAN = 256


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
        if self._app.page == "payment" and self._app.payment.scanned(shown):
            return
        stage.ask(lambda desk: desk.scan(shown), self._scanned, self._refused)

    def key(self, key: int, text: str) -> bool:
        """Whether the key was taken; Tab is left to who moves the focus."""
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
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
            if app.page == COUNTING:
                app.stock.take(scanned)
            else:
                stage.go("style", scanned.style)
        elif scanned.meaning is Meaning.ASK_PIN:
            app.signed_in(None)
            stage.go("pin", scanned.staff)
            app.help.answer(scanned.answered)
        elif scanned.meaning is Meaning.TAKE_UP:
            app.parked.offer(scanned.code.value)
        elif scanned.meaning is Meaning.RECOGNISE_MEMBER:
            app.recognised(scanned.member_name)
            stage.tell("ui.bar.member_known", name=scanned.member_name)
        elif scanned.meaning is Meaning.SHOW_ORDER:
            stage.go("myOrder", scanned.order)
        elif scanned.meaning is Meaning.OPEN_ORDER:
            stage.go("order", scanned.order)
        elif scanned.meaning is Meaning.HAND_OVER:
            self._handed(scanned)
        else:
            stage.tell("ui.bar.call_guide")

    def _handed(self, scanned: Scanned) -> None:
        if scanned.hand_over is not None:
            self._app.stage.go("handed", scanned.hand_over)
        else:
            self._app.stage.go("orders", scanned.orders)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, AlreadyHandedOver):
            self._app.stage.go("handed", error)
        else:
            self._app.stage.tell_error(error)

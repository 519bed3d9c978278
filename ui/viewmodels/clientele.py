"""A member on the guide's glass: what both may see, and behind a control that is held, what only the guide sees."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.member import Member
from kiosk.domain.members import Field
from kiosk.services.clientele_room import Private, Shared
from kiosk.services.desk import Desk
from ui.asking import ask_hq
from ui.formatting import joined
from ui.models import Rows
from ui.phone_digits import PhoneDigits
from ui.qt import Property, QmlUncreatable
from ui.rows import AmountRow
from ui.rows_clientele import NoteRow, ToldRow
from ui.stage import Stage
from ui.viewmodels import client_words as words
from ui.viewmodels.base import PageModel
from ui.viewmodels.public_code import PublicCodeModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1
PRIVATE_MS = 45_000  # without a touch


@QmlElement
@QmlUncreatable("made by the program")
class ClienteleModel(PageModel):
    """Asks for a card or a phone until somebody is known; then shows them. What is private is fetched when it is opened
    and dropped when it is shut."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._digits = PhoneDigits()
        self._public_code = PublicCodeModel(stage)
        self._shared: Shared | None = None
        self._private: Private | None = None
        self._field: Field | None = None
        self._draft = ""
        self._coupons, self._wishes, self._waiting = (Rows(ToldRow, self) for _ in range(3))
        self._figures, self._notes = Rows(AmountRow, self), Rows(NoteRow, self)
        self._visits, self._looked, self._advice, self._timeline = (Rows(ToldRow, self) for _ in range(4))
        self._shut = QTimer(self, singleShot=True, interval=PRIVATE_MS)
        self._shut.timeout.connect(self.closePrivate)

    # Who it is

    @Property(bool, notify=changed)
    def known(self) -> bool:
        return self._shared is not None

    @Property(PublicCodeModel, constant=True)
    def publicCode(self) -> PublicCodeModel:
        return self._public_code

    @Property(str, notify=changed)
    def digits(self) -> str:
        return self._digits.shown

    @Property(bool, notify=changed)
    def canLook(self) -> bool:
        return self._digits.whole and not self.acting

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._shared.member.masked_name if self._shared else ""

    @Property(str, notify=changed)
    def standing(self) -> str:
        """`120 points · Jing'an`."""
        member = self._shared.member if self._shared else None
        if member is None:
            return ""
        points = self.texts("ui.clientele.points", count=member.points)
        return joined(self.texts, points, self.stage.place_name(member.home_shop))

    @Property(str, notify=changed)
    def code(self) -> str:
        return self._shared.member.code if self._shared else ""

    @Slot()
    def look(self) -> None:
        if self.canLook:
            self._look(self._digits.take())

    def _look(self, phone: str) -> None:
        def failed(error: Exception) -> None:
            if not ask_hq(self.stage, error, lambda: self._look(phone)):
                self.stage.tell_error(error)

        self.act(lambda desk: desk.clientele.open(phone), self._found, failed)

    @Slot()
    def clear(self) -> None:
        self._digits.clear()
        self.changed.emit()

    @Slot()
    def another(self) -> None:
        """Somebody else is served."""
        self.forget()

    # What both may see

    @Property(Rows, constant=True)
    def coupons(self) -> Rows:
        return self._coupons

    @Property(Rows, constant=True)
    def wishes(self) -> Rows:
        return self._wishes

    @Property(Rows, constant=True)
    def waiting(self) -> Rows:
        return self._waiting

    @Slot(str, str)
    def openStyle(self, style: str, target: str) -> None:
        """`target`: the variant that is meant, or the style when any is."""
        self.stage.go("style", (style, "" if target == style else target))

    @Slot(str)
    def openOrder(self, order_id: str) -> None:
        order = (
            next((item for item in self._shared.waiting if item.order_id == order_id), None) if self._shared else None
        )
        if order is not None:
            self.stage.go("order", order)

    @Slot()
    def openContacts(self) -> None:
        self.stage.go("contacts")

    # What only the guide sees

    @Property(bool, notify=changed)
    def private(self) -> bool:
        return self._private is not None

    @Property(Rows, constant=True)
    def figures(self) -> Rows:
        return self._figures

    @Property(Rows, constant=True)
    def visits(self) -> Rows:
        return self._visits

    @Property(Rows, constant=True)
    def looked(self) -> Rows:
        return self._looked

    @Property(Rows, constant=True)
    def advice(self) -> Rows:
        return self._advice

    @Property(Rows, constant=True)
    def timeline(self) -> Rows:
        return self._timeline

    @Property(Rows, constant=True)
    def notes(self) -> Rows:
        return self._notes

    @Slot()
    def openPrivate(self) -> None:
        if self._shared is not None and self._private is None:
            member_id = self._shared.member.id
            self.act(lambda desk: desk.clientele.private(member_id), self._reveal)

    @Slot()
    def closePrivate(self) -> None:
        self._shut.stop()
        self._private = self._field = None
        self._draft = ""
        for rows in (self._figures, self._visits, self._looked, self._advice, self._timeline, self._notes):
            rows.show([])
        self.changed.emit()

    @Slot()
    def touch(self) -> None:
        """Whoever reads on keeps it open."""
        if self._private is not None:
            self._shut.start()

    # Writing

    @Property(str, notify=changed)
    def writing(self) -> str:
        """What is being written: a field's label; "" when nothing is."""
        return self.texts(f"ui.clientele.field.{self._field.value}") if self._field else ""

    @Property(str, notify=changed)
    def hint(self) -> str:
        return self.texts(f"ui.clientele.hint.{self._field.value}") if self._field else ""

    @Property(str, notify=changed)
    def draft(self) -> str:
        return self._draft

    @Slot(str)
    def write(self, key: str) -> None:
        if self._private is not None and key in tuple(Field):
            self._field = Field(key)
            self._draft = self._private.fields.get(self._field, "")
            self.touch()
            self.changed.emit()

    @Slot()
    def drop(self) -> None:
        self._field, self._draft = None, ""
        self.changed.emit()

    @Slot()
    def keep(self) -> None:
        if self._field is None or self._shared is None:
            return
        fields, member_id = {self._field: self._draft.strip()}, self._shared.member.id

        def kept(private: Private) -> None:
            self.drop()
            self._reveal(private)
            self.stage.tell("ui.clientele.kept")

        def work(desk: Desk) -> Private:
            desk.members.write_down(member_id, fields)
            return desk.clientele.private(member_id)

        self.act(work, kept)

    # A page's own

    def enter(self, shown: object) -> None:
        """`shown`: the code that was scanned, a phone's owner, None when one comes back."""
        self._digits.clear()
        self._public_code.follow()
        if isinstance(shown, str) and shown:
            self.forget()
            code = shown
            self.act(lambda desk: desk.members.show(code), self._found)
        elif self._shared is not None:
            self._load(self._shared.member.id)
        self.refresh()

    def leave(self) -> None:
        self._digits.clear()
        self._public_code.close()
        self.closePrivate()

    def step_back(self) -> bool:
        if self._public_code.open:
            self._public_code.close()
        elif self._field is not None:
            self.drop()
        elif self._private is not None:
            self.closePrivate()
        else:
            return False
        return True

    def typed(self, text: str) -> None:
        if self._field is not None:
            self.touch()
            self._draft += text
        elif self._shared is None:
            self._digits.typed(text)
        self.changed.emit()

    def erase(self) -> None:
        if self._field is not None:
            self._draft = self._draft[:-1]
        else:
            self._digits.erase()
        self.changed.emit()

    def submit(self) -> None:
        if self._field is not None:
            self.keep()
        else:
            self.look()

    @Slot()
    def arrived(self) -> None:
        if self._shared is not None:
            self._load(self._shared.member.id)

    @Slot()
    def refresh(self) -> None:
        shared, private, stage = self._shared, self._private, self.stage
        self._coupons.show(words.coupon_rows(stage, shared, self.now_ms) if shared else [])
        self._wishes.show([words.wish_row(stage, item) for item in shared.wishes] if shared else [])
        self._waiting.show([words.order_row(stage, item) for item in shared.waiting] if shared else [])
        if private is not None:
            self._figures.show(words.figure_rows(stage, private.figures))
            self._visits.show([words.visit_row(stage, item) for item in private.purchases[: words.SHOWN_VISITS]])
            self._looked.show([words.looked_row(stage, *item) for item in private.looked[: words.SHOWN_LOOKED]])
            self._advice.show([words.advice_row(stage, item) for item in private.advice])
            self._timeline.show([words.entry_row(stage, at, item) for at, item in enumerate(private.timeline)])
            self._notes.show(words.note_rows(stage, private))
        self.changed.emit()

    def _found(self, member: Member) -> None:
        self._load(member.id)

    def _load(self, member_id: str) -> None:
        self.stage.ask(lambda desk: desk.clientele.shared(member_id), self._show, self._gone)

    def _show(self, shared: Shared) -> None:
        self._shared = shared
        self.refresh()

    def _gone(self, _error: Exception) -> None:
        """Another guide is signed in, or consent was taken back: it is asked for again."""
        self.forget()

    def _reveal(self, private: Private) -> None:
        if self._shared is not None:
            self._private = private
            self._shut.start()
            self.refresh()

    def forget(self) -> None:
        """Nobody is shown: another one is served, or the guide signs out."""
        self._shared = None
        self._digits.clear()
        self.closePrivate()
        for rows in (self._coupons, self._wishes, self._waiting):
            rows.show([])
        self.changed.emit()

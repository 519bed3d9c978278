"""Whom a guide may get in touch with: why, until when, and what came of it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.advising import Reason
from kiosk.domain.clientele import ContactOutcome
from kiosk.services.clientele_room import ToContact
from ui.formatting import joined, phone_groups
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows_clientele import ContactRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel
from ui.viewmodels.client_words import coupon_words, day_of, style_name

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class ContactsModel(PageModel):
    """The most pressing one is chosen. The number is fetched when it is asked for, and dropped with the next one."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._waiting: tuple[ToContact, ...] = ()
        self._chosen = ""
        self._phone: str | None = None
        self._rows = Rows(ContactRow, self)

    @Property(Rows, constant=True)
    def contacts(self) -> Rows:
        return self._rows

    @Property(bool, notify=changed)
    def nothing(self) -> bool:
        return not self._waiting

    @Property(str, notify=changed)
    def heading(self) -> str:
        return self.texts("ui.contacts.title", count=len(self._waiting))

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._item.member.masked_name if self._item else ""

    @Property(str, notify=changed)
    def reason(self) -> str:
        return self._reason(self._item) if self._item else ""

    @Property(str, notify=changed)
    def due(self) -> str:
        return self._due(self._item) if self._item else ""

    @Property(str, notify=changed)
    def tip(self) -> str:
        """What may be said."""
        return self.texts(f"ui.contacts.tip.{self._item.contact.reason.value}") if self._item else ""

    @Property(bool, notify=changed)
    def isCall(self) -> bool:
        """Whether it is about an order: the number and what came of it have a page of their own."""
        return self._item is not None and self._item.contact.reason is Reason.REFUSED

    @Property(bool, notify=changed)
    def asked(self) -> bool:
        return self._phone is not None

    @Property(str, notify=changed)
    def phone(self) -> str:
        return phone_groups(self._phone or "") or self.texts("ui.contacts.no_phone")

    @Slot(str)
    def pick(self, key: str) -> None:
        self._chosen, self._phone = key, None
        self.refresh()

    @Slot()
    def showPhone(self) -> None:
        item = self._item
        if item is not None:
            self.act(lambda desk: desk.clientele.number(item.member.id, item.contact.key), self._numbered)

    @Slot()
    def toCalls(self) -> None:
        if self._item is not None:
            self.stage.go("calls", self._item.contact.key.removeprefix("refused:"))

    @Slot(str)
    def done(self, outcome: str) -> None:
        item = self._item
        if item is None or outcome not in tuple(ContactOutcome):
            return
        self.act(
            lambda desk: desk.clientele.contacted(item.member.id, item.contact.key, ContactOutcome(outcome)),
            lambda _none: self._noted(outcome),
        )

    def enter(self, _shown: object) -> None:
        self._phone = None
        self.arrived()

    def leave(self) -> None:
        self._phone = None
        self._waiting = ()
        self.refresh()

    @Slot()
    def arrived(self) -> None:
        self.stage.ask(lambda desk: desk.clientele.contacts(), self._show)

    @Slot()
    def refresh(self) -> None:
        self._rows.show([self._row(item) for item in self._waiting])
        self.changed.emit()

    @property
    def _item(self) -> ToContact | None:
        chosen = (item for item in self._waiting if _key(item) == self._chosen)
        return next(chosen, self._waiting[0] if self._waiting else None)

    def _show(self, waiting: tuple[ToContact, ...]) -> None:
        self._waiting = waiting
        self.refresh()

    def _numbered(self, phone: str) -> None:
        self._phone = phone
        self.changed.emit()

    def _noted(self, outcome: str) -> None:
        self._chosen, self._phone = "", None
        self.stage.tell(f"ui.contacts.noted.{outcome}")
        self.arrived()

    def _row(self, item: ToContact) -> ContactRow:
        chosen = self._item is not None and _key(item) == _key(self._item)
        tone = "amber" if item.contact.due_ms else "here"
        return ContactRow(
            _key(item), item.member.masked_name, self._reason(item), self._due(item), tone, chosen
        )  # fmt: skip

    def _reason(self, item: ToContact) -> str:
        contact, texts = item.contact, self.texts
        if contact.reason is Reason.REFUSED:
            return texts("ui.contacts.refused", number=contact.what)
        if contact.reason is Reason.BIRTHDAY:
            return texts("ui.contacts.birthday", day=contact.what)
        if item.coupon is not None:
            words = joined(texts, texts.named(item.coupon, "title"), coupon_words(self.stage, item.coupon))
            return texts("ui.contacts.coupon", coupon=words)
        return texts("ui.contacts.wish_here", name=style_name(self.stage, contact.what))

    def _due(self, item: ToContact) -> str:
        contact = item.contact
        if contact.reason is not Reason.COUPON:
            return ""
        return self.texts("ui.clientele.until", day=day_of(self.stage, contact.due_ms - 1))


def _key(item: ToContact) -> str:
    return f"{item.member.id}/{item.contact.key}"

"""Becoming a member: what is agreed to in words, a phone number, and a card. The same for a number that is known.
Whoever has a card, and was never asked, agrees here as well."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.member import Member
from kiosk.domain.members import Proof, Purpose
from kiosk.services.desk import Desk
from ui.models import Rows
from ui.phone_digits import PhoneDigits
from ui.qt import Property, QmlUncreatable
from ui.rows import SwitchRow
from ui.stage import Stage
from ui.viewmodels.base import PageModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class JoiningModel(PageModel):
    """`enter` takes the member who was never asked, None for somebody new. Nothing is agreed to beforehand. The number
    lives here until the card is made or the page is left."""

    changed = Signal()
    joined = Signal(object)  # Member

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._digits = PhoneDigits()
        self._asked: Member | None = None
        self._agreed: set[Purpose] = set()
        self._rang = self._wanted = False
        self._proof: tuple[Proof, str] | None = None  # what was scanned, and its code or number
        self._purposes = Rows(SwitchRow, self)

    @Property(Rows, constant=True)
    def purposes(self) -> Rows:
        return self._purposes

    @Property(str, notify=changed)
    def title(self) -> str:
        return self.texts("consent.title")

    @Property(str, notify=changed)
    def who(self) -> str:
        return self.texts("consent.who")

    @Property(str, notify=changed)
    def takeBack(self) -> str:
        return self.texts("consent.take_back")

    @Property(str, notify=changed)
    def version(self) -> str:
        return self.texts("ui.joining.version", version=self.texts("consent.version"))

    @Property(str, notify=changed)
    def shown(self) -> str:
        return self._digits.shown

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What is still missing, in words."""
        if self._asked is None and not self._digits.possible:
            return self.texts("ui.phone.wrong")
        if self._asked is None and not self._digits.whole:
            return self.texts("ui.phone.missing", count=self._digits.missing)
        return self.texts("ui.joining.ready" if self._agreeable else "ui.joining.agree_first")

    @Property(str, notify=changed)
    def tone(self) -> str:
        if self._asked is None and not self._digits.possible:
            return "problem"
        if self._asked is None and not self._digits.whole:
            return "quiet"
        return "here" if self._agreeable else "amber"

    @Property(bool, notify=changed)
    def byCard(self) -> bool:
        """Whether it is about somebody who has a card: no number is asked for."""
        return self._asked is not None

    @Property(str, notify=changed)
    def joinLabel(self) -> str:
        return self.texts("ui.joining.agree" if self._asked else "ui.joining.join")

    @property
    def _agreeable(self) -> bool:
        return Purpose.MEMBERSHIP in self._agreed

    @Property(bool, notify=changed)
    def guide(self) -> bool:
        return self.stage.guide

    @Property(bool, notify=changed)
    def rang(self) -> bool:
        """Whether the guide who is signed in attests that the shopper's phone rang when they rang the number."""
        return self._rang

    @Property(bool, notify=changed)
    def slipWanted(self) -> bool:
        """Whether an old card or an order slip was shown, or is waited for."""
        return self._wanted or self._proof is not None

    @Property(str, notify=changed)
    def slipText(self) -> str:
        if self._proof is None:
            return self.texts("ui.joining.shown_then")
        proof, code = self._proof
        return self.texts(f"ui.joining.shown_{proof.value}", code=f"…{code[-4:]}" if proof is Proof.CARD else code)

    @Property(bool, notify=changed)
    def canJoin(self) -> bool:
        return (self._asked is not None or self._digits.whole) and self._agreeable and not self.acting

    @Slot(str)
    def choose(self, key: str) -> None:
        """Agree, or no longer. Without being recognised nothing else can be agreed to."""
        purpose = Purpose(key)
        if purpose not in self._agreed:
            self._agreed |= {Purpose.MEMBERSHIP, purpose}
        elif purpose is Purpose.MEMBERSHIP:
            self._agreed.clear()
        else:
            self._agreed.discard(purpose)
        self.refresh()

    @Slot()
    def attest(self) -> None:
        self._rang, self._wanted, self._proof = not self._rang, False, None
        self.changed.emit()

    @Slot()
    def wantSlip(self) -> None:
        """The next scan is of an old card or an order; or neither is wanted any more."""
        self._rang, self._wanted, self._proof = False, not self.slipWanted, None
        self.changed.emit()

    def takes_scan(self) -> bool:
        """Whether what is scanned now is meant for here."""
        return self._wanted and self.stage.guide

    def scan(self, text: str) -> None:
        """Looked up at once: who stands there hears now that it is none."""
        self.act(lambda desk: desk.members.proof_of(text), self._shown)

    def _shown(self, proof: tuple[Proof, str]) -> None:
        if self._wanted:
            self._wanted, self._proof = False, proof
            self.changed.emit()

    @Slot()
    def clear(self) -> None:
        self._digits.clear()
        self.changed.emit()

    @Slot()
    def join(self) -> None:
        if not self.canJoin:
            return
        asked, phone = self._asked, self._digits.text
        purposes = tuple(purpose for purpose in Purpose if purpose in self._agreed)
        proof, shown = self._attested()

        def joined(desk: Desk) -> Member | None:
            if asked is not None:
                desk.members.agree(purposes, asked.id)
            else:
                desk.members.join(phone, purposes, proof, shown)
            return desk.members.current()

        self.act(joined, self._joined)

    def _attested(self) -> tuple[Proof | None, str]:
        """What the guide who is signed in vouches for, and by which card or order."""
        if not self.stage.guide:
            return None, ""
        return self._proof or (Proof.RANG if self._rang else None, "")

    def enter(self, shown: Member | None) -> None:
        self._forget()
        self._asked = shown
        self.refresh()

    def leave(self) -> None:
        self._forget()

    def typed(self, text: str) -> None:
        self._digits.typed(text)
        self.changed.emit()

    def erase(self) -> None:
        self._digits.erase()
        self.changed.emit()

    def submit(self) -> None:
        self.join()

    @Slot()
    def refresh(self) -> None:
        self._purposes.show([self._row(purpose) for purpose in Purpose])
        super().refresh()

    def _row(self, purpose: Purpose) -> SwitchRow:
        second = self.texts("ui.joining.needed") if purpose is Purpose.MEMBERSHIP else ""
        told = self.texts(f"consent.purpose.{purpose.value}")
        return SwitchRow(purpose.value, told, second, purpose in self._agreed)

    def _forget(self) -> None:
        self._digits.clear()
        self._asked, self._rang, self._wanted, self._proof = None, False, False, None
        self._agreed.clear()

    def _joined(self, member: Member | None) -> None:
        fresh = self._asked is None
        self._forget()
        if member is not None:
            self.joined.emit(member)
            self.stage.go("me", member if fresh else None)

"""What a member sees of themselves, and whoever stands beside them may see: card, points, coupons, wish list, orders,
and what they agreed to. Nothing that is written down about them."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.member import Member
from kiosk.domain.members import Purpose
from kiosk.domain.promises import local
from kiosk.services.clientele_room import Shared
from kiosk.services.desk import Desk
from ui.code_image import code_source
from ui.formatting import joined
from ui.models import Rows
from ui.qt import Property, QmlUncreatable
from ui.rows import OrderRow, StepRow
from ui.rows_clientele import ToldRow
from ui.stage import Stage
from ui.viewmodels import client_words as words
from ui.viewmodels.base import PageModel
from ui.viewmodels.order_lines import order_row

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class MeModel(PageModel):
    """`enter` takes the member who joined just now, None for whoever the basket belongs to."""

    changed = Signal()
    gone = Signal()  # consent was taken back

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._member: Member | None = None
        self._shared: Shared | None = None
        self._fresh = self._asking = False
        self._order_rows = Rows(OrderRow, self)
        self._agreed_rows = Rows(StepRow, self)
        self._coupons, self._wishes = Rows(ToldRow, self), Rows(ToldRow, self)

    @Property(Rows, constant=True)
    def orders(self) -> Rows:
        return self._order_rows

    @Property(Rows, constant=True)
    def agreed(self) -> Rows:
        """What was agreed to, a sentence each."""
        return self._agreed_rows

    @Property(Rows, constant=True)
    def coupons(self) -> Rows:
        return self._coupons

    @Property(Rows, constant=True)
    def wishes(self) -> Rows:
        """What is here now in their size comes first."""
        return self._wishes

    @Property(str, notify=changed)
    def headline(self) -> str:
        if self._member is None:
            return ""
        key = "ui.me.welcome" if self._fresh else "ui.me.title"
        return self.texts(key, name=self._member.masked_name)

    @Property(str, notify=changed)
    def then(self) -> str:
        """What became of the card that was made just now."""
        return self.texts("ui.me.printing") if self._fresh else ""

    @Property(str, notify=changed)
    def code(self) -> str:
        """`M-1234 5678 9012 3456`"""
        digits = self._member.code[2:] if self._member else ""
        return "M-" + " ".join(digits[at : at + 4] for at in range(0, len(digits), 4)) if digits else ""

    @Property(str, notify=changed)
    def source(self) -> str:
        return code_source(self._member.code) if self._member else ""

    @Property(str, notify=changed)
    def points(self) -> str:
        return f"{self._member.points:,}" if self._member else ""

    @Property(str, notify=changed)
    def standing(self) -> str:
        """Tier and home shop, as far as there are any."""
        member = self._member
        if member is None:
            return ""
        key = f"ui.tier.{member.tier}"
        tier = self.texts(key) if key in self.texts else ""
        return joined(self.texts, tier, self.stage.place_name(member.home_shop) if member.home_shop else "")

    @Property(str, notify=changed)
    def since(self) -> str:
        member, here = self._member, self.here
        if member is None or here is None:
            return ""
        if not member.purposes:
            return self.texts("ui.me.never_agreed")
        if not member.agreed_ms:
            return self.texts("ui.me.agreed_elsewhere")
        day = local(member.agreed_ms, here)
        return self.texts("ui.me.agreed", day=f"{day:%Y-%m-%d}")

    @Property(str, notify=changed)
    def takeBackLabel(self) -> str:
        """What was never given cannot be taken back; refused it can be."""
        return self.texts("ui.me.take_back" if self._member and self._member.purposes else "ui.me.refuse")

    @Property(bool, notify=changed)
    def canAgree(self) -> bool:
        """Whether the member was never asked, or said no."""
        return self._member is not None and not self._member.purposes

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        """Whether the member is asked if they mean it."""
        return self._asking

    @Slot()
    def askTakeBack(self) -> None:
        self._asking = self._member is not None
        self.changed.emit()

    @Slot()
    def keep(self) -> None:
        self._asking = False
        self.changed.emit()

    @Slot()
    def takeBack(self) -> None:
        member, self._asking = self._member, False
        if member is not None:
            self.act(lambda desk: desk.members.withdraw(member.id), self._taken_back)

    @Slot(str)
    def openOrder(self, order_id: str) -> None:
        waiting = self._shared.waiting if self._shared else ()
        found = next((order for order in waiting if order.order_id == order_id), None)
        if found is not None:
            self.stage.go("myOrder", found)

    @Slot(str, str)
    def openStyle(self, style: str, target: str) -> None:
        """`target`: the variant that is meant, or the style when any is."""
        self.stage.go("style", (style, "" if target == style else target))

    @Slot()
    def agree(self) -> None:
        """Read what is agreed to, and agree, with the card alone."""
        self.stage.go("joining", self._member)

    @Slot()
    def done(self) -> None:
        """Whoever it was leaves: nothing of theirs stays on the glass."""
        self.stage.finished.emit()

    @Slot()
    def goOn(self) -> None:
        self.stage.go("browse")

    def enter(self, shown: Member | None) -> None:
        self._fresh, self._asking = shown is not None, False
        self._member = shown
        self.refresh()
        self.arrived()

    def leave(self) -> None:
        self._member, self._shared, self._fresh = None, None, False
        self.refresh()

    @Slot()
    def arrived(self) -> None:
        def seen(desk: Desk) -> Shared | None:
            member = desk.members.current()
            return desk.clientele.shared(member.id) if member else None

        self.stage.ask(seen, self._show)

    @Slot()
    def refresh(self) -> None:
        shared = self._shared
        self._order_rows.show([order_row(self.stage, order) for order in shared.waiting] if shared else [])
        self._coupons.show(words.coupon_rows(self.stage, shared, self.now_ms) if shared else [])
        self._wishes.show([words.wish_row(self.stage, item) for item in shared.wishes] if shared else [])
        purposes = self._member.purposes.split() if self._member else []
        told = [purpose for purpose in Purpose if purpose.value in purposes]
        self._agreed_rows.show([StepRow(item.value, self.texts(f"consent.purpose.{item.value}")) for item in told])
        super().refresh()

    def _show(self, shared: Shared | None) -> None:
        self._shared, self._member = shared, shared.member if shared else None
        self.refresh()

    def _taken_back(self, _none: None) -> None:
        self.gone.emit()
        self.stage.tell("ui.me.taken_back")
        self.stage.go("browse")

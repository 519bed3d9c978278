"""The whole glass: which page is open, in which language, for whom; what a scan opens; what is said at the edge."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.catalogue import Location
from kiosk.domain.staff import StaffMember
from kiosk.ports.sync import RoundApplied, SyncProgress, SyncState
from kiosk.texts import LANGUAGES
from ui.bridge import Bridge
from ui.formatting import joined
from ui.qt import Property, QmlUncreatable
from ui.routes import Routes
from ui.stage import Stage
from ui.viewmodels.access import AccessModel
from ui.viewmodels.banner import BannerModel
from ui.viewmodels.base import PageModel
from ui.viewmodels.basket import BasketModel
from ui.viewmodels.browse import BrowseModel
from ui.viewmodels.handed import HandedModel
from ui.viewmodels.idle import IdleModel
from ui.viewmodels.my_order import MyOrderModel
from ui.viewmodels.notice import NoticeModel
from ui.viewmodels.order import OrderModel
from ui.viewmodels.orders import OrdersModel
from ui.viewmodels.payment import PaymentModel
from ui.viewmodels.phone import PhoneModel
from ui.viewmodels.pin import PinModel
from ui.viewmodels.placed import PlacedModel
from ui.viewmodels.stock import StockModel
from ui.viewmodels.style import StyleModel
from ui.viewmodels.sync import SyncModel
from ui.viewmodels.waiting import WaitingModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class App(PageModel):
    """Owns the pages' view-models; QML reaches each as a property of its own type."""

    changed = Signal()
    pageChanged = Signal()
    retranslated = Signal()

    def __init__(self, stage: Stage, bridge: Bridge) -> None:
        super().__init__(stage)
        self._browse, self._style, self._basket = BrowseModel(stage), StyleModel(stage), BasketModel(stage)
        self._phone, self._placed, self._my_order = PhoneModel(stage), PlacedModel(stage), MyOrderModel(stage)
        self._pin, self._orders, self._order = PinModel(stage), OrdersModel(stage), OrderModel(stage)
        self._payment, self._handed = PaymentModel(stage), HandedModel(stage)
        self._sync, self._stock, self._waiting = SyncModel(stage), StockModel(stage), WaitingModel(stage)
        self._access = AccessModel(stage)
        self._notice, self._banner, self._idle = NoticeModel(stage), BannerModel(stage), IdleModel(stage)
        self._pages = self._by_name()
        self._history = ["waiting"]
        self._staff: StaffMember | None = None
        self._member = ""
        self._routes = Routes(self)
        self._connect(bridge)

    def _by_name(self) -> dict[str, PageModel]:
        return {
            "browse": self._browse,
            "style": self._style,
            "basket": self._basket,
            "phone": self._phone,
            "placed": self._placed,
            "myOrder": self._my_order,
            "pin": self._pin,
            "orders": self._orders,
            "order": self._order,
            "payment": self._payment,
            "handed": self._handed,
            "sync": self._sync,
            "stock": self._stock,
            "waiting": self._waiting,
        }

    def _connect(self, bridge: Bridge) -> None:
        stage = self.stage
        stage.went.connect(self.open)
        stage.backed.connect(self.back)
        stage.finished.connect(self.finish)
        stage.noticed.connect(self._notice.say)
        stage.basketChanged.connect(self.refresh)
        bridge.scanned.connect(self._routes.scan)
        bridge.progressed.connect(self._progressed)
        bridge.connectionChanged.connect(self._connection_changed)
        bridge.arrived.connect(self._arrived)
        bridge.delivered.connect(lambda _message: self._sync.arrived())
        self._idle.expired.connect(self._idled)

    def start(self) -> None:
        """Open the first page, as soon as the tablet has a shop to be in."""
        self._banner.begin()
        self.find_home()

    def stop(self) -> None:
        self._idle.stop()
        self._notice.stop()

    # The pages

    @Property(BrowseModel, constant=True)
    def browse(self) -> BrowseModel:
        return self._browse

    @Property(StyleModel, constant=True)
    def style(self) -> StyleModel:
        return self._style

    @Property(BasketModel, constant=True)
    def basket(self) -> BasketModel:
        return self._basket

    @Property(PhoneModel, constant=True)
    def phone(self) -> PhoneModel:
        return self._phone

    @Property(PlacedModel, constant=True)
    def placed(self) -> PlacedModel:
        return self._placed

    @Property(MyOrderModel, constant=True)
    def myOrder(self) -> MyOrderModel:
        return self._my_order

    @Property(PinModel, constant=True)
    def pin(self) -> PinModel:
        return self._pin

    @Property(OrdersModel, constant=True)
    def orders(self) -> OrdersModel:
        return self._orders

    @Property(OrderModel, constant=True)
    def order(self) -> OrderModel:
        return self._order

    @Property(PaymentModel, constant=True)
    def payment(self) -> PaymentModel:
        return self._payment

    @Property(HandedModel, constant=True)
    def handed(self) -> HandedModel:
        return self._handed

    @Property(SyncModel, constant=True)
    def sync(self) -> SyncModel:
        return self._sync

    @Property(StockModel, constant=True)
    def stock(self) -> StockModel:
        return self._stock

    @Property(WaitingModel, constant=True)
    def waiting(self) -> WaitingModel:
        return self._waiting

    @Property(NoticeModel, constant=True)
    def notice(self) -> NoticeModel:
        return self._notice

    @Property(BannerModel, constant=True)
    def banner(self) -> BannerModel:
        return self._banner

    @Property(IdleModel, constant=True)
    def idle(self) -> IdleModel:
        return self._idle

    @Property(AccessModel, constant=True)
    def access(self) -> AccessModel:
        return self._access

    # The frame around them

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        return self._history[-1]

    @Property(bool, notify=pageChanged)
    def canGoBack(self) -> bool:
        return len(self._history) > 1 and self.page not in ("placed", "handed", "pin")

    @Property(bool, notify=pageChanged)
    def atCounter(self) -> bool:
        """Whether the page is one of a guide's own."""
        return self.page in ("orders", "order", "payment", "handed", "sync", "stock")

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
        elif len(self._history) > 1:
            self._pages[self._history.pop()].leave()
            self._turn(None)

    @Slot()
    def home(self) -> None:
        self.open("orders" if self.stage.guide and self.atCounter else "browse", None)

    @Slot()
    def switchLanguage(self) -> None:
        others = [language for language in LANGUAGES if language != self.texts.language]
        self.set_language(others[0])

    @Slot()
    def lock(self) -> None:
        """Back to the shopper's screen; the basket stays."""
        self.stage.ask(lambda desk: desk.lock(), lambda _done: self._locked())

    @Slot()
    def finish(self) -> None:
        """The shopper is done: nothing of theirs stays on this tablet's glass."""
        self.stage.ask(lambda desk: desk.reset(), lambda _done: self._forget())

    @Slot(int, str, result=bool)
    def key(self, key: int, text: str) -> bool:
        """A key of a keyboard, in Qt's numbers, for the page that is open; whether it was one for it."""
        return self._routes.key(key, text)

    @Slot(str)
    def typed(self, text: str) -> None:
        self.current.typed(text)

    @Slot()
    def erase(self) -> None:
        self.current.erase()

    @Slot()
    def submit(self) -> None:
        self.current.submit()

    # For the program

    @property
    def current(self) -> PageModel:
        return self._pages[self.page]

    @Slot(str, object)
    def open(self, page: str, shown: object) -> None:
        """Open a page. Going home, or to a guide's home, forgets the way there."""
        if isinstance(shown, StaffMember) and page == "orders":
            self.signed_in(shown)
            shown = None
        self.current.leave()
        if page in ("browse", "orders", "placed", "handed", "waiting"):
            self._history = [page]
        elif page in self._history:
            del self._history[self._history.index(page) + 1 :]
        else:
            self._history.append(page)
        if page in ("sync", "stock"):
            self._history = ["orders", page]
        if page == "order" and len(self._history) == 1:
            self._history = ["orders", "order"]
        self._turn(shown)

    def set_language(self, language: str) -> None:
        self.stage.ask(lambda desk: desk.set_language(language), lambda _done: None)
        self.stage.set_language(language)
        self.retranslated.emit()

    def signed_in(self, staff: StaffMember | None) -> None:
        self._staff = staff
        self.stage.guide = staff is not None
        self._idle.watch(guide=staff is not None)
        self._banner.refresh()
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
            self.open("browse", None)
        elif self.page == "waiting":
            self._turn(None)
        self.refresh()

    def _turn(self, shown: object) -> None:
        self._notice.turn()
        self.current.enter(shown)
        self.pageChanged.emit()
        self._idle.touch()

    def _locked(self) -> None:
        self.signed_in(None)
        self.open("browse", None)

    def _forget(self) -> None:
        desk = self.stage.glass.desk
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
            self.open("browse", None)

    @Slot()
    def _idled(self) -> None:
        if self.stage.guide:
            self.lock()
        self.finish()

    # What the rest of the tablet says

    @Slot(RoundApplied)
    def _arrived(self, message: RoundApplied) -> None:
        if self.page == "waiting" or message.stream in ("", "catalogue"):
            self.find_home()
            self._browse.outdate()
        if self.page != "waiting":
            self.current.arrived()

    @Slot(SyncProgress)
    def _progressed(self, progress: SyncProgress) -> None:
        self._sync.progressed(progress)
        self._waiting.progressed(progress)

    @Slot(SyncState)
    def _connection_changed(self, state: SyncState) -> None:
        self._banner.follow(state)
        if self.page == "sync":
            self._sync.arrived()

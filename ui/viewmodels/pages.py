"""The view-models of all pages and of what lies over them; QML reaches each as a property of its own type."""

from PySide6.QtQml import QmlElement

from ui.qt import Property, QmlUncreatable
from ui.stage import Stage
from ui.viewmodels.access import AccessModel
from ui.viewmodels.approval import ApprovalModel
from ui.viewmodels.attract import AttractModel
from ui.viewmodels.banner import BannerModel
from ui.viewmodels.base import PageModel
from ui.viewmodels.basket import BasketModel
from ui.viewmodels.browse import BrowseModel
from ui.viewmodels.calls import CallsModel
from ui.viewmodels.clientele import ClienteleModel
from ui.viewmodels.contacts import ContactsModel
from ui.viewmodels.count import CountModel
from ui.viewmodels.credit import CreditModel
from ui.viewmodels.day import DayModel
from ui.viewmodels.handed import HandedModel
from ui.viewmodels.health import HealthModel
from ui.viewmodels.help import HelpModel
from ui.viewmodels.idle import IdleModel
from ui.viewmodels.joining import JoiningModel
from ui.viewmodels.looks import LookModel, LooksModel
from ui.viewmodels.me import MeModel
from ui.viewmodels.my_order import MyOrderModel
from ui.viewmodels.notice import NoticeModel
from ui.viewmodels.order import OrderModel
from ui.viewmodels.orders import OrdersModel
from ui.viewmodels.parked import ParkedModel
from ui.viewmodels.payment import PaymentModel
from ui.viewmodels.people import PeopleModel
from ui.viewmodels.phone import PhoneModel
from ui.viewmodels.pin import PinModel
from ui.viewmodels.placed import PlacedModel
from ui.viewmodels.print_jobs import PrintJobsModel
from ui.viewmodels.printer import PrinterModel
from ui.viewmodels.reprint import ReprintModel
from ui.viewmodels.returned import ReturnedModel
from ui.viewmodels.returning import ReturningModel
from ui.viewmodels.settling import SettlingModel
from ui.viewmodels.size_guide import SizeGuideModel
from ui.viewmodels.stock import StockModel
from ui.viewmodels.style import StyleModel
from ui.viewmodels.sync import SyncModel
from ui.viewmodels.waiting import WaitingModel

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Pages(PageModel):
    """What the App opens, by name."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._browse, self._style, self._basket = BrowseModel(stage), StyleModel(stage), BasketModel(stage)
        self._looks, self._look, self._size_guide = LooksModel(stage), LookModel(stage), SizeGuideModel(stage)
        self._phone, self._placed, self._my_order = PhoneModel(stage), PlacedModel(stage), MyOrderModel(stage)
        self._joining, self._me = JoiningModel(stage), MeModel(stage)
        self._pin, self._orders, self._order = PinModel(stage), OrdersModel(stage), OrderModel(stage)
        self._payment, self._handed = PaymentModel(stage), HandedModel(stage)
        self._calls, self._health = CallsModel(stage), HealthModel(stage)
        self._sync, self._stock, self._waiting = SyncModel(stage), StockModel(stage), WaitingModel(stage)
        self._returning, self._settling, self._returned = (
            ReturningModel(stage),
            SettlingModel(stage),
            ReturnedModel(stage),
        )
        self._clientele, self._contacts = ClienteleModel(stage), ContactsModel(stage)
        self._people, self._credit = PeopleModel(stage), CreditModel(stage)
        self._day, self._count = DayModel(stage), CountModel(stage)
        self._access = AccessModel(stage)
        self._notice, self._banner, self._idle = NoticeModel(stage), BannerModel(stage), IdleModel(stage)
        self._attract, self._parked, self._help = AttractModel(stage), ParkedModel(stage), HelpModel(stage)
        self._printer, self._print_jobs, self._reprint = PrinterModel(stage), PrintJobsModel(stage), ReprintModel(stage)
        self._approval = ApprovalModel(stage)
        self._pages = self._by_name()

    def _by_name(self) -> dict[str, PageModel]:
        return {
            "attract": self._attract,
            "browse": self._browse,
            "looks": self._looks,
            "look": self._look,
            "style": self._style,
            "sizeGuide": self._size_guide,
            "basket": self._basket,
            "phone": self._phone,
            "placed": self._placed,
            "myOrder": self._my_order,
            "joining": self._joining,
            "me": self._me,
            "pin": self._pin,
            "orders": self._orders,
            "order": self._order,
            "calls": self._calls,
            "health": self._health,
            "payment": self._payment,
            "handed": self._handed,
            "returning": self._returning,
            "settling": self._settling,
            "returned": self._returned,
            "sync": self._sync,
            "stock": self._stock,
            "people": self._people,
            "clientele": self._clientele,
            "contacts": self._contacts,
            "credit": self._credit,
            "day": self._day,
            "count": self._count,
            "waiting": self._waiting,
        }

    @Property(BrowseModel, constant=True)
    def browse(self) -> BrowseModel:
        return self._browse

    @Property(LooksModel, constant=True)
    def looks(self) -> LooksModel:
        return self._looks

    @Property(LookModel, constant=True)
    def look(self) -> LookModel:
        return self._look

    @Property(SizeGuideModel, constant=True)
    def sizeGuide(self) -> SizeGuideModel:
        return self._size_guide

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

    @Property(JoiningModel, constant=True)
    def joining(self) -> JoiningModel:
        return self._joining

    @Property(MeModel, constant=True)
    def me(self) -> MeModel:
        return self._me

    @Property(PinModel, constant=True)
    def pin(self) -> PinModel:
        return self._pin

    @Property(OrdersModel, constant=True)
    def orders(self) -> OrdersModel:
        return self._orders

    @Property(OrderModel, constant=True)
    def order(self) -> OrderModel:
        return self._order

    @Property(CallsModel, constant=True)
    def calls(self) -> CallsModel:
        return self._calls

    @Property(HealthModel, constant=True)
    def health(self) -> HealthModel:
        return self._health

    @Property(PaymentModel, constant=True)
    def payment(self) -> PaymentModel:
        return self._payment

    @Property(HandedModel, constant=True)
    def handed(self) -> HandedModel:
        return self._handed

    @Property(ReturningModel, constant=True)
    def returning(self) -> ReturningModel:
        return self._returning

    @Property(SettlingModel, constant=True)
    def settling(self) -> SettlingModel:
        return self._settling

    @Property(ReturnedModel, constant=True)
    def returned(self) -> ReturnedModel:
        return self._returned

    @Property(SyncModel, constant=True)
    def sync(self) -> SyncModel:
        return self._sync

    @Property(StockModel, constant=True)
    def stock(self) -> StockModel:
        return self._stock

    @Property(PeopleModel, constant=True)
    def people(self) -> PeopleModel:
        return self._people

    @Property(ClienteleModel, constant=True)
    def clientele(self) -> ClienteleModel:
        return self._clientele

    @Property(ContactsModel, constant=True)
    def contacts(self) -> ContactsModel:
        return self._contacts

    @Property(CreditModel, constant=True)
    def credit(self) -> CreditModel:
        return self._credit

    @Property(DayModel, constant=True)
    def day(self) -> DayModel:
        return self._day

    @Property(CountModel, constant=True)
    def count(self) -> CountModel:
        return self._count

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

    @Property(ApprovalModel, constant=True)
    def approval(self) -> ApprovalModel:
        return self._approval

    @Property(ParkedModel, constant=True)
    def parked(self) -> ParkedModel:
        return self._parked

    @Property(HelpModel, constant=True)
    def help(self) -> HelpModel:
        return self._help

    @Property(AttractModel, constant=True)
    def attract(self) -> AttractModel:
        return self._attract

    @Property(PrinterModel, constant=True)
    def printer(self) -> PrinterModel:
        return self._printer

    @Property(PrintJobsModel, constant=True)
    def printJobs(self) -> PrintJobsModel:
        return self._print_jobs

    @Property(ReprintModel, constant=True)
    def reprint(self) -> ReprintModel:
        return self._reprint

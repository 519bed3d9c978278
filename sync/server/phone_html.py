"""HQ's page for one order on a shopper's own phone, as HTML."""

from collections.abc import Mapping
from html import escape

from kiosk.domain.details import Detail
from kiosk.domain.events import Fulfilment, OrderLine
from kiosk.domain.order import OrderView
from kiosk.domain.order_token import Asks
from kiosk.texts import Texts
from sync.hq.own_phone import PhonePage
from sync.server.page_html import box, whole_page

#: Fields of the form: name → (what the phone may fill in by itself, its keyboard).
ADDRESS_FIELDS = {
    "name": ("name", "text"),
    "phone": ("tel-national", "tel"),
    "region": ("address-level1", "text"),
    "street": ("street-address", "text"),
}
INVOICE_FIELDS = {"title": ("organization", "text"), "tax_number": ("off", "text")}
Values = Mapping[str, str]


def form_page(texts: Texts, page: PhonePage, proof: str, values: Values, wrong: Values) -> str:
    """The form; `values` as they were typed, `wrong` by field what is not right with them."""
    asked = page.token.asks
    parts = [*_given(texts, page), *_order(texts, page.order)]
    fields = []
    if Asks.ADDRESS in asked:
        fields.append(_group(texts, Detail.ADDRESS, ADDRESS_FIELDS, values, wrong))
    if Asks.INVOICE in asked:
        fields.append(_group(texts, Detail.INVOICE, INVOICE_FIELDS, values, wrong))
    button = texts("phone.change" if page.given else "phone.send")
    return whole_page(
        texts,
        texts("phone.title_address" if Asks.ADDRESS in asked else "phone.title_invoice"),
        [
            *parts,
            f'<form method="post" novalidate><input type="hidden" name="proof" value="{escape(proof)}">',
            *fields,
            f"<button>{escape(button)}</button></form>",
            f'<p class="quiet">{escape(texts("phone.why"))}</p>',
        ],
    )


def thanks_page(texts: Texts, page: PhonePage) -> str:
    words = "phone.thanks_known" if page.order else "phone.thanks_early"
    return whole_page(
        texts, texts("phone.thanks"), [box("done", texts("phone.kept"), texts(words)), *_order(texts, page.order)]
    )


def given_page(texts: Texts) -> str:
    """For another phone: that it was given, and nothing else."""
    return whole_page(
        texts, texts("phone.given_title"), [box("stop", texts("phone.given_elsewhere"), texts("phone.ask_guide"))]
    )


def refused_page(texts: Texts, why: str) -> str:
    """`why` is token, expired, over, form or often."""
    return whole_page(
        texts, texts("phone.refused"), [box("stop", texts(f"phone.refused_{why}"), texts("phone.ask_guide"))]
    )


def _given(texts: Texts, page: PhonePage) -> list[str]:
    if not page.given:
        return []
    said = texts("phone.separator").join(texts(f"phone.{what.value}") for what in sorted(page.given))
    return [box("done", texts("phone.kept"), texts("phone.kept_which", what=said))]


def _order(texts: Texts, order: OrderView | None) -> list[str]:
    """What goes to the door, where HQ knows the order already."""
    if order is None:
        return [f'<p class="quiet">{escape(texts("phone.order_early"))}</p>']
    sent = [item for item in order.lines if item.open and item.line.fulfilment is Fulfilment.DELIVER]
    lines = [_line(texts, item.line) for item in sent]
    number = escape(texts("phone.order", number=order.placed.number))
    return [f'<p class="quiet">{number}</p>', *(["<section><ul>", *lines, "</ul></section>"] if lines else [])]


def _line(texts: Texts, line: OrderLine) -> str:
    which = f"{texts.named(line, 'colour')} {line.size}".strip()
    what = texts("phone.what", what=which, count=line.quantity)
    return f'<li>{escape(texts.named(line))}<br><span class="quiet">{escape(what)}</span></li>'


def _group(texts: Texts, what: Detail, fields: Mapping[str, tuple[str, str]], values: Values, wrong: Values) -> str:
    head = f"<section><h2>{escape(texts(f'phone.{what.value}'))}</h2>"
    note = f'<p class="quiet">{escape(texts(f"phone.{what.value}_note"))}</p>'
    return head + note + "".join(_field(texts, name, how, values, wrong) for name, how in fields.items()) + "</section>"


def _field(texts: Texts, name: str, how: tuple[str, str], values: Values, wrong: Values) -> str:
    fill, keyboard = how
    error, told = wrong.get(name, ""), ""
    if error:
        told = f'<p class="wrong" id="{name}-wrong">{escape(texts(f"phone.wrong.{error}"))}</p>'
    marks = f' aria-invalid="true" aria-describedby="{name}-wrong"' if error else ""
    return (
        f'<label for="{name}">{escape(texts(f"phone.field.{name}"))}</label>'
        f'<input id="{name}" name="{name}" type="{keyboard}" autocomplete="{fill}" maxlength="200"'
        f' value="{escape(values.get(name, ""))}"{marks}>{told}'
    )

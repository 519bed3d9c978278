"""HQ's page on a shopper's own phone, as HTML: no script, nothing from elsewhere, readable at 320 px."""

from collections.abc import Iterable, Mapping
from html import escape

from kiosk.domain.details import Detail
from kiosk.domain.events import Fulfilment, OrderLine
from kiosk.domain.order import OrderView
from kiosk.domain.order_token import Asks
from kiosk.texts import LANGUAGES, Texts
from sync.hq.own_phone import PhonePage

#: Fields of the form: name → (what the phone may fill in by itself, its keyboard).
ADDRESS_FIELDS = {
    "name": ("name", "text"),
    "phone": ("tel-national", "tel"),
    "region": ("address-level1", "text"),
    "street": ("street-address", "text"),
}
INVOICE_FIELDS = {"title": ("organization", "text"), "tax_number": ("off", "text")}
Values = Mapping[str, str]

_STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;background:#F6F4F0;color:#1C1B1F;font:18px/1.5 "Noto Sans SC",system-ui,-apple-system,sans-serif}
main{max-width:34rem;margin:0 auto;padding:20px 16px 48px}
header{display:flex;justify-content:space-between;align-items:center;padding-bottom:8px}
header b{letter-spacing:.16em}a{color:inherit}header a{padding:12px 0 12px 16px}
h1{font-size:28px;line-height:1.25;margin:8px 0 4px}h2{font-size:20px;margin:0 0 4px}p{margin:4px 0}
.quiet{color:#6B6660}section{background:#fff;border:1px solid #E7E2DA;border-radius:16px;padding:20px;margin-top:16px}
ul{list-style:none;padding:0;margin:8px 0 0}li{padding:8px 0;border-top:1px solid #E7E2DA}
label{display:block;font-weight:700;margin-top:16px}
input{display:block;width:100%;min-height:56px;margin-top:4px;padding:0 16px;font:inherit;color:inherit;
background:#fff;border:1px solid #8C857C;border-radius:12px}
input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid #1C1B1F;outline-offset:2px}
input[aria-invalid]{border:2px solid #B3382C}.wrong{color:#B3382C;margin:4px 0 0}
button{width:100%;min-height:60px;margin-top:24px;border:0;border-radius:12px;background:#1C1B1F;color:#fff;
font:inherit;font-weight:700}.done{border-left:6px solid #2A7047}.stop{border-left:6px solid #7A5400}
"""


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
    return _page(
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
    return _page(
        texts, texts("phone.thanks"), [_box("done", texts("phone.kept"), texts(words)), *_order(texts, page.order)]
    )


def given_page(texts: Texts) -> str:
    """For another phone: that it was given, and nothing else."""
    return _page(
        texts, texts("phone.given_title"), [_box("stop", texts("phone.given_elsewhere"), texts("phone.ask_guide"))]
    )


def refused_page(texts: Texts, why: str) -> str:
    """`why` is token, expired, over, form or often."""
    return _page(texts, texts("phone.refused"), [_box("stop", texts(f"phone.refused_{why}"), texts("phone.ask_guide"))])


def _given(texts: Texts, page: PhonePage) -> list[str]:
    if not page.given:
        return []
    said = texts("phone.separator").join(texts(f"phone.{what.value}") for what in sorted(page.given))
    return [_box("done", texts("phone.kept"), texts("phone.kept_which", what=said))]


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


def _box(kind: str, first: str, second: str) -> str:
    return f'<section class="{kind}"><h2>{escape(first)}</h2><p>{escape(second)}</p></section>'


def _page(texts: Texts, title: str, parts: Iterable[str]) -> str:
    other = next(language for language in LANGUAGES if language != texts.language)
    code = "zh-CN" if texts.language == "zh" else "en"
    return (
        f'<!doctype html><html lang="{code}"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>"
        f'<header><span></span><a href="?lang={other}" hreflang="{other}">'
        f"{escape(texts('phone.other_language'))}</a></header><h1>{escape(title)}</h1>{''.join(parts)}"
        "</main></body></html>"
    )

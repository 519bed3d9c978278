"""HQ's page behind a guide's public code, as HTML."""

from html import escape

from kiosk.texts import Texts
from sync.hq.public_code import PublicGuide
from sync.server.page_html import box, whole_page

CARD, KEEP, FORGET = "card", "keep", "forget"


def asking_page(texts: Texts, guide: PublicGuide, proof: str, kept: str, wrong: str | None = None) -> str:
    """Asks for the card. `kept`: the one that this phone remembers, "" for none; `wrong`: what was typed and is no
    card's code."""
    said = escape(texts("public.who", name=guide.name, shop=texts.named(guide.shop)))
    form = _form(texts, guide, proof, _card(texts, wrong))
    if kept:
        opened = " open" if wrong is not None else ""
        another = f"<summary>{escape(texts('public.another'))}</summary>"
        form = f"{_kept(texts, guide, proof, kept)}<details{opened}>{another}{form}</details>"
    why = f'<p class="quiet">{escape(texts("public.why"))}</p>'
    return whole_page(texts, texts("public.title", name=guide.name), [f"<p>{said}</p>", form, why])


def answer_page(texts: Texts, guide: PublicGuide) -> str:
    """The same for every card that can be typed."""
    first = texts("public.bound", name=guide.name, shop=texts.named(guide.shop))
    return whole_page(texts, texts("public.thanks"), [box("done", first, texts("public.bound_then"))])


def stopped_page(texts: Texts, why: str) -> str:
    """`why` is unknown, form or often."""
    first = texts(f"public.stopped_{why}")
    return whole_page(texts, texts("public.stopped"), [box("stop", first, texts("public.ask_shop"))])


def _kept(texts: Texts, guide: PublicGuide, proof: str, kept: str) -> str:
    """One tap with the card that this phone remembers."""
    whose = f"<h2>{escape(texts('public.kept', end=kept[-4:]))}</h2>"
    forget = f'<button class="plain" name="{FORGET}" value="1">{escape(texts("public.forget"))}</button>'
    return f"<section>{whose}{_form(texts, guide, proof, '', forget)}</section>"


def _form(texts: Texts, guide: PublicGuide, proof: str, fields: str, more: str = "") -> str:
    hidden = f'<input type="hidden" name="proof" value="{escape(proof)}">'
    button = f"<button>{escape(texts('public.bind', name=guide.name))}</button>"
    return f'<form method="post" novalidate>{hidden}{fields}{button}{more}</form>'


def _card(texts: Texts, wrong: str | None) -> str:
    told, marks = "", ""
    if wrong is not None:
        told = f'<p class="wrong" id="card-wrong">{escape(texts("public.wrong"))}</p>'
        marks = ' aria-invalid="true" aria-describedby="card-wrong"'
    return (
        f'<section><label for="card">{escape(texts("public.card"))}</label>'
        f'<p class="quiet">{escape(texts("public.card_note"))}</p>'
        f'<input id="card" name="{CARD}" type="text" inputmode="numeric" autocomplete="off" maxlength="60"'
        f' value="{escape(wrong or "")}"{marks}>{told}'
        f'<label class="tick"><input type="checkbox" name="{KEEP}" value="1">{escape(texts("public.keep"))}</label>'
        "</section>"
    )

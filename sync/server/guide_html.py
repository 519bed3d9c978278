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
    remembered = _kept(texts, guide, proof, kept) if kept else []
    return whole_page(
        texts,
        texts("public.title", name=guide.name),
        [
            f"<p>{said}</p>",
            *remembered,
            _form(proof, [_card(texts, wrong), _keep(texts), _button(texts("public.bind", name=guide.name))]),
            f'<p class="quiet">{escape(texts("public.why"))}</p>',
        ],
    )


def answer_page(texts: Texts, guide: PublicGuide) -> str:
    """The same for every card that can be typed."""
    first = texts("public.bound", name=guide.name, shop=texts.named(guide.shop))
    return whole_page(texts, texts("public.thanks"), [box("done", first, texts("public.bound_then"))])


def stopped_page(texts: Texts, why: str) -> str:
    """`why` is unknown, form or often."""
    first = texts(f"public.stopped_{why}")
    return whole_page(texts, texts("public.stopped"), [box("stop", first, texts("public.ask_shop"))])


def _kept(texts: Texts, guide: PublicGuide, proof: str, kept: str) -> list[str]:
    hint = f"<h2>{escape(texts('public.kept', end=kept[-4:]))}</h2>"
    forget = f'<button class="plain" name="{FORGET}" value="1">{escape(texts("public.forget"))}</button>'
    inner = _form(proof, [_button(texts("public.bind", name=guide.name)), forget])
    return [f"<section>{hint}{inner}</section>"]


def _form(proof: str, parts: list[str]) -> str:
    hidden = f'<input type="hidden" name="proof" value="{escape(proof)}">'
    return f'<form method="post" novalidate>{hidden}{"".join(parts)}</form>'


def _button(words: str) -> str:
    return f"<button>{escape(words)}</button>"


def _card(texts: Texts, wrong: str | None) -> str:
    told = f'<p class="wrong" id="card-wrong">{escape(texts("public.wrong"))}</p>' if wrong is not None else ""
    marks = ' aria-invalid="true" aria-describedby="card-wrong"' if wrong is not None else ""
    return (
        f'<section><label for="card">{escape(texts("public.card"))}</label>'
        f'<p class="quiet" id="card-note">{escape(texts("public.card_note"))}</p>'
        f'<input id="card" name="{CARD}" type="text" inputmode="numeric" autocomplete="off" maxlength="60"'
        f' value="{escape(wrong or "")}"{marks}>{told}'
    )


def _keep(texts: Texts) -> str:
    words = escape(texts("public.keep"))
    return f'<label class="tick"><input type="checkbox" name="{KEEP}" value="1">{words}</label></section>'

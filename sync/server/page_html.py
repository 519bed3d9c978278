"""The frame of HQ's pages on a shopper's own phone: no script, nothing from elsewhere, readable at 320 px."""

from collections.abc import Iterable
from html import escape

from kiosk.texts import LANGUAGES, Texts

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
.tick{display:flex;gap:12px;align-items:center;min-height:56px;font-weight:400}
.tick input{width:28px;min-height:28px;margin:0;accent-color:#1C1B1F}.plain{background:#fff;color:inherit;
border:1px solid #8C857C;margin-top:12px}summary{min-height:56px;padding:14px 0;margin-top:12px;font-weight:700}
input:focus-visible,button:focus-visible,a:focus-visible,summary:focus-visible{
outline:3px solid #1C1B1F;outline-offset:2px}
input[aria-invalid]{border:2px solid #B3382C}.wrong{color:#B3382C;margin:4px 0 0}
button{width:100%;min-height:60px;margin-top:24px;border:0;border-radius:12px;background:#1C1B1F;color:#fff;
font:inherit;font-weight:700}.done{border-left:6px solid #2A7047}.stop{border-left:6px solid #7A5400}
"""


def box(kind: str, first: str, second: str) -> str:
    return f'<section class="{kind}"><h2>{escape(first)}</h2><p>{escape(second)}</p></section>'


def whole_page(texts: Texts, title: str, parts: Iterable[str]) -> str:
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

"""`/g/<public code>`: HTTP for a shopper who scanned a guide's code. One form, one cookie, no script.

The answer to a card's code is the same whosever it is, and comes after the same time.
"""

import asyncio
import hmac
import math
import re
import secrets
import unicodedata
from dataclasses import dataclass

from litestar import MediaType, Response
from litestar.datastructures import Cookie

from kiosk.domain.codes import CodeKind, recognise
from kiosk.texts import Texts
from sync.hq.public_code import GuideDesk
from sync.often import Often
from sync.server.browser import (
    HEADERS,
    MAX_FORM_BYTES,
    HttpRequest,
    caller,
    in_thread,
    name_in,
    proof_of,
    texts_of,
    values_in,
)
from sync.server.guide_html import CARD, FORGET, KEEP, answer_page, asking_page, stopped_page

COOKIE = "card"
_KEPT_S = 180 * 24 * 3_600
#: Answers come at whole multiples of this after their question: what HQ does for a member's card takes longer than what
#: it does for nobody's, and both are over long before.
STEP_S = 0.3
_HOUR_S, _DAY_S = 3_600, 24 * 3_600
_SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True, slots=True)
class _Phone:
    """What the cookie says: a secret that forms are proved by, and the card that is to be remembered, "" for none.

    The card stands there as it was typed. Whoever changes it has done no more than type another."""

    secret: str
    card: str = ""

    @property
    def value(self) -> str:
        return f"{self.secret}.{self.card}" if self.card else self.secret


class GuideRoutes:
    """`secure` is whether the page is reached by HTTPS: then the cookie is for HTTPS alone."""

    def __init__(self, desk: GuideDesk, *, secure: bool) -> None:
        self._desk = desk
        self._secure = secure
        self._looks = Often(most=60, within_s=60)
        self._from_here = Often(most=30, within_s=_HOUR_S)
        self._to_guide = (Often(most=30, within_s=_HOUR_S), Often(most=100, within_s=_DAY_S))
        self._with_card = Often(most=6, within_s=_HOUR_S)

    async def show(self, request: HttpRequest) -> Response[str]:
        texts, code = texts_of(request), name_in(request)
        if not self._looks.allows(caller(request)):
            return self._stopped(texts, "often", 429)
        guide = await in_thread(self._desk.look, code)
        if guide is None:
            return self._stopped(texts, "unknown", 404)
        phone = _phone_of(request) or _Phone(secrets.token_urlsafe(24))
        return self._answer(asking_page(texts, guide, proof_of(phone.secret), phone.card), phone=phone)

    async def take(self, request: HttpRequest) -> Response[str]:
        texts, code, phone = texts_of(request), name_in(request), _phone_of(request)
        raw = await request.body()
        if not self._looks.allows(caller(request)):
            return self._stopped(texts, "often", 429)
        if len(raw) > MAX_FORM_BYTES:
            return self._stopped(texts, "form", 413)
        values = values_in(raw)
        if phone is None or not hmac.compare_digest(values.get("proof", ""), proof_of(phone.secret)):
            return self._stopped(texts, "form", 400)
        if values.get(FORGET):
            return await self._ask_again(texts, code, _Phone(phone.secret), 200)
        typed = values.get(CARD, "")
        card = card_code(typed) if CARD in values else phone.card
        if not card:
            return await self._ask_again(texts, code, phone, 422, typed)
        kept = card if values.get(KEEP) else phone.card
        return await self._bind(texts, code, card, _Phone(phone.secret, kept), request)

    async def _bind(self, texts: Texts, code: str, card: str, phone: _Phone, request: HttpRequest) -> Response[str]:
        begun = asyncio.get_running_loop().time()
        limits = ((self._from_here, caller(request)), (self._with_card, card), *((per, code) for per in self._to_guide))
        if not all(limit.allows(name[:80]) for limit, name in limits):
            return self._stopped(texts, "often", 429)
        guide = await in_thread(self._desk.bind, code, card)
        await _until_a_step_after(begun)
        if guide is None:
            return self._stopped(texts, "unknown", 404)
        return self._answer(answer_page(texts, guide), phone=phone)

    async def _ask_again(
        self, texts: Texts, code: str, phone: _Phone, status: int, wrong: str | None = None
    ) -> Response[str]:
        guide = await in_thread(self._desk.look, code)
        if guide is None:
            return self._stopped(texts, "unknown", 404)
        html = asking_page(texts, guide, proof_of(phone.secret), phone.card, wrong)
        return self._answer(html, status, phone=phone)

    def _stopped(self, texts: Texts, why: str, status: int) -> Response[str]:
        return self._answer(stopped_page(texts, why), status)

    def _answer(self, html: str, status: int = 200, *, phone: _Phone | None = None) -> Response[str]:
        cookies = [self._cookie(phone)] if phone else []
        return Response(html, status_code=status, media_type=MediaType.HTML, headers=HEADERS, cookies=cookies)

    def _cookie(self, phone: _Phone) -> Cookie:
        """`lax`, for the next scan comes from a camera; without a card it ends with the browser."""
        return Cookie(
            key=COOKIE, value=phone.value, path="/g", max_age=_KEPT_S if phone.card else None, httponly=True,
            samesite="lax", secure=self._secure,
        )  # fmt: skip


def card_code(typed: str) -> str:
    """A member's code as typed from a card, with or without its letter and blanks; "" when it cannot be one."""
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isascii() and sign.isalnum())
    found = recognise(f"M-{signs.removeprefix('M')}")
    return found.value if found.kind is CodeKind.MEMBER else ""


def _phone_of(request: HttpRequest) -> _Phone | None:
    """What a cookie of ours says; None of any other."""
    secret, _, card = request.cookies.get(COOKIE, "").partition(".")
    return _Phone(secret, card_code(card)) if _SECRET.fullmatch(secret) else None


async def _until_a_step_after(begun: float) -> None:
    took = asyncio.get_running_loop().time() - begun
    await asyncio.sleep(math.ceil(took / STEP_S) * STEP_S - took)

"""`/o/<token>`: HTTP for a shopper's own phone. One form, one cookie, no script."""

import hmac
import secrets
from collections.abc import Callable
from typing import TypeVar

from litestar import MediaType, Response
from litestar.datastructures import Cookie

from kiosk.domain.details import Address, Detail, FieldWrong, Invoice
from kiosk.domain.order_token import Asks
from kiosk.errors import HqRefused, InputError
from kiosk.texts import Texts
from sync.hq.own_phone import PhoneDesk, PhonePage
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
from sync.server.phone_html import (
    ADDRESS_FIELDS,
    INVOICE_FIELDS,
    form_page,
    given_page,
    refused_page,
    thanks_page,
)

T = TypeVar("T")
COOKIE = "phone"
_DAYS_S = 30 * 24 * 3_600


class PhoneRoutes:
    """`secure` is whether the page is reached by HTTPS: then the cookie is for HTTPS alone."""

    def __init__(self, desk: PhoneDesk, *, secure: bool) -> None:
        self._desk = desk
        self._secure = secure
        self._looks = Often(most=60, within_s=60)
        self._gifts = Often(most=20, within_s=3_600)

    async def show(self, request: HttpRequest) -> Response[str]:
        texts, token = texts_of(request), name_in(request)
        if not self._looks.allows(caller(request)):
            return self._refused(texts, "often", 429)
        secret = request.cookies.get(COOKIE, "") or secrets.token_urlsafe(24)
        try:
            page = await in_thread(self._desk.look, token, secret)
        except (HqRefused, InputError) as error:
            return self._refused(texts, *_why(error))
        html = form_page(texts, page, proof_of(secret), {}, {}) if page.mine else given_page(texts)
        return self._answer(html, secret=secret, token=token)

    async def take(self, request: HttpRequest) -> Response[str]:
        texts, token, secret = texts_of(request), name_in(request), request.cookies.get(COOKIE, "")
        raw = await request.body()
        if not (self._looks.allows(caller(request)) and self._gifts.allows(token[:300])):
            return self._refused(texts, "often", 429)
        if len(raw) > MAX_FORM_BYTES:
            return self._refused(texts, "form", 413)
        values = values_in(raw)
        if not secret or not hmac.compare_digest(values.get("proof", ""), proof_of(secret)):
            return self._refused(texts, "form", 400)
        try:
            page = await in_thread(self._desk.look, token, secret)
            if not page.mine:
                return self._answer(given_page(texts), 403)
            address, invoice, wrong = _read(page, values)
            if wrong:
                html = form_page(texts, page, proof_of(secret), values, wrong)
                return self._answer(html, 422, secret=secret, token=token)
            page = await in_thread(self._desk.give, token, secret, address, invoice)
        except (HqRefused, InputError) as error:
            return self._refused(texts, *_why(error))
        return self._answer(thanks_page(texts, page), secret=secret, token=token)

    def _refused(self, texts: Texts, why: str, status: int) -> Response[str]:
        return self._answer(refused_page(texts, why), status)

    def _answer(self, html: str, status: int = 200, *, secret: str = "", token: str = "") -> Response[str]:
        cookie = Cookie(
            key=COOKIE,
            value=secret,
            path=f"/o/{token}",
            max_age=_DAYS_S,
            httponly=True,
            samesite="strict",
            secure=self._secure,
        )
        cookies = [cookie] if secret else []
        return Response(html, status_code=status, media_type=MediaType.HTML, headers=HEADERS, cookies=cookies)


def _read(page: PhonePage, values: dict[str, str]) -> tuple[Address | None, Invoice | None, dict[str, str]]:
    """What was typed, as far as it was asked for; by field what is wrong with it. Nothing at all is wrong, too; what
    was given before may be left empty."""
    wrong: dict[str, str] = {}
    address = invoice = None
    asks = page.token.asks
    if Asks.ADDRESS in asks and (any(values.get(name) for name in ADDRESS_FIELDS) or Detail.ADDRESS not in page.given):
        address = _made(lambda: Address(**{name: values.get(name, "") for name in ADDRESS_FIELDS}), wrong)
    typed = any(values.get(name) for name in INVOICE_FIELDS)
    if Asks.INVOICE in asks and (typed or (not address and not wrong and not page.given)):
        tax_number = values.get("tax_number", "").upper().replace(" ", "")
        invoice = _made(lambda: Invoice(values.get("title", ""), tax_number), wrong)
    return address, invoice, wrong


def _made(make: Callable[[], T], wrong: dict[str, str]) -> T | None:
    try:
        return make()
    except FieldWrong as error:
        field = str(error.params["field"])
        wrong[field] = "missing" if str(error).startswith("missing") else field
        return None


def _why(error: HqRefused | InputError) -> tuple[str, int]:
    reason = str(error.params.get("reason", "token"))
    return (reason if reason in ("expired", "over", "token") else "form"), int(str(error.params.get("status", 404)))

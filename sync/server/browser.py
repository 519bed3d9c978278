"""What HQ's pages for shoppers' own phones have in common over HTTP: nothing is kept, a form proves itself."""

import asyncio
import hashlib
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qs

from litestar import Request
from litestar.datastructures import State

from kiosk.domain.details import tidied
from kiosk.texts import Texts, load_texts

T = TypeVar("T")
HttpRequest = Request[Any, Any, State]
MAX_FORM_BYTES = 8 * 1024
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def texts_of(request: HttpRequest) -> Texts:
    """In the language that was asked for, else the phone's."""
    wished = request.query_params.get("lang", "")
    accepted = request.headers.get("accept-language", "").lower()
    return load_texts(wished or ("zh" if accepted.startswith("zh") else "en"))


def name_in(request: HttpRequest) -> str:
    """What the last part of the path names."""
    return str(request.path_params["name"])


def caller(request: HttpRequest) -> str:
    return request.client.host if request.client else ""


def values_in(raw: bytes) -> dict[str, str]:
    """A form's fields, without line breaks, of at most 200 characters each; none of what is no form of ours."""
    try:
        fields = parse_qs(raw.decode("utf-8", "replace"), max_num_fields=20)
    except ValueError:
        return {}
    return {name: tidied(found[0])[:200] for name, found in fields.items()}


def proof_of(secret: str) -> str:
    """What the form carries beside the cookie: a page from elsewhere can send neither."""
    return hashlib.sha256(b"kiosk/form/1|" + secret.encode()).hexdigest()


async def in_thread(work: Callable[..., T], *args: object) -> T:
    return await asyncio.get_running_loop().run_in_executor(None, work, *args)

"""The wire's routes over any endpoint: HTTP in, one call, HTTP out. Knows nothing of what is behind it."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import msgspec
from litestar import Litestar, Request, Response, get, post
from litestar.datastructures import State

from kiosk.errors import InputError
from sync import protocol
from sync.protocol import EnrolAnswer, EnrolFinish, EnrolStart, Heads, Served, SessionRequest
from sync.server import schema
from sync.server.bodies import answer, bytes_answer, inflated
from sync.server.guide_page import GuideRoutes
from sync.server.metrics import PATH as METRICS_PATH
from sync.server.metrics import MetricsRoutes
from sync.server.phone import PhoneRoutes
from sync.server.problems import HANDLERS

T = TypeVar("T")
MAX_BODY_BYTES = 8 << 20  # of a request, as it arrives
MAX_INFLATED_BYTES = 8 << 20  # of a run; HQ takes no larger one
MAX_MESSAGE_BYTES = 64 << 10  # of all that is no run, as it arrives and inflated
MAX_WAIT_S = 55.0
_SLICE_S = 2.0  # a long poll asks in slices, so that a server that stops is not held up by it
_WORKERS = 8
PHONE_PATH, GUIDE_PATH = "/o/{name:str}", "/g/{name:str}"
_WAITERS = 256  # tablets on the long poll at one time; each holds a thread
HttpRequest = Request[Any, Any, State]


class Routes:
    """The endpoint and the threads its calls run in: waiting has its own, or it would starve everything else."""

    def __init__(self, endpoint: Served) -> None:
        self._endpoint = endpoint
        self._workers = ThreadPoolExecutor(_WORKERS, "hq-http")
        self._waiters = ThreadPoolExecutor(_WAITERS, "hq-wait")
        self._stopping = threading.Event()

    @contextlib.asynccontextmanager
    async def lifespan(self, _app: Litestar) -> AsyncIterator[None]:
        try:
            yield
        finally:
            self.stop()
            self._workers.shutdown(wait=True)
            self._waiters.shutdown(wait=True)

    def stop(self) -> None:
        """Let long polls answer with what there is."""
        self._stopping.set()

    async def enrol_start(self, request: HttpRequest) -> Response[bytes]:
        asked = await self._body(request, EnrolStart)
        return answer(request, await self.call(self._endpoint.enrol_start, asked))

    async def enrol_finish(self, request: HttpRequest) -> Response[bytes]:
        asked = await self._body(request, EnrolFinish)
        wait_s = _number(request, "wait", 0.0, MAX_WAIT_S)

        def ask(slice_s: float) -> EnrolAnswer:
            return self._endpoint.enrol_finish(asked, wait_s=slice_s)

        def is_news(found: EnrolAnswer) -> bool:
            return bool(found.device)

        found = await self._in_slices(wait_s, ask, is_news)
        return answer(request, found)

    async def session(self, request: HttpRequest) -> Response[bytes]:
        asked = await self._body(request, SessionRequest)
        return answer(request, await self.call(self._endpoint.session, asked))

    async def events(self, request: HttpRequest) -> Response[bytes]:
        raw, encoding = await request.body(), request.headers.get("content-encoding", "")
        acknowledgement = await self.call(lambda: self._endpoint.push(inflated(raw, encoding, MAX_INFLATED_BYTES)))
        return answer(request, acknowledgement)

    async def heads(self, request: HttpRequest) -> Response[bytes]:
        token = _token(request)
        wait_s = _number(request, "wait", 0.0, MAX_WAIT_S)
        known = _known(request.query_params.getall("known", []))

        def ask(slice_s: float) -> Heads:
            return self._endpoint.heads(token, wait_s=slice_s, known=known)

        def is_news(found: Heads) -> bool:
            return any(head.head > known.get(head.stream, 0) for head in found.heads)

        found = await self._in_slices(wait_s, ask, is_news)
        return answer(request, found)

    async def _in_slices(self, wait_s: float, ask: Callable[[float], T], is_news: Callable[[T], bool]) -> T:
        """Whoever waits has a thread of the waiters', and lets a server that stops go."""
        loop = asyncio.get_running_loop()
        until = loop.time() + wait_s
        while True:
            left_s = 0.0 if self._stopping.is_set() else max(0.0, until - loop.time())
            pool = self._waiters if left_s else self._workers
            found = await loop.run_in_executor(pool, ask, min(left_s, _SLICE_S))
            if left_s <= _SLICE_S or is_news(found):
                return found

    async def page(self, request: HttpRequest) -> Response[bytes]:
        token, stream, gen = _token(request), _named(request), request.query_params.get("gen", "")
        after = int(_number(request, "after", 0, 2**53))
        limit = int(_number(request, "limit", protocol.PAGE_ROWS, protocol.PAGE_ROWS))
        page = await self.call(lambda: self._endpoint.page(token, stream, gen=gen, after=after, limit=limit))
        return answer(request, page)

    async def resolve(self, request: HttpRequest) -> Response[bytes]:
        token, asked = _token(request), await self._body(request, protocol.ResolveRequest)
        return answer(request, await self.call(self._endpoint.resolve, token, asked.hash))

    async def manifest(self, request: HttpRequest) -> Response[bytes]:
        token, set_name = _token(request), _named(request)
        # A snapshot may have to be built first: whoever waits for one keeps nobody else from working.
        manifest = await asyncio.get_running_loop().run_in_executor(
            self._waiters, self._endpoint.manifest, token, set_name
        )
        return answer(request, protocol.wire_manifest(manifest))

    async def blob(self, request: HttpRequest) -> Response[bytes]:
        token, sha256 = _token(request), _named(request)
        return await self.call(lambda: bytes_answer(request, sha256, self._endpoint.stored_blob(token, sha256)))

    async def _body(self, request: HttpRequest, kind: type[T]) -> T:
        raw = inflated(await request.body(), request.headers.get("content-encoding", ""), MAX_MESSAGE_BYTES)
        try:
            return msgspec.json.decode(raw, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(f"not a {kind.__name__}: {error}") from None

    async def call(self, work: Callable[..., T], *args: object) -> T:
        """In a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._workers, work, *args)


def create_app(
    endpoint: Served, phone: PhoneRoutes | None = None, guides: GuideRoutes | None = None,
    metrics: MetricsRoutes | None = None,
) -> Litestar:  # fmt: skip
    """The ASGI application. Bodies that are not 2xx are a Problem; requests over the limits are 413. With `phone` and
    `guides` shoppers' own phones are served, too, with `metrics` a Prometheus on this machine."""
    pages = [*(_page_routes(PHONE_PATH, phone) if phone else ()), *(_page_routes(GUIDE_PATH, guides) if guides else ())]
    routes = Routes(endpoint)
    pages += [_metrics_route(routes, metrics)] if metrics else []

    @post(protocol.PATH_ENROL_START, status_code=200, request_max_body_size=MAX_MESSAGE_BYTES)
    async def enrol_start(request: HttpRequest) -> Response[bytes]:
        return await routes.enrol_start(request)

    @post(protocol.PATH_ENROL_FINISH, status_code=200, request_max_body_size=MAX_MESSAGE_BYTES)
    async def enrol_finish(request: HttpRequest) -> Response[bytes]:
        return await routes.enrol_finish(request)

    @post(protocol.PATH_SESSION, status_code=200, request_max_body_size=MAX_MESSAGE_BYTES)
    async def session(request: HttpRequest) -> Response[bytes]:
        return await routes.session(request)

    @post(protocol.PATH_EVENTS, status_code=200)
    async def events(request: HttpRequest) -> Response[bytes]:
        return await routes.events(request)

    @get("/v1/health")
    async def health(request: HttpRequest) -> Response[bytes]:
        return answer(request, protocol.Health())

    served = [enrol_start, enrol_finish, session, events, health, *_reading_routes(routes), *pages]
    described = schema.document({schema.PATH, *(path.replace(":str}", "}") for each in served for path in each.paths)})
    return Litestar(
        [*served, _schema_route(described)],
        lifespan=[routes.lifespan],
        exception_handlers=HANDLERS,
        request_max_body_size=MAX_BODY_BYTES,
        openapi_config=None,  # it cannot see bodies, which are decoded by hand, and its pages fetch scripts elsewhere
        logging_config=None,
        state=State({"routes": routes}),
    )


def _reading_routes(routes: Routes) -> tuple[Any, ...]:
    """What a device with a session reads."""

    @get(protocol.PATH_HEADS)
    async def heads(request: HttpRequest) -> Response[bytes]:
        return await routes.heads(request)

    @get(protocol.PATH_STREAMS + "/{name:str}")
    async def page(request: HttpRequest) -> Response[bytes]:
        return await routes.page(request)

    @post(protocol.PATH_RESOLVE, status_code=200, request_max_body_size=MAX_MESSAGE_BYTES)
    async def resolve(request: HttpRequest) -> Response[bytes]:
        return await routes.resolve(request)

    @get(protocol.PATH_SNAPSHOTS + "/{name:str}")
    async def manifest(request: HttpRequest) -> Response[bytes]:
        return await routes.manifest(request)

    @get(protocol.PATH_BLOBS + "/{name:str}")
    async def blob(request: HttpRequest) -> Response[bytes]:
        return await routes.blob(request)

    return heads, page, resolve, manifest, blob


def _schema_route(described: bytes) -> Any:
    @get(schema.PATH)
    async def show() -> Response[bytes]:
        return Response(described, media_type=schema.MEDIA_TYPE, headers={"Cache-Control": "no-cache"})

    return show


def _metrics_route(routes: Routes, metrics: MetricsRoutes) -> Any:
    @get(METRICS_PATH)
    async def show(request: HttpRequest) -> Response[bytes]:
        return await routes.call(metrics.show, request)

    return show


def _page_routes(path: str, routes: PhoneRoutes | GuideRoutes) -> tuple[Any, ...]:
    @get(path)
    async def show(request: HttpRequest) -> Response[str]:
        return await routes.show(request)

    @post(path, status_code=200)
    async def take(request: HttpRequest) -> Response[str]:
        return await routes.take(request)

    return show, take


def _token(request: HttpRequest) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _named(request: HttpRequest) -> str:
    """What the last part of the path names."""
    return str(request.path_params["name"])


def _number(request: HttpRequest, name: str, default: float, most: float) -> float:
    """A number of the query between 0 and `most`. Raises InputError when it is none."""
    given = request.query_params.get(name, "")
    try:
        number = float(given) if given else default
    except ValueError:
        raise InputError(f"{name}={given!r} is not a number") from None
    return min(max(number, 0.0), most) if number == number else 0.0  # noqa: PLR0124 NaN


def _known(pairs: list[str]) -> dict[str, int]:
    """`stream:seq`, split at the last colon."""
    known = {}
    for pair in pairs:
        stream, _, seq = pair.rpartition(":")
        if not seq.isascii() or not seq.isdigit() or len(seq) > 18:
            raise InputError(f"known={pair!r} is not a stream and a number")
        known[stream] = int(seq)
    return known

"""The line between a tablet and head office, with everything that a line does to a request."""

import random
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from kiosk.errors import HqUnreachable
from kiosk.ports.sync import Acknowledgement, Manifest
from sync.protocol import (
    PAGE_ROWS,
    Endpoint,
    EnrolAnswer,
    EnrolFinish,
    EnrolOffer,
    EnrolStart,
    Heads,
    Page,
    ResolveAnswer,
    SessionAnswer,
    SessionRequest,
)

T = TypeVar("T")
REQUEST_LOST, ANSWER_LOST, TWICE, SICK, PORTAL = "request lost", "answer lost", "twice", "sick", "portal"
DIES_BEFORE, DIES_AFTER = "dies before it", "dies after it"  # the tablet, head office having done what was asked
WELL = "well"
_WRONG = (REQUEST_LOST, ANSWER_LOST, TWICE, SICK, PORTAL)
_KEPT = 12  # runs that may come once more, much later


class Crash(Exception):
    """The tablet's power went while it waited for head office."""


@dataclass(slots=True)
class Weather:
    """How a line is: `cut` for good, else the chance that a request goes wrong in some way."""

    cut: bool = False
    rough: float = 0.0
    deadly: float = 0.0  # the chance that the tablet dies in a request


@dataclass(slots=True)
class Line:
    """An Endpoint. `office` gives head office as it is now, None while it is down. `acknowledged` keeps what head
    office signed for and the tablet may never have heard of. `foretold`: what befalls the next requests; afterwards the
    weather decides."""

    office: Callable[[], Endpoint | None]
    rng: random.Random
    weather: Weather = field(default_factory=Weather)
    acknowledged: list[Acknowledgement] = field(default_factory=list)
    foretold: deque[str] = field(default_factory=deque)
    _runs: list[bytes] = field(default_factory=list)

    @property
    def pin(self) -> str:
        return ""

    def enrol_start(self, request: EnrolStart) -> EnrolOffer:
        return self._ask(lambda office: office.enrol_start(request))

    def enrol_finish(self, request: EnrolFinish, *, wait_s: float = 0) -> EnrolAnswer:  # noqa: ARG002
        return self._ask(lambda office: office.enrol_finish(request, wait_s=0))

    def session(self, request: SessionRequest) -> SessionAnswer:
        return self._ask(lambda office: office.session(request))

    def push(self, run: bytes) -> Acknowledgement:
        self._runs = [*self._runs, run][-_KEPT:]
        return self._ask(lambda office: self._noted(office.push(run)))

    def heads(self, token: str, *, wait_s: float = 0, known: dict[str, int] | None = None) -> Heads:  # noqa: ARG002
        return self._ask(lambda office: office.heads(token, wait_s=0, known=known))

    def page(self, token: str, stream: str, *, gen: str, after: int, limit: int = PAGE_ROWS) -> Page:
        few = self.rng.choice((limit, 5)) if self.weather.rough else limit
        return self._ask(lambda office: office.page(token, stream, gen=gen, after=after, limit=few))

    def resolve(self, token: str, hashed: str) -> ResolveAnswer:
        return self._ask(lambda office: office.resolve(token, hashed))

    def manifest(self, token: str, set_name: str) -> Manifest:
        return self._ask(lambda office: office.manifest(token, set_name))

    def blob(self, token: str, sha256: str) -> Iterator[bytes]:
        whole = self._ask(lambda office: b"".join(office.blob(token, sha256)))
        if self.weather.rough and self.rng.random() < self.weather.rough:
            yield whole[: self.rng.randrange(len(whole) + 1)]
            raise HqUnreachable("the line broke in the middle of a file")
        yield whole

    def late(self) -> None:
        """A run that was sent before comes once more: something on the way kept it."""
        office = self.office()
        if self._runs and office is not None:
            self._noted(office.push(self.rng.choice(self._runs)))

    def _noted(self, found: Acknowledgement) -> Acknowledgement:
        self.acknowledged.append(found)
        return found

    def _ask(self, ask: Callable[[Endpoint], T]) -> T:
        office = self.office()
        if self.weather.cut or office is None:
            raise HqUnreachable("the line is dead")
        return self._befall(self.foretold.popleft() if self.foretold else self._by_chance(), lambda: ask(office))

    def _by_chance(self) -> str:
        if self.rng.random() < self.weather.deadly:
            return DIES_AFTER if self.rng.random() < 0.5 else DIES_BEFORE
        return WELL if self.rng.random() >= self.weather.rough else self.rng.choice(_WRONG)

    def _befall(self, what: str, ask: Callable[[], T]) -> T:
        match what:
            case "dies before it":
                raise Crash
            case "dies after it":
                ask()
                raise Crash
            case "answer lost":
                ask()
                raise HqUnreachable("the answer did not come")
            case "twice":
                ask()
                return ask()
            case "sick":
                raise _answered(503, "head office is busy")
            case "portal":
                raise _answered(200, "something else on the way answered")
            case "well":
                return ask()
            case wrong:
                raise HqUnreachable(wrong)


def _answered(status: int, said: str) -> HqUnreachable:
    error = HqUnreachable(said)
    error.status = status
    return error

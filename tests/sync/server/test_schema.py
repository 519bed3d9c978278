"""The OpenAPI document: it names what is served, and a server that is asked all of it at random never breaks.

python -m pytest tests/sync/server/test_schema.py    # KIOSK_TORTURE=1 asks for longer
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kiosk.domain.events import Fulfilment
from sync.hq.office import HeadOffice
from sync.protocol import Health
from sync.server.app import create_app
from sync.server.guide_page import GuideRoutes
from sync.server.metrics import MetricsRoutes
from sync.server.pace import Pace, Paces
from sync.server.phone import PhoneRoutes
from sync.server.run import serve_in_thread
from sync.server.schema import OPERATIONS, Operation
from tests.fakes.retailer import SHIRT_M
from tests.faults.scale import turns
from tests.postgres import new_database
from tests.sync.hq.desk import Clock, enrolled, line, open_office, open_stock, placed, put_range

CASES = turns(8, 1_500)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
_ALL = Pace(1e9, 1e9)


@dataclass
class Asked:
    """A head office that serves everything it can, and what one of its tablets knows."""

    office: HeadOffice
    url: str
    token: str
    blob: str
    document: dict[str, Any]
    described: Any  # the same, as schemathesis has it


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    database = new_database() if request.param == "postgres" else nullcontext("")
    with database as url, open_office(tmp_path_factory.mktemp("hq"), clock=Clock(), url=url) as office:
        put_range(office)
        open_stock(office, "JA", SHIRT_M=4)
        tablet = enrolled(office)
        tablet.append(placed("o1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
        tablet.push(office)
        server = serve_in_thread(
            office, phone=office.phone, guides=office.guides, figures=office.figures, paces=Paces(_ALL, _ALL, _ALL)
        )
        document = requests.get(f"{server.url}/schema", timeout=10).json()
        token, blob = tablet.session(office).token, office.put_blob(b"a picture")
        yield Asked(office, server.url, token, blob, document, _loaded(document))
        server.stop()


def _loaded(document: dict[str, Any]) -> Any:
    return schemathesis.openapi.from_dict(document)


def test_the_document_names_every_route_that_is_served_and_no_other(tmp_path: Path) -> None:
    with open_office(tmp_path, clock=Clock(), interpret=False) as office:
        pages = PhoneRoutes(office.phone, secure=False), GuideRoutes(office.guides, secure=False)
        for app in (create_app(office), create_app(office, *pages, MetricsRoutes(office.figures))):
            served = {
                (route.path_format, method.lower())
                for route in app.routes
                for method in getattr(route, "methods", ())
                if method not in ("OPTIONS", "HEAD")
            }
            described = _described(app)
            assert described["openapi"].startswith("3.1")
            assert {(path, method) for path, told in described["paths"].items() for method in told} == served


def _described(app: Litestar) -> Any:
    with TestClient(app) as client:
        return client.get("/schema").json()


def test_every_type_of_the_document_is_there_and_none_is_left_over(asked: Asked) -> None:
    def references(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            yield from ([part["$ref"]] if "$ref" in part else [])
            for value in part.values():
                yield from references(value)
        elif isinstance(part, list):
            for value in part:
                yield from references(value)

    named = {found.rpartition("/")[2] for found in references(asked.document)}
    assert named == set(asked.document["components"]["schemas"])


def test_it_is_json_that_needs_nothing_from_elsewhere(asked: Asked) -> None:
    answer = requests.get(f"{asked.url}/schema", timeout=10)
    assert answer.headers["Content-Type"].startswith("application/vnd.oai.openapi+json")
    assert "http://" not in answer.text
    assert "https://" not in answer.text
    assert requests.get(f"{asked.url}/v1/health", timeout=10).json() == {"status": "ok", "version": Health().version}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda found: f"{found.method.upper()} {found.path}")
def test_whatever_is_asked_is_answered_as_the_document_says_and_never_with_500(
    asked: Asked, operation: Operation, caplog: pytest.LogCaptureFixture
) -> None:
    """Bodies, parameters and heads that fit the document, and as many that do not; with a session and without one."""
    wanted = asked.described[operation.path][operation.method]
    tokens = [{}, {"Authorization": f"Bearer {asked.token}"}] if operation.session else [{}]
    with requests.Session() as line:
        line.trust_env = False

        @settings(
            max_examples=CASES, deadline=None, database=None, print_blob=True, suppress_health_check=list(HealthCheck)
        )
        @given(_cases(wanted), st.sampled_from(tokens), st.sampled_from(("", "catalogue", "shop.JA", asked.blob)))
        def ask(case: schemathesis.Case[Any], head: dict[str, str], name: str) -> None:
            if name and "name" in case.path_parameters:
                case.path_parameters["name"] = name  # chance alone does not find one
            caplog.clear()
            answer = case.call(base_url=asked.url, session=line, headers=head, timeout=60)
            case.validate_response(answer, checks=CHECKS)

        ask()
    caplog.clear()  # what the server said of the last one


def _cases(wanted: schemathesis.APIOperation[Any, Any, Any, Any]) -> st.SearchStrategy[schemathesis.Case[Any]]:
    fit = wanted.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if not (wanted.body or wanted.query or wanted.headers or wanted.path_parameters):
        return fit
    return fit | wanted.as_strategy(generation_mode=GenerationMode.NEGATIVE)


def test_a_server_that_breaks_or_answers_something_else_would_be_noticed(asked: Asked) -> None:
    """The checks, asked of answers that HQ never gives."""
    wanted = asked.described["/v1/health"]["get"]

    def judged(status: int, body: str, kind: str = "application/json") -> None:
        with responses_from(status, body, kind) as url:
            case = wanted.Case()
            case.validate_response(case.call(base_url=url, timeout=10), checks=CHECKS)

    judged(200, '{"status":"ok","version":1}')
    for status, body, kind in (
        (500, '{"code":"bug","detail":""}', "application/json"),
        (404, '{"code":"http","detail":""}', "application/json"),
        (200, '{"status":1}', "application/json"),
        (200, '{"status":"ok","version":1}', "text/plain"),
    ):
        with pytest.raises(FailureGroup):
            judged(status, body, kind)


@contextmanager
def responses_from(status: int, body: str, kind: str) -> Iterator[str]:
    """A server with one answer."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()

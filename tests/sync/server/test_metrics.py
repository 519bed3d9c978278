"""What a Prometheus on this machine reads of HQ, and nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from kiosk.domain.events import Fulfilment
from sync.hq.office import HeadOffice
from sync.protocol import encode_run
from sync.server.run import Server, serve_in_thread
from tests.fakes.retailer import SHIRT_M
from tests.sync.hq.desk import Clock, enrolled, line, open_office, placed, put_range


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[HeadOffice]:
    with open_office(tmp_path, clock=clock, interpret=False) as office:
        put_range(office)
        yield office


@pytest.fixture
def server(office: HeadOffice) -> Iterator[Server]:
    server = serve_in_thread(office, figures=office.figures)
    yield server
    server.stop()


def scraped(server: Server, **headers: str) -> dict[str, float]:
    answer = requests.get(f"{server.url}/metrics", headers=headers, timeout=10)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    families = text_string_to_metric_families(answer.text)
    return {sample.name: sample.value for family in families for sample in family.samples}


def test_what_waits_and_since_when_is_told(office: HeadOffice, server: Server, clock: Clock) -> None:
    tablet = enrolled(office)
    assert scraped(server)["kiosk_hq_silent"] == 1
    tablet.append(placed("o-1", line(Fulfilment.TAKE_NOW, SHIRT_M, "JA", "JA")))
    office.push(encode_run(tablet.run()))
    clock.now_ms += 90_000
    found = scraped(server)
    assert found["kiosk_hq_events_total"] == found["kiosk_hq_waiting"] == found["kiosk_hq_devices"] == 1
    assert (found["kiosk_hq_waiting_s"], found["kiosk_hq_silent"], found["kiosk_hq_held"]) == (90, 0, 0)
    office.interpret()
    found = scraped(server)
    assert (found["kiosk_hq_waiting"], found["kiosk_hq_waiting_s"], found["kiosk_hq_orders"]) == (0, 0, 1)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_whoever_comes_through_a_proxy_is_told_nothing(server: Server, header: str) -> None:
    answer = requests.get(f"{server.url}/metrics", headers={header: "for=198.51.100.7"}, timeout=10)
    assert answer.status_code == 404
    assert "kiosk_hq" not in answer.text

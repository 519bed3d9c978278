"""What a Prometheus on this machine may scrape: counts and ages, no names, nothing of anybody.

https://prometheus.io/docs/instrumenting/exposition_formats/ (the text format, by its own library).
"""

import ipaddress
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

PATH = "/metrics"
Figures = Callable[[], Mapping[str, float]]
_TEXT = "text/plain; version=0.0.4; charset=utf-8"
_COUNTERS = {
    "events": "Events that devices sent, stored and signed for",
    "own_events": "Events of HQ's own journal",
}
_GAUGES = {
    "waiting": "Events stored and not interpreted yet",
    "waiting_s": "Seconds since the oldest of those came",
    "held": "Events that HQ cannot interpret; a person has to look",
    "branches": "Runs that contradict what HQ holds: data on two machines",
    "orders": "Orders HQ knows",
    "devices": "Devices that are served",
    "oversold": "Places and articles with less than nothing on hand",
    "silent": "Devices that were not heard of for a day",
}


class MetricsRoutes:
    """Answers on this machine only: a scrape through a proxy is told that there is nothing."""

    def __init__(self, figures: Figures) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(_Figures(figures))

    def show(self, request: Request[Any, Any, State]) -> Response[bytes]:
        """Called in a thread: it reads the database."""
        if not _is_here(request):
            raise NotFoundException
        return Response(generate_latest(self._registry), media_type=_TEXT, headers={"Cache-Control": "no-store"})


class _Figures(Collector):
    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        found = self._figures()
        for name, told in _COUNTERS.items():
            yield CounterMetricFamily(f"kiosk_hq_{name}", told, value=found[name])
        for name, told in _GAUGES.items():
            yield GaugeMetricFamily(f"kiosk_hq_{name}", told, value=found[name])


def _is_here(request: Request[Any, Any, State]) -> bool:
    if request.client is None or "forwarded" in request.headers or "x-forwarded-for" in request.headers:
        return False
    return ipaddress.ip_address(request.client.host).is_loopback

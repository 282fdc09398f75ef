"""How much is asked, of what, how it ends and how long it takes, as Prometheus reads it; an extra."""

import os
import tempfile
import time

from flask import Flask, Response, g, request

from searchapp.errors import ExtraMissingError
from searchapp.web.watching import readiness

SHARED = "PROMETHEUS_MULTIPROC_DIR"  # of prometheus-client: where several processes count together
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


def share() -> None:
    """Let the processes that this one starts count together. To be called before any of them counts."""
    os.environ.setdefault(SHARED, tempfile.mkdtemp(prefix="searchapp-metrics-"))


def add(app: Flask) -> None:
    """Count every request, and tell at /metrics. Raises ExtraMissingError. To be called after `notes.add`, by which each request's time is known."""
    try:
        import prometheus_client as prometheus  # noqa: PLC0415  # an extra
        from prometheus_client import multiprocess  # noqa: PLC0415
    except ImportError as error:
        raise ExtraMissingError("counting requests", "prometheus-client", "metrics") from error
    counted = prometheus.CollectorRegistry()
    requests = prometheus.Counter(
        "searchapp_requests", "Requests answered.", ["endpoint", "status"], registry=counted
    )
    seconds = prometheus.Histogram(
        "searchapp_request_seconds", "How long they took.", ["endpoint"], registry=counted, buckets=_BUCKETS
    )

    @app.after_request
    def answered(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        requests.labels(endpoint, response.status_code).inc()
        if "began" in g:
            seconds.labels(endpoint).observe(time.perf_counter() - g.began)
        return response

    @app.get("/metrics")
    def metrics() -> Response:
        told = counted
        if SHARED in os.environ:
            told = prometheus.CollectorRegistry()
            multiprocess.MultiProcessCollector(told)  # type: ignore[no-untyped-call]
        index = readiness()
        own = prometheus.CollectorRegistry()
        prometheus.Gauge("searchapp_readouts", "Readouts in the index.", registry=own).set(index["readouts"])
        prometheus.Gauge("searchapp_index_age_seconds", "Since it was built.", registry=own).set(
            index["age_s"]
        )
        text = prometheus.generate_latest(told) + prometheus.generate_latest(own)
        return Response(text, content_type=prometheus.CONTENT_TYPE_LATEST)

"""HQ behind a certificate of its own, and what a tablet does when another one answers: as processes."""

import json
from pathlib import Path

from tests.e2e.processes import Child, HqProcess, TabletProcess, kiosk
from tests.e2e.retailer import write_retailer

SCARF = "SILK-SCARF/ROSE/ONE"
SELF_SIGNED = ("--self-signed",)


def test_a_tablet_speaks_only_to_the_certificate_of_its_enrolment_and_sells_meanwhile(tmp_path: Path) -> None:
    folder, tablet = tmp_path / "hq", tmp_path / "tablet"
    with HqProcess(folder, more=SELF_SIGNED) as hq:
        pin = hq.wait_for(r"by the key of its certificate: ([0-9a-f]{64})").group(1)
        kiosk("hq", "import", write_retailer(tmp_path / "files"), "--data", folder)
        assert hq.url.startswith("https://")
        hq.enrol("JA", hq.url, tablet)
        assert json.loads((tablet / "identity.json").read_bytes())["hq_pins"] == [pin]
        kiosk("sync", "--once", "--json", "--data", tablet)
        port = hq.port

    said = kiosk("hq", "new-certificate", tmp_path / "new.pem", tmp_path / "new.key")
    assert "--next-cert" in said
    other = ("--cert", tmp_path / "new.pem", "--key", tmp_path / "new.key")
    with HqProcess(folder, port=port, more=other):
        said = kiosk("sync", "--once", "--data", tablet, fails=True)
        assert "HQ's certificate is not the one of the enrolment" in said
        assert "nothing was sent" in said
        with TabletProcess(tablet) as running:
            number = running.ask("place", lines=[SCARF], phone="")["number"]
        assert number in kiosk("order", "list", "--data", tablet)
        status = json.loads(kiosk("sync", "--status", "--json", "--data", tablet))
        assert status["pending_orders"] == 1
        assert "not the one of the enrolment" in status["last_error"]

    with HqProcess(folder, port=port, more=(*SELF_SIGNED, "--next-cert", tmp_path / "new.pem")):
        kiosk("sync", "--once", "--json", "--data", tablet)  # is told of the next one
    with HqProcess(folder, port=port, more=other):
        kiosk("sync", "--once", "--json", "--data", tablet)
        status = json.loads(kiosk("sync", "--status", "--json", "--data", tablet))
        assert (status["pending_events"], status["online"]) == (0, True)
    assert len(json.loads((tablet / "identity.json").read_bytes())["hq_pins"]) == 1


def test_off_loopback_hq_makes_a_certificate_and_shows_its_pin(tmp_path: Path) -> None:
    with Child("hq", "serve", "--data", tmp_path / "hq", "--host", "0.0.0.0", "--port", "0") as hq:
        hq.wait_for(r"by the key of its certificate: [0-9a-f]{64}")
        hq.wait_for(r"HQ serves https://0\.0\.0\.0:\d+")
    assert (tmp_path / "hq" / "tls.key").stat().st_mode & 0o777 == 0o600


def test_a_tablet_speaks_no_plain_http_off_loopback(tmp_path: Path) -> None:
    said = kiosk("enrol", "http://192.0.2.1:8040", "ABCD2345", "--data", tmp_path / "tablet", fails=True)
    assert "is not encrypted" in said
    assert "Use the https:// address of HQ" in said
    assert not (tmp_path / "tablet").exists()

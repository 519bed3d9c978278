"""Certificates that HQ signs itself. Tablets know them by their pin; nobody else vouches for them."""

import os
import socket
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import NameOID

from kiosk.errors import EnvironmentProblem
from sync.address import is_loopback
from sync.pins import pin_of_file

CERTIFICATE, KEY = "tls.pem", "tls.key"  # in HQ's folder
_YEARS = 20  # a pin looks at no date; a phone that is asked to trust it does


@dataclass(frozen=True, slots=True)
class Tls:
    """How HQ is to be known. `cert` and `key`: what it serves (PEM). `front`: the certificate of a proxy before it,
    which devices see in its place. `following`: the one that will be served next; tablets are told beforehand."""

    cert: Path | None = None
    key: Path | None = None
    self_signed: bool = False
    front: Path | None = None
    following: Path | None = None

    def settled(self, folder: Path, host: str) -> "Tls":
        """With a certificate of HQ's own where it is wanted, or the line leaves this machine. Raises
        EnvironmentProblem."""
        given = self.cert is not None or self.key is not None
        if given or not (self.self_signed or not is_loopback(host)):
            return self
        cert, key = own_certificate(folder)
        return replace(self, cert=cert, key=key)

    def pins(self) -> tuple[str, str]:
        """Of what devices see, and of what they will see next; "" for none. Raises EnvironmentProblem."""
        shown = self.front or self.cert
        return (pin_of_file(shown) if shown else "", pin_of_file(self.following) if self.following else "")


NO_TLS = Tls()


def own_certificate(folder: Path) -> tuple[Path, Path]:
    """Certificate and key of the HQ in `folder`, made when there are none. Raises EnvironmentProblem when the key alone
    is missing: with another one no tablet would know this HQ again."""
    certificate, key = folder / CERTIFICATE, folder / KEY
    if certificate.exists() and not key.exists():
        raise EnvironmentProblem(
            f"{certificate} is here and {key.name} is not. Nothing was started. Put it back from the backup: tablets "
            f"know HQ by it. If there is none, move {certificate.name} away; then every tablet must be enrolled again."
        )
    if not certificate.exists():
        make_certificate(certificate, key)
    return certificate, key


def make_certificate(certificate: Path, key: Path) -> None:
    """A certificate of the key, which is made when there is none and which only its owner may read. Raises
    EnvironmentProblem when the certificate exists: nothing is overwritten."""
    if not key.exists():
        fresh = ec.generate_private_key(ec.SECP256R1())
        _write(key, fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    private = _read_key(key)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kiosk HQ")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * _YEARS))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(socket.gethostname())]), critical=False)
        .sign(private, hashes.SHA256())
    )
    _write(certificate, built.public_bytes(Encoding.PEM))


def _read_key(path: Path) -> ec.EllipticCurvePrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise EnvironmentProblem(f"{path} is no private key (PEM): {error}. Nothing was started.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise EnvironmentProblem(f"{path} is no key of an elliptic curve. Nothing was started.")
    return key


def _write(path: Path, content: bytes) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise EnvironmentProblem(f"{path} cannot be written: {error.strerror}. Nothing was overwritten.") from error
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)

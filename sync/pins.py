"""By what HQ is known: the SHA-256 of the public key in its certificate (SubjectPublicKeyInfo, as in RFC 7469), in hex.
A certificate that is renewed with the same key keeps its pin."""

import hashlib
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.errors import EnvironmentProblem


def pin_of(der: bytes) -> str:
    """The pin of a certificate as TLS carries it."""
    return _pin(x509.load_der_x509_certificate(der))


def pin_of_file(path: Path) -> str:
    """The pin of the first certificate in a PEM file. Raises EnvironmentProblem when there is none."""
    try:
        return _pin(x509.load_pem_x509_certificate(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise EnvironmentProblem(f"{path} holds no certificate (PEM): {error}. Nothing was started.") from error


def _pin(certificate: x509.Certificate) -> str:
    public = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(public).hexdigest()

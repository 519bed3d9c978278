"""Who this device is, in two small files beside the journal: a private key that never leaves, and HQ's answer."""

import os
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kiosk.domain import codec
from kiosk.errors import EnvironmentProblem, InputError
from kiosk.ports.identity import DeviceIdentity
from kiosk.storage.files import DamagedFile, write_atomically

_NONCE_BYTES = 12
_RAW_KEY_BYTES = 32


class NotEnrolled(EnvironmentProblem):
    """The folder belongs to no shop yet."""

    code = "not_enrolled"


class FileDeviceKey:
    """An Ed25519 key in a file only its owner may read; content at rest is sealed with a key derived from it."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        derived = HKDF(hashes.SHA256(), _RAW_KEY_BYTES, salt=None, info=b"kiosk/at-rest/1")
        self._cipher = AESGCM(derived.derive(private.private_bytes_raw()))

    @classmethod
    def create(cls, path: Path) -> "FileDeviceKey":
        """A fresh key, stored before it is used. Raises EnvironmentProblem when there is one already."""
        if path.exists():
            raise EnvironmentProblem(f"{path} already holds a key; what was signed with it stays valid only with it.")
        fresh = cls.generate()
        fresh.save(path)
        return fresh

    @classmethod
    def generate(cls) -> "FileDeviceKey":
        """A fresh key, in no file yet."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def load(cls, path: Path) -> "FileDeviceKey":
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            raise NotEnrolled(
                f"There is no device key at {path}. Enrol this tablet first: kiosk enrol URL CODE"
            ) from None
        if len(raw) != _RAW_KEY_BYTES:
            raise DamagedFile(f"{path} is not a device key. Restore it from a backup, or enrol this tablet again.")
        return cls(Ed25519PrivateKey.from_private_bytes(raw))

    @classmethod
    def load_or_create(cls, path: Path) -> "FileDeviceKey":
        return cls.load(path) if path.exists() else cls.create(path)

    def save(self, path: Path) -> None:
        write_atomically(path, self._private.private_bytes_raw(), mode=0o600)

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)

    def public_bytes(self) -> bytes:
        return self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def encrypt(self, plain: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, None)

    def decrypt(self, sealed: bytes) -> bytes:
        """Raises DamagedFile when the content was changed, or sealed by another device."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
        except (InvalidTag, ValueError):
            raise DamagedFile("Encrypted content cannot be opened: it was damaged, or is another device's.") from None


def signed_by(public_key: bytes, signature_hex: str, message: bytes) -> bool:
    """Whether the Ed25519 signature is the key's over exactly this message."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(bytes.fromhex(signature_hex), message)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Stored:
    """DeviceIdentity as JSON has it: the key in hex."""

    device: str
    shop: str
    till: str
    till_prefix: str
    region: str
    hq_url: str
    hq_public_key: str
    hq_pins: tuple[str, ...] = ()


def save_identity(path: Path, identity: DeviceIdentity) -> None:
    plain = asdict(identity) | {"hq_public_key": identity.hq_public_key.hex()}
    write_atomically(path, codec.dump(plain))


def load_identity(path: Path) -> DeviceIdentity:
    """Raises NotEnrolled when there is none, DamagedFile when it cannot be read."""
    try:
        plain = codec.load(_Stored, path.read_bytes())
        return DeviceIdentity(
            plain.device, plain.shop, plain.till, plain.till_prefix, plain.region, plain.hq_url,
            bytes.fromhex(plain.hq_public_key), plain.hq_pins,
        )  # fmt: skip
    except FileNotFoundError:
        raise NotEnrolled(f"{path.parent} belongs to no shop yet. Enrol this tablet: kiosk enrol URL CODE") from None
    except (InputError, ValueError) as error:
        raise DamagedFile(
            f"{path} cannot be read ({error}). Restore it from a backup, or enrol this tablet again."
        ) from None

"""PIN hashes in staff files: Argon2id PHC strings, made where the PIN was chosen."""

from argon2 import Parameters, Type, extract_parameters
from argon2.exceptions import InvalidHashError
from argon2.low_level import hash_secret

MEMORY_KIB = 19 * 1024  # OWASP's least for Argon2id: 19 MiB, 2 passes, 1 lane; 45 ms on a tablet
PASSES = 2
MOST_MEMORY_KIB = 128 * 1024  # more would stall a tablet at every sign-in
MOST_PASSES = 10


def hash_pin(pin: str, salt: bytes) -> str:
    """The PHC string of a PIN. `salt` is 16 random bytes; a demo that must come out the same gives fixed ones."""
    return hash_secret(
        pin.encode(), salt, time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=1, hash_len=32, type=Type.ID
    ).decode()


def is_pin_hash(text: str) -> bool:
    """Whether the text is an Argon2id hash that a tablet can check in reasonable time."""
    try:
        found: Parameters = extract_parameters(text)
    except (InvalidHashError, ValueError):
        return False
    return found.type is Type.ID and found.memory_cost <= MOST_MEMORY_KIB and found.time_cost <= MOST_PASSES

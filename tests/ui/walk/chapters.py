"""The registry: every page of the glass, in every state it has."""

from tests.ui.walk.shopper import SHOPPER
from tests.ui.walk.staff import STAFF

CHAPTERS = (*SHOPPER, *STAFF)

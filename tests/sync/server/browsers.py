"""A browser without script, for HQ's pages: its cookies, and the form it was shown last."""

import re
from dataclasses import dataclass

import requests


@dataclass
class Browser:
    """`place`: where the pages are, `http://…/o`."""

    place: str
    language: str = "en-GB,en"

    def __post_init__(self) -> None:
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Accept-Language"] = self.language
        self.proof = ""

    def look(self, page: str, /, **query: str) -> requests.Response:
        seen = self.session.get(f"{self.place}/{page}", params=query, timeout=30)
        found = re.search(r'name="proof" value="([0-9a-f]+)"', seen.text)
        self.proof = found[1] if found else ""
        return seen

    def send(self, page: str, /, **fields: str) -> requests.Response:
        return self.session.post(f"{self.place}/{page}", data={"proof": self.proof, **fields}, timeout=30)

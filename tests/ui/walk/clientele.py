"""A member on the guide's glass, and the list of those to get in touch with."""

from tests.fakes import retailer
from tests.ui.clients import PHONE, client_tablet
from tests.ui.walk.people import SIGN_IN_MANAGER
from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import ORDER_TO_COME, SIGN_IN

OPENED = f"{SIGN_IN}\nscan {retailer.MEMBER_CODE}\nwait page clientele\nwait object clientele.hold"
PRIVATE = f"{OPENED}\nhold clientele.hold\nwait object clientele.hide"
CLIENTELE = (
    Chapter(
        "clientele-ask",
        f"""
        {SIGN_IN}
        click bar.members
        wait page clientele
        look clientele ask
        type 1380000
        look clientele typing
        type 0000
        click clientele.look
        wait object notice
        look clientele unknown
        type {PHONE}
        click clientele.look
        wait object clientele.hold
        look clientele shared
        """,
        client_tablet,
    ),
    Chapter(
        "clientele-bare",
        f"{OPENED}\nlook clientele bare\nhold clientele.hold\nwait object clientele.hide\nlook clientele bare-private",
    ),
    Chapter(
        "clientele",
        f"""
        {PRIVATE}
        look clientele private
        click clientele.note.tags
        wait object clientele.keep
        look clientele writing
        type -7
        click clientele.keep
        wait text clientele.note.tags 45-7
        click clientele.hide
        wait object clientele.hold
        """,
        client_tablet,
    ),
    Chapter(
        "contacts",
        f"""
        {SIGN_IN_MANAGER}
        click bar.members
        wait page clientele
        click clientele.contacts
        wait page contacts
        wait object contacts.contact.0
        look contacts list
        click contacts.show
        wait object contacts.phone
        look contacts phone
        click contacts.reached
        wait gone contacts.contact.2
        look contacts noted
        """,
        client_tablet,
    ),
    Chapter(
        "contacts-refused",
        f"""
        scan {retailer.MEMBER_CODE}
        wait text bar.member 王
        {ORDER_TO_COME}
        do 'HQ refuses'
        {SIGN_IN_MANAGER}
        click bar.members
        wait page clientele
        click clientele.contacts
        wait page contacts
        wait object contacts.toCalls
        look contacts refused
        """,
        client_tablet,
    ),
    Chapter(
        "contacts-none",
        f"{SIGN_IN}\nclick bar.members\nclick clientele.contacts\nwait page contacts\nlook contacts none",
    ),
)

"""What chapters have in common, in steps of `ui.drive`."""

from tests.fakes import retailer
from tests.ui.front import JACKET, JACKET_M

TO_COME = f"{JACKET}/NAVY/XL"
ADD = f"scan {JACKET_M}\nwait page style\nwait object style.add\nclick style.add\nwait text bar.basket 1"
ADD_TO_COME = f"scan {TO_COME}\nwait text style.reference NAVY/XL\nclick style.add\nwait text bar.basket '–'"
PLACE = "click bar.basket\nwait page basket\nclick basket.confirm"
PLACE_TO_COME = f"{PLACE}\nwait page phone\ntype {retailer.PHONE}\nclick phone.place"
NUMBERS = "wait page placed\nremember N placed.number\ndigits C placed.code.0"
LEAVE = f"{NUMBERS}\nclick placed.done\nwait page browse"
ORDER = f"{ADD}\n{PLACE}\n{LEAVE}"
ORDER_TO_COME = f"{ADD_TO_COME}\n{PLACE_TO_COME}\n{LEAVE}"
SIGN_IN = f"scan {retailer.LIN_BADGE}\nwait page pin\ntype {retailer.LIN_PIN}\nclick pin.unlock\nwait page orders"

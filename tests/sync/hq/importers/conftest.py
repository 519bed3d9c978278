"""A head office and a retailer's directory of one small shop, LINEN, to break in many ways."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.hq.database import HqDatabase
from sync.hq.importers import ImportReport, import_directory

NOON = 1_762_000_000_000  # 2025-11-01T12:26:40Z

FILES = {
    "locations.csv": """location,kind,name_zh,name_en,region,price_zone,party
JA,shop,静安店,Jing'an,east,east,BRAND
XH,shop,徐汇店,Xuhui,east,east,BRAND
WH,warehouse,云仓,Warehouse,national,east,BRAND
""",
    "styles.csv": """style,name_zh,name_en,category,category_zh,category_en
LINEN,亚麻衬衫,Linen Shirt,shirts,衬衫,Shirts
WOOL,羊毛大衣,Wool Coat,coats,外套,Coats
""",
    "variants.csv": """sku,style,colour,colour_zh,colour_en,size,gtin,swatch
LINEN/INDIGO/M,LINEN,INDIGO,靛蓝,Indigo,M,2100000000012,#34507a
LINEN/INDIGO/L,LINEN,INDIGO,靛蓝,Indigo,L,2100000000029,#34507a
WOOL/CAMEL/M,WOOL,CAMEL,驼色,Camel,M,,
""",
    "prices.csv": """zone,code,price,tier
east,LINEN,299.00,
east,LINEN,"1,279.00",gold
east,WOOL/CAMEL/M,1899,
""",
    "stock.csv": """location,sku,quantity,counted_at
JA,LINEN/INDIGO/M,3,2025-11-01T09:00:00+08:00
WH,LINEN/INDIGO/M,20,2025-11-01T09:00:00+08:00
WH,WOOL/CAMEL/M,1,2025-11-01T09:00:00+08:00
""",
    "staff.csv": """staff_id,shop,name,role,badge,pin_hash
G1,JA,导购一,guide,B-TEST00001,"$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$Rp4Hu4RwRmYC0RyPOnmHEH7acEeTjp07K0mXL11sTdk"
""",
    "roles.csv": """role,line_discount_percent,order_discount_minor,price_match_percent,small_change_minor,refund_minor
guide,10,20000,10,100,100000
""",
    "members.csv": """member_id,code,name,phone,tier,home_shop,points
m1,M-88000000018,会员一,13800000001,gold,JA,100
""",
}


@pytest.fixture
def now() -> list[int]:
    """The clock of head office: what is in the list is the time."""
    return [NOON]


@pytest.fixture
def database(tmp_path: Path, now: list[int]) -> Iterator[HqDatabase]:
    opened = HqDatabase(tmp_path / "hq" / "hq.db", clock=lambda: now[0])
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "retailer"
    made.mkdir()
    for name, text in FILES.items():
        (made / name).write_text(text, "utf-8")
    return made


@pytest.fixture
def take(database: HqDatabase, folder: Path) -> Callable[..., ImportReport]:
    """Import the folder; keyword arguments replace files before: `styles="…"`."""

    def run(**changed: str) -> ImportReport:
        for name, text in changed.items():
            (folder / f"{name}.csv").write_text(text, "utf-8")
        return import_directory(database, folder)

    return run

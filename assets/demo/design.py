"""What a design of the invented brand is, and the colours and sizes it is made in."""

from dataclasses import dataclass

CATEGORIES = {
    "outerwear": ("外套", "Outerwear"),
    "shirts": ("衬衫", "Shirts"),
    "tees": ("T恤", "T-Shirts"),
    "knitwear": ("针织", "Knitwear"),
    "dresses": ("裙装", "Dresses & Skirts"),
    "trousers": ("裤装", "Trousers"),
    "shoes": ("鞋", "Shoes"),
    "accessories": ("配饰", "Accessories"),
}

COLOURS = {
    "SAGE": ("灰绿", "Sage", "#9aa392"),
    "NAVY": ("藏青", "Navy", "#2b3a55"),
    "CAMEL": ("驼色", "Camel", "#b98b5a"),
    "INK": ("墨黑", "Ink Black", "#2a2b31"),
    "OAT": ("燕麦", "Oat", "#dccfb8"),
    "MIST": ("雾蓝", "Mist Blue", "#8fa7b8"),
    "BRICK": ("砖红", "Brick", "#9c4a3c"),
    "GRAPHITE": ("石墨灰", "Graphite", "#5f6269"),
    "SAKURA": ("樱粉", "Sakura Pink", "#dfb3b5"),
    "OLIVE": ("橄榄绿", "Olive", "#74744e"),
    "IVORY": ("象牙白", "Ivory", "#f1ebdd"),
    "ESPRESSO": ("深棕", "Espresso", "#553c2c"),
    "WINE": ("酒红", "Wine", "#6d2434"),
    "INDIGO": ("靛蓝", "Indigo", "#3b5a80"),
    "MUSTARD": ("芥黄", "Mustard", "#c9a13b"),
    "SNOW": ("雪白", "Snow", "#f6f4ef"),
    "SAND": ("沙色", "Sand", "#c9b79c"),
    "STONE": ("岩灰", "Stone", "#a9a49b"),
    "CHARCOAL": ("炭灰", "Charcoal", "#3e4147"),
    "SKY": ("天青", "Sky", "#a9c4d6"),
    "COBALT": ("钴蓝", "Cobalt", "#2f4f93"),
    "TEAL": ("黛绿", "Teal", "#2f6166"),
    "PINE": ("松绿", "Pine", "#2f4a3d"),
    "RUST": ("赭红", "Rust", "#b0603a"),
    "CORAL": ("珊瑚", "Coral", "#d9806a"),
    "BUTTER": ("奶油黄", "Butter", "#efdca4"),
    "LILAC": ("丁香紫", "Lilac", "#b8a9c9"),
    "PLUM": ("梅紫", "Plum", "#5c3550"),
    "COCOA": ("可可", "Cocoa", "#7d5d48"),
}

S_TO_XXL = ("S", "M", "L", "XL", "XXL")
S_TO_XL = ("S", "M", "L", "XL")
WOMEN_SHOES = ("36", "37", "38", "39", "40")
MEN_SHOES = ("39", "40", "41", "42", "43", "44")
ONE_SIZE = ("OS",)
XS_TO_3XL = ("XS", *S_TO_XXL, "3XL")
WOMEN_WAISTS = ("25", "26", "27", "28", "29", "30", "31", "32")
MEN_WAISTS = ("28", "29", "30", "31", "32", "33", "34", "36")
ALL_WOMEN_SHOES = ("35", *WOMEN_SHOES, "41")
ALL_MEN_SHOES = (*MEN_SHOES, "45", "46")


@dataclass(frozen=True, slots=True)
class Design:
    """A style with its matrix. `yuan` is its price in the east zone for everybody; its names say how it is drawn."""

    number: str
    category: str
    name_zh: str
    name_en: str
    fabric_zh: str
    fabric_en: str
    yuan: int
    colours: tuple[str, ...]
    sizes: tuple[str, ...] = S_TO_XXL
    sale_mode: str = "everywhere"
    absent: tuple[str, ...] = ()  # cells of the matrix that are not made, "COLOUR/SIZE"
    guide: str = ""  # its table of measures

    @property
    def style(self) -> str:
        return f"YJ-{self.number}"


#: How a table of new designs is written: number, names, fabric, price, colours and the run of sizes it is cut in.
Line = tuple[str, str, str, str, str, int, str, str]
_RUNS = {
    "women-tops": XS_TO_3XL, "women-bottoms": XS_TO_3XL, "men-tops": XS_TO_3XL, "men-bottoms": XS_TO_3XL,
    "women-jeans": WOMEN_WAISTS, "men-jeans": MEN_WAISTS, "women-shoes": ALL_WOMEN_SHOES, "men-shoes": ALL_MEN_SHOES,
    "one-size": ONE_SIZE, "": ONE_SIZE,
}  # fmt: skip


def designs(category: str, *lines: Line) -> tuple[Design, ...]:
    """The designs of a table; its last column names the measures, and with them the sizes."""
    return tuple(
        Design(number, category, zh, en, fabric_zh, fabric_en, yuan, tuple(colours.split()), _RUNS[guide], guide=guide)
        for number, zh, en, fabric_zh, fabric_en, yuan, colours, guide in lines
    )

"""Which body wears which size: the tables of the demo range, in centimetres as a tailor says them."""

from collections.abc import Iterator
from dataclasses import dataclass

from assets.demo.design import ALL_MEN_SHOES, ALL_WOMEN_SHOES, MEN_WAISTS, ONE_SIZE, WOMEN_WAISTS, XS_TO_3XL

Row = tuple[str | int, ...]
_TAPE = (
    "介于两码之间，喜欢宽松请选大一码。",
    "Between two sizes, take the larger for an easy fit.",
)
_FOOT = (
    "赤脚站在纸上，量脚跟到最长脚趾的距离。脚背高请选大一码。",
    "Stand on paper barefoot and measure from heel to longest toe. With a high instep, take the next size.",
)
_FREE = ("均码，头围或佩戴长度可以调节。", "One size that adjusts to you.")


@dataclass(frozen=True, slots=True)
class Guide:
    """A table of measures: their names, the smallest size's range in cm, and the step from size to size."""

    id: str
    name_zh: str
    name_en: str
    note: tuple[str, str]
    sizes: tuple[str, ...]
    measures: tuple[tuple[str, str, float, float, float], ...]

    def rows(self) -> Iterator[Row]:
        """One a figure, in millimetres."""
        named = (self.id, self.name_zh, self.name_en, *self.note)
        for zh, en, low, high, step in self.measures:
            for place, size in enumerate(self.sizes):
                yield (*named, zh, en, size, round(10 * (low + place * step)), round(10 * (high + place * step)))


GUIDES = (
    Guide("women-tops", "女士上装与连衣裙", "Women's tops and dresses", _TAPE, XS_TO_3XL, (
        ("胸围", "Bust", 76, 80, 4), ("腰围", "Waist", 60, 64, 4), ("臀围", "Hips", 84, 88, 4),
        ("身高", "Height", 152, 158, 3),
    )),
    Guide("women-bottoms", "女士下装", "Women's bottoms", _TAPE, XS_TO_3XL, (
        ("腰围", "Waist", 60, 64, 4), ("臀围", "Hips", 84, 88, 4), ("腿内侧长", "Inside leg", 71, 74, 0.5),
    )),
    Guide("women-jeans", "女士牛仔裤", "Women's jeans", _TAPE, WOMEN_WAISTS, (
        ("腰围", "Waist", 63, 65, 2.5), ("臀围", "Hips", 87, 89, 2.5),
    )),
    Guide("men-tops", "男士上装", "Men's tops", _TAPE, XS_TO_3XL, (
        ("胸围", "Chest", 84, 88, 4), ("腰围", "Waist", 70, 74, 4), ("领围", "Neck", 36, 37, 1),
        ("身高", "Height", 162, 167, 4),
    )),
    Guide("men-bottoms", "男士下装", "Men's bottoms", _TAPE, XS_TO_3XL, (
        ("腰围", "Waist", 70, 74, 4), ("臀围", "Hips", 86, 90, 4), ("腿内侧长", "Inside leg", 76, 79, 0.5),
    )),
    Guide("men-jeans", "男士长裤与短裤", "Men's jeans, chinos and shorts", _TAPE, MEN_WAISTS, (
        ("腰围", "Waist", 71, 73, 2.5), ("臀围", "Hips", 89, 91, 2.5),
    )),
    Guide("women-shoes", "女鞋", "Women's shoes", _FOOT, ALL_WOMEN_SHOES, (("脚长", "Foot length", 22.1, 22.5, 0.5),)),
    Guide("men-shoes", "男鞋", "Men's shoes", _FOOT, ALL_MEN_SHOES, (("脚长", "Foot length", 24.3, 24.7, 0.5),)),
    Guide("one-size", "帽子与围巾", "Hats and scarves", _FREE, ONE_SIZE, (("头围", "Head", 54, 60, 0),)),
)  # fmt: skip

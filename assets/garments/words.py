"""From a style's names in Chinese and English to what is drawn for it.

A name's last noun says what a thing is – a shirt dress is a dress, 衬衫连衣裙 too –, the words before it say how it is.
What the words leave open is chosen by the seed, so that two styles of one name still differ.
"""

import random
import re
import zlib
from collections.abc import Iterator

from assets.garments.fabric import Spec

# noun → kind and cut ("" = left open)
_NOUNS: dict[str, tuple[str, str]] = {}


def _nouns(kind: str, cut: str, words: str) -> None:
    _NOUNS.update(dict.fromkeys(words.split("/"), (kind, cut)))


_nouns("jacket", "", "jacket/外套/夹克/上衣/outerwear/outwear")
_nouns("jacket", "overshirt", "overshirt/shacket/shirt jacket/chore jacket/worker jacket/工装外套/工装夹克/衬衫外套")
_nouns("jacket", "bomber", "bomber/flight jacket/bomber jacket/飞行夹克/棒球服/varsity jacket")
_nouns("jacket", "padded", "padded jacket/padded vest/夹棉外套/棉服/down vest/羽绒马甲")
_nouns("jacket", "puffer", "puffer/down jacket/puffer jacket/puffer vest/羽绒服/羽绒外套/轻羽绒")
_nouns("jacket", "quilted", "quilted jacket/绗缝外套/绗缝夹克/liner jacket")
_nouns("jacket", "denim", "denim jacket/trucker/trucker jacket/牛仔外套/牛仔夹克")
_nouns("jacket", "biker", "biker jacket/leather jacket/皮衣/皮夹克/机车夹克")
_nouns("jacket", "wind", "windbreaker/anorak/rain jacket/防风衣/风壳/冲锋衣/防晒衣/hoodie jacket/shell jacket")
_nouns("jacket", "blazer", "blazer/suit jacket/西装/西装外套/tailored jacket")
_nouns("coat", "", "coat/overcoat/大衣")
_nouns("coat", "wool", "wool coat/羊毛大衣/呢大衣/双面呢大衣/羊绒大衣/robe coat")
_nouns("coat", "trench", "trench/trench coat/mac coat/风衣")
_nouns("coat", "parka", "parka/派克/派克大衣/派克服/duffle coat/牛角扣大衣")
_nouns("coat", "down", "down coat/long down coat/长款羽绒服/羽绒大衣/puffer coat")
_nouns("tee", "", "t shirt/tee/tshirt/t恤/T恤/top/体恤/背心/tank top/longsleeve")
_nouns("tee", "pocket", "pocket tee/pocket t shirt/口袋T恤/口袋t恤")
_nouns("shirt", "", "shirt/blouse/衬衫/衬衣/罩衫")
_nouns(
    "knit",
    "",
    "sweater/jumper/pullover/knit/knitwear/crew neck/base layer/毛衣/针织衫/圆领衫/打底衫/羊绒衫/羊毛衫/针织/针织上衣",
)
_nouns("knit", "sweat", "sweatshirt/hoodie/卫衣")
_nouns("knit", "vest", "knit vest/sweater vest/vest/gilet/针织马甲/马甲/背心马甲")
_nouns("knit", "cardigan", "cardigan/开衫")
_nouns("knit", "polo", "knit polo/polo/针织POLO衫/POLO衫/polo衫/polo shirt")
_nouns("dress", "", "dress/gown/连衣裙/长裙/裙装/旗袍")
_nouns("dress", "shirt", "shirt dress/衬衫连衣裙/衬衫裙")
_nouns("dress", "wrap", "wrap dress/裹身裙/裹身连衣裙")
_nouns("dress", "slip", "slip dress/吊带裙/吊带连衣裙/camisole dress")
_nouns("dress", "knit", "knit dress/sweater dress/针织裙/针织连衣裙/毛衣裙")
_nouns("dress", "shift", "shift dress/tiered dress/t shirt dress/smock dress/直筒连衣裙/蛋糕裙/层叠连衣裙/娃娃裙")
_nouns("dress", "waisted", "waisted dress/收腰连衣裙/tea dress/茶歇裙")
_nouns("skirt", "", "skirt/半身裙/半裙/伞裙")
_nouns("skirt", "pleated", "pleated skirt/百褶裙/百褶半身裙")
_nouns("skirt", "pencil", "pencil skirt/铅笔裙/包臀裙/直筒半身裙")
_nouns("skirt", "denim", "denim skirt/牛仔裙/牛仔半身裙")
_nouns("skirt", "aline", "a line skirt/A字裙/A字半身裙/鱼尾裙/slip skirt/缎面半身裙")
_nouns("trousers", "", "trousers/pants/chinos/裤/长裤/裤装/休闲裤/slacks/trouser")
_nouns("trousers", "straight", "jeans/straight jeans/straight trousers/牛仔裤/直筒裤/chino trousers/卡其裤")
_nouns(
    "trousers",
    "slim",
    "slim jeans/leggings/slim trousers/skinny jeans/修身裤/铅笔裤/修身牛仔裤/打底裤/cropped trousers/九分裤/烟管裤",
)
_nouns("trousers", "wide", "wide leg trousers/wide leg jeans/culottes/阔腿裤/阔腿牛仔裤/wide trousers")
_nouns("trousers", "tapered", "joggers/sweatpants/track pants/运动裤/束脚裤/卫裤/束脚运动裤/lounge pants/家居裤")
_nouns("trousers", "pressed", "dress trousers/suit trousers/西裤/西装裤/tailored trousers/锥形裤/tapered trousers")
_nouns("trousers", "cargo", "cargo pants/cargo trousers/工装裤")
_nouns("trousers", "flare", "flared trousers/flared jeans/喇叭裤/喇叭牛仔裤/bootcut jeans")
_nouns("trousers", "shorts", "shorts/短裤/百慕大短裤/热裤")
_nouns("shoe", "", "shoe/shoes/鞋/footwear/休闲鞋/casual shoes")
_nouns("shoe", "sneaker", "sneaker/sneakers/trainers/小白鞋/板鞋/court sneakers/德训鞋")
_nouns("shoe", "runner", "running shoes/runner/runners/sports shoes/运动鞋/跑鞋/老爹鞋/复古跑鞋")
_nouns("shoe", "canvas", "canvas shoes/plimsolls/canvas sneakers/帆布鞋")
_nouns("shoe", "loafer", "loafer/loafers/moccasins/乐福鞋/豆豆鞋/一脚蹬/penny loafers/slip ons")
_nouns(
    "shoe", "derby", "derby/derbies/oxfords/brogues/formal shoes/德比鞋/牛津鞋/皮鞋/布洛克鞋/derby shoes/oxford shoes"
)
_nouns("shoe", "heel", "heel/heels/pump/pumps/stilettos/高跟鞋/细跟鞋/slingbacks/后空鞋/尖头高跟鞋")
_nouns("shoe", "flat", "flat/flats/ballerinas/ballet flats/芭蕾鞋/平底鞋/单鞋/玛丽珍鞋/mary janes")
_nouns("shoe", "sandal", "sandal/sandals/slides/mules/凉鞋/拖鞋/flip flops/slippers/穆勒鞋")
_nouns("boot", "", "boot/boots/靴/靴子/短靴")
_nouns(
    "boot",
    "laced",
    "ankle boots/lace up boots/work boots/desert boots/hiking boots/马丁靴/系带靴/工装靴/牛皮短靴/"
    "leather ankle boots/登山靴",
)
_nouns("boot", "chelsea", "chelsea boots/切尔西靴")
_nouns("boot", "tall", "knee boots/tall boots/riding boots/长靴/高筒靴/骑士靴/骑士长靴")
_nouns("boot", "rain", "rain boots/雨靴/wellingtons")
_nouns("boot", "heeled", "heeled boots/heeled ankle boots/高跟短靴/粗跟短靴/尖头短靴/粗跟靴")
_nouns("hat", "", "hat/帽/帽子/headwear")
_nouns("hat", "cap", "cap/caps/棒球帽/鸭舌帽/baseball cap")
_nouns("hat", "beanie", "beanie/knit hat/毛线帽/针织帽/冷帽/bobble hat")
_nouns("hat", "bucket", "bucket hat/渔夫帽")
_nouns("hat", "brim", "wide brim hat/fedora/sun hat/straw hat/礼帽/草帽/宽檐帽/遮阳帽/羊毛礼帽")
_nouns("bag", "", "bag/bags/handbag/handbags/包/手袋/手提包")
_nouns("bag", "tote", "tote/tote bag/shopper/canvas tote/托特包/购物袋/帆布包/canvas bag")
_nouns(
    "bag",
    "crossbody",
    "crossbody/crossbody bag/saddle bag/shoulder bag/斜挎包/斜挎小包/马鞍包/邮差包/messenger bag/小方包/单肩包",
)
_nouns("bag", "backpack", "backpack/backpacks/rucksack/双肩包/背包/书包")
_nouns("bag", "hobo", "hobo/hobo bag/bucket bag/腋下包/水桶包/云朵包/dumpling bag")
_nouns("bag", "clutch", "clutch/clutches/手拿包/晚宴包/wallet/wallets/钱包")
_nouns("scarf", "", "scarf/scarves/stole/shawl/围巾/披肩/丝巾/方巾/mufflers/muffler")
_nouns("belt", "", "belt/belts/腰带/皮带")

# other things that shops sell: a watch called after a jacket is a watch
_nouns(
    "",
    "",
    "watch/sunglasses/glasses/sock/stocking/bra/brief/boxer/trunk/tie/cufflink/glove/umbrella/necklace/ring/"
    "earring/bracelet/perfume/lipstick/polish/bottle/mug/手表/腕表/太阳镜/墨镜/眼镜/袜/袜子/文胸/内裤/领带/袖扣/手套/"
    "雨伞/项链/戒指/耳环/手镯/香水/口红/杯/水杯",
)

# how a thing is: attribute → value → words
_WAYS: dict[str, dict[str, str]] = {
    "pattern": {
        "pinstripe": "pinstripe/细条纹/pinstriped",
        "breton": "breton/marinière/海魂/横条/横条纹/sailor",
        "stripe": "striped/stripe/条纹/stripes",
        "floral": "floral/碎花/flower/花卉/blossom",
        "gingham": "gingham/小格/朝阳格",
        "check": "check/checked/checks/plaid/tartan/格纹/格子/苏格兰格",
        "herringbone": "herringbone/人字纹/人字呢",
        "dots": "dot/dots/dotted/polka/波点/圆点",
        "cable": "cable/aran/麻花/绞花",
        "fairisle": "fair isle/jacquard/nordic/费尔岛/提花",
        "block": "colour block/color block/拼色/撞色/two tone",
        "print": "print/printed/印花/叶影/水墨",
    },
    "fabric": {
        "denim": "denim/jeans/牛仔/丹宁/chambray",
        "leather": "leather/calfskin/皮衣/皮夹克/牛皮/真皮/小羊皮/皮革/软皮/皮裙/皮带/皮鞋/suede",
        "satin": "satin/silk/缎面/真丝/桑蚕丝/丝缎/丝巾/漆皮/patent",
        "velvet": "velvet/丝绒/天鹅绒",
        "corduroy": "corduroy/灯芯绒/条绒",
        "linen": "linen/ramie/亚麻/苎麻/棉麻/夏布",
        "wool": "wool/tweed/flannel/cashmere coat/呢/羊毛大衣/羊毛西/粗花呢/法兰绒/羊毛围巾/merino scarf/fedora/礼帽",
        "chunky": "chunky/粗针/棒针",
        "knit": "merino/cashmere sweater/cashmere crew/cashmere cardigan/"
        "羊绒/美利奴/羊毛衫/麻花/cable/fair isle/费尔岛/jacquard/提花",
        "rib": "ribbed/rib/罗纹/坑条",
        "canvas": "canvas/帆布/twill/斜纹布/卡其",
        "straw": "straw/raffia/草帽/草编",
        "nylon": "windbreaker/flight/nylon/anorak/shell/防风/尼龙/冲锋/飞行/防晒/rain",
        "padded": "padded/puffer/down/羽绒/夹棉/棉服",
    },
    "collar": {
        "crew": "crew/圆领",
        "roll": "roll neck/turtleneck/mock neck/high neck/高领/堆领/半高领",
        "vee": "v neck/V领/v领/鸡心领",
        "stand": "stand collar/band collar/mandarin/立领/小立领",
        "camp": "camp collar/cuban/resort/hawaiian/古巴领/度假",
        "button": "oxford/button down/牛津/扣领",
        "single": "single breasted/单排扣",
        "tier": "tiered/蛋糕/层叠",
    },
    "sleeve": {
        "none": "sleeveless/vest/gilet/tank/无袖/马甲/背心",
        "long": "long sleeve/longsleeve/长袖",
        "short": "short sleeve/t shirt/tee/tshirt/camp collar/短袖/T恤/polo/碎花收腰/tea dress/茶歇",
    },
    "length": {
        "crop": "cropped/crop/短款",
        "mini": "mini/迷你/超短",
        "midi": "midi/中长/长裙",
        "double": "double breasted/双排扣",
        "pompom": "pompom/bobble/毛球",
        "long": "longline",
    },
    "cut": {"shift": "tiered/层叠/蛋糕/娃娃", "relaxed": "relaxed/oversized/loose/宽松/廓形/boyfriend"},
}

# what the seed chooses from where words say nothing
_OPEN: dict[str, dict[str, tuple[str, ...]]] = {
    "jacket": {"cut": ("overshirt", "bomber", "wind", "quilted")},
    "coat": {"cut": ("wool", "trench"), "collar": ("", "single")},
    "tee": {"cut": ("", "pocket", "")},
    "shirt": {"collar": ("button", "plain", "plain")},
    "knit": {"fabric": ("knit", "chunky", "rib"), "collar": ("", "vee", "")},
    "dress": {"cut": ("waisted", "shift", "wrap"), "sleeve": ("short", "long")},
    "skirt": {"cut": ("aline", "pleated")},
    "trousers": {"cut": ("straight", "pressed", "slim")},
    "shoe": {"cut": ("sneaker", "derby", "runner")},
    "boot": {"cut": ("laced", "chelsea")},
    "hat": {"cut": ("cap", "bucket", "beanie")},
    "bag": {"cut": ("crossbody", "hobo", "tote")},
    "scarf": {"fabric": ("wool",)},
    "belt": {"fabric": ("leather",)},
}
_LEATHER = {"loafer", "derby", "heel", "flat", "sandal", "crossbody", "hobo", "clutch"}


def _pattern(word: str) -> re.Pattern[str]:
    if word.isascii() and word[0].isalpha() and not word.isupper():
        return re.compile(r"\b" + re.escape(word).replace(r"\ ", " ") + r"(?:e?s)?\b")
    return re.compile(re.escape(word.lower()))


_NOUN_PATTERNS = [(word.lower(), _pattern(word), found) for word, found in _NOUNS.items()]
_WAY_PATTERNS = [
    (attribute, value, [(word.lower(), _pattern(word)) for word in words.split("/")])
    for attribute, values in _WAYS.items()
    for value, words in values.items()
]


def guess(words: str, seed: str) -> Spec | None:
    """What to draw for a style with these names, the most telling first, separated by `|`; None when they say nothing.

    The same words and seed always give the same answer."""
    parts = [part.lower().replace("-", " ") for part in words.split("|")]
    noun = next((found for part in parts if (found := _noun(part))), None)
    if noun is None or not noun[0]:
        return None
    number = zlib.crc32(seed.encode())
    kind, cut = noun
    ways = {"cut": cut} if cut else {}
    for part in parts:
        again = _noun(part)
        if again and again[0] == kind and again[1] and not ways.get("cut"):
            ways["cut"] = again[1]
    for attribute, value in _ways(" ".join(parts)):
        ways.setdefault(attribute, value)
    return _spec(kind, ways, random.Random(number), number)  # noqa: S311 - nothing hangs on it but a look


def _noun(part: str) -> tuple[str, str] | None:
    """The noun that ends last; of two that end together, the longer."""
    best, found = (-1, -1), None
    for word, pattern, noun in _NOUN_PATTERNS:
        for match in pattern.finditer(part) if word in part else ():
            place = match.end(), match.end() - match.start()
            if place > best:
                best, found = place, noun
    return found


def _ways(text: str) -> Iterator[tuple[str, str]]:
    for attribute, value, patterns in _WAY_PATTERNS:
        if any(word in text and pattern.search(text) for word, pattern in patterns):
            yield attribute, value


def _spec(kind: str, ways: dict[str, str], chance: random.Random, number: int) -> Spec:
    if kind == "knit" and ways.get("cut") in ("vest", "cardigan", "polo"):
        cut = ways.pop("cut")
        ways["collar"] = "vee" if cut == "vest" else cut
        if cut == "vest":
            ways["sleeve"] = "none"
    if kind == "knit" and ways.get("cut") == "sweat":
        ways.update(cut="", collar=ways.get("collar", "crew"), fabric="jersey")
    for attribute, options in _OPEN[kind].items():
        chosen = chance.choice(options)
        ways.setdefault(attribute, chosen)
    if ways.get("cut") in _LEATHER or (kind == "boot" and ways["cut"] != "rain"):
        ways.setdefault("fabric", "leather")
    if kind == "knit" and ways["fabric"] not in ("knit", "chunky", "rib", "jersey"):
        ways["fabric"] = "knit"
    if kind in ("tee", "knit", "hat", "shoe", "boot", "bag") and ways.get("pattern") in ("stripe", "pinstripe"):
        ways["pattern"] = "breton"
    if kind == "tee" and "sleeve" not in ways:
        ways["sleeve"] = "short"
    if kind in ("coat", "shirt") and ways.get("sleeve") == "none":
        del ways["sleeve"]
    return Spec(kind, seed=number, **ways)

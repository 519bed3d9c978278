"""What goes together: the looks of the demo range, the most popular first."""

#: Look, names, a sentence in both languages, pieces as STYLE/COLOUR without the brand's letters.
Look = tuple[str, str, str, str, str, str]

LOOKS: tuple[Look, ...] = (
    (
        "lane-weekend", "弄堂周末", "Weekend in the Lanes",
        "风衣、海魂衫和阔腿牛仔裤，走多远都自在。", "A trench, stripes and wide jeans for walking as far as you like.",
        "24106/SAND 24802/NAVY 24505/INDIGO 24610/SNOW 24701/OAT",
    ),
    (
        "first-meeting", "十点的会", "The Ten O'Clock Meeting",
        "双排扣西装配真丝衬衫，利落而不紧绷。", "A double-breasted blazer over silk: sharp, never stiff.",
        "24114/INK 24208/IVORY 24514/INK 24607/INK 24715/CAMEL",
    ),
    (
        "garden-party", "花园午后", "Garden Afternoon",
        "碎花裙外搭羊绒开衫，带上草帽就出门。", "A floral dress, a cashmere cardigan, a straw hat and off you go.",
        "24401/NAVY 24309/SAKURA 24608/SAKURA 24710/SAND",
    ),
    (
        "pine-trail", "松林小径", "Pine Trail",
        "派克大衣叠穿法兰绒，起风也不怕。", "A parka over brushed flannel for when the wind gets up.",
        "24108/OLIVE 24206/BRICK 24506/INDIGO 24616/CAMEL 24707/MUSTARD",
    ),
    (
        "first-snow", "初雪", "First Snow",
        "驼色大衣、麻花毛衣与格纹百褶裙，冬天的三件好事。",
        "Camel coat, cables and checked pleats: winter at its best.",
        "24103/CAMEL 24306/OAT 24415/NAVY 24611/ESPRESSO 24708/IVORY",
    ),
    (
        "quiet-tailoring", "安静的西装", "Quiet Tailoring",
        "精纺羊毛和牛津纺，从周一穿到周五。", "Worsted wool and oxford cloth, from Monday to Friday.",
        "24113/NAVY 24203/MIST 24504/GRAPHITE 24606/ESPRESSO",
    ),
    (
        "island-time", "岛上时间", "Island Time",
        "古巴领衬衫配卡其短裤，海风吹过刚刚好。", "A camp collar, chino shorts and a breeze from the sea.",
        "24207/TEAL 24511/SAND 24614/CAMEL 24706/OAT",
    ),
    (
        "morning-run", "晨跑之后", "After the Morning Run",
        "毛圈卫衣与束脚裤，舒服一整天。", "Loopback and joggers, comfortable until evening.",
        "24316/GRAPHITE 24503/INK 24609/NAVY 24705/NAVY 24713/INK",
    ),
    (
        "late-show", "末场电影", "The Late Show",
        "缎面吊带裙披一件皮夹克，刚柔并济。", "A satin slip with a leather jacket thrown over it.",
        "24411/IVORY 24112/INK 24612/INK 24717/INK",
    ),
    (
        "linen-days", "亚麻的日子", "Linen Days",
        "从上到下都是亚麻，越洗越软。", "Linen from top to toe, softer with every wash.",
        "24202/IVORY 24510/OAT 24604/CAMEL 24710/BUTTER",
    ),
    (
        "denim-twice", "牛仔叠牛仔", "Denim Twice",
        "深浅两种牛仔，中间一件白T恤。", "Two shades of denim with a white T-shirt between them.",
        "24111/INDIGO 24801/SNOW 24501/INK 24602/IVORY",
    ),
    (
        "reading-room", "阅览室", "Reading Room",
        "麻花马甲叠府绸衬衫，配一双便士乐福鞋。", "A cable vest over poplin, and penny loafers.",
        "24315/NAVY 24210/SKY 24507/SAND 24615/WINE",
    ),
    (
        "slow-sunday", "慢慢的星期天", "Slow Sunday",
        "粗针开衫配缎面半身裙，一暖一凉。", "A chunky cardigan with a satin skirt: one warm, one cool.",
        "24313/OAT 24412/PINE 24603/ESPRESSO 24714/COCOA",
    ),
)  # fmt: skip

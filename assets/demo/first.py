"""The designs with which YUNJIA began. Tests and the tour know their numbers: append elsewhere, change nothing here."""

from assets.demo.design import MEN_SHOES, ONE_SIZE, S_TO_XL, WOMEN_SHOES, Design

FIRST = (
    Design(
        "24101", "outerwear", "立领夹棉外套", "Stand-Collar Padded Jacket",
        "轻薄夹棉，内里顺滑", "Light padding, smooth lining", 599, ("SAGE", "NAVY", "CAMEL"),
        absent=("SAGE/XXL", "CAMEL/XXL"),
        guide="women-tops",
    ),
    Design(
        "24401", "dresses", "碎花收腰连衣裙", "Floral Waisted Dress",
        "人造丝印花，垂感好", "Printed rayon with a soft drape", 399, ("NAVY", "BRICK", "OAT"), S_TO_XL,
        guide="women-tops",
    ),
    Design(
        "24601", "shoes", "牛皮短靴", "Leather Ankle Boots",
        "头层牛皮，橡胶底", "Full-grain leather, rubber sole", 699, ("ESPRESSO", "INK"), MEN_SHOES,
        guide="men-shoes",
    ),
    Design(
        "24301", "knitwear", "高领粗针毛衣", "Chunky Roll-Neck Sweater",
        "羊毛混纺，粗针编织", "Wool blend, heavy gauge", 329, ("GRAPHITE", "OAT", "WINE", "NAVY"),
        guide="men-tops",
    ),
    Design(
        "24501", "trousers", "直筒牛仔裤", "Straight Jeans",
        "十二盎司丹宁，微弹", "12-ounce denim with a little stretch", 359, ("INDIGO", "INK"),
        guide="men-bottoms",
    ),
    Design(
        "24102", "outerwear", "斜襟绗缝外套", "Cross-Front Quilted Jacket",
        "绗缝面料，防泼水", "Quilted shell, water-repellent", 899, ("NAVY", "OLIVE", "CAMEL"),
        guide="women-tops",
    ),
    Design(
        "24201", "shirts", "灯芯绒短袖衬衫", "Short-Sleeve Corduroy Shirt",
        "细条灯芯绒，纯棉", "Fine-wale cotton corduroy", 259, ("MIST", "OLIVE"), sale_mode="online_only",
        guide="men-tops",
    ),
    Design(
        "24205", "shirts", "印花条纹短袖衬衫", "Printed Striped Shirt",
        "纯棉府绸，不易皱", "Cotton poplin that resists creases", 219, ("MIST", "IVORY", "SAKURA"),
        guide="men-tops",
    ),
    Design(
        "24202", "shirts", "亚麻立领衬衫", "Stand-Collar Linen Shirt",
        "法国亚麻，透气", "French linen, breathable", 299, ("IVORY", "SAGE", "INDIGO", "OAT"),
        guide="women-tops",
    ),
    Design(
        "24103", "outerwear", "双面羊毛大衣", "Double-Faced Wool Coat",
        "双面羊毛呢，手工缝制", "Double-faced wool, sewn by hand", 1899, ("CAMEL", "INK", "OAT"), S_TO_XL,
        guide="women-tops",
    ),
    Design(
        "24302", "knitwear", "羊绒圆领衫", "Cashmere Crew Neck",
        "纯山羊绒，十二针", "Pure cashmere, 12 gauge", 799, ("OAT", "GRAPHITE", "SAKURA", "WINE"),
        guide="women-tops",
    ),
    Design(
        "24602", "shoes", "经典小白鞋", "Everyday White Sneakers",
        "牛皮鞋面，轻质底", "Leather upper, light sole", 399, ("IVORY", "OAT"), (*WOMEN_SHOES, "41", "42", "43", "44"),
    ),
    Design(
        "24502", "trousers", "高腰阔腿裤", "High-Waist Wide-Leg Trousers",
        "垂感西装料，可机洗", "Flowing suiting, machine washable", 329, ("INK", "CAMEL", "MIST"), S_TO_XL,
        guide="women-bottoms",
    ),
    Design(
        "24303", "knitwear", "罗纹开衫", "Ribbed Cardigan",
        "棉羊毛混纺，罗纹织法", "Cotton-wool blend in rib stitch", 369, ("OAT", "OLIVE", "NAVY"),
        guide="women-tops",
    ),
    Design(
        "24104", "outerwear", "轻量防风衣", "Light Windbreaker",
        "防风面料，可收进口袋", "Windproof, packs into its own pocket", 459, ("MIST", "INK", "MUSTARD", "OLIVE"),
        guide="men-tops",
    ),
    Design(
        "24704", "accessories", "斜挎小包", "Small Crossbody Bag",
        "小牛皮，可调肩带", "Calfskin, adjustable strap", 459, ("ESPRESSO", "INK", "BRICK"), ONE_SIZE,
    ),
    Design(
        "24203", "shirts", "牛津纺衬衫", "Oxford Shirt",
        "纯棉牛津纺，扣领", "Cotton oxford, button-down", 239, ("IVORY", "MIST", "SAKURA"),
        guide="men-tops",
    ),
    Design(
        "24403", "dresses", "系带衬衫连衣裙", "Belted Shirt Dress",
        "天丝棉，柔软凉爽", "Lyocell and cotton, soft and cool", 429, ("SAGE", "INDIGO", "OAT"), S_TO_XL,
        guide="women-tops",
    ),
    Design(
        "24105", "outerwear", "短款飞行夹克", "Cropped Flight Jacket",
        "尼龙面料，罗纹收口", "Nylon shell, ribbed cuffs and hem", 729, ("OLIVE", "INK"),
        guide="men-tops",
    ),
    Design(
        "24603", "shoes", "软底乐福鞋", "Soft Loafers",
        "软牛皮，一脚蹬", "Supple leather, slips on", 529, ("ESPRESSO", "INK", "WINE"), WOMEN_SHOES,
        guide="women-shoes",
    ),
    Design(
        "24402", "dresses", "百褶半身裙", "Pleated Skirt",
        "永久褶，不易变形", "Permanent pleats that keep their shape", 319, ("CAMEL", "GRAPHITE", "WINE"), S_TO_XL,
        guide="women-bottoms",
    ),
    Design(
        "24204", "shirts", "宽松真丝衬衫", "Relaxed Silk Shirt",
        "十九姆米桑蚕丝", "19-momme mulberry silk", 499, ("IVORY", "WINE"), S_TO_XL,
        guide="women-tops",
    ),
    Design(
        "24504", "trousers", "羊毛西裤", "Wool Dress Trousers",
        "四季羊毛，有弹力", "All-season wool with stretch", 499, ("GRAPHITE", "NAVY"),
        guide="men-bottoms",
    ),
    Design(
        "24304", "knitwear", "提花针织马甲", "Jacquard Knit Vest",
        "提花编织，叠穿", "Jacquard knit for layering", 279, ("BRICK", "NAVY", "MUSTARD"), S_TO_XL,
        guide="women-tops",
    ),
    Design(
        "24702", "accessories", "羊毛流苏围巾", "Fringed Wool Scarf",
        "美利奴羊毛，两米长", "Merino wool, two metres long", 199, ("CAMEL", "GRAPHITE", "BRICK", "MIST"), ONE_SIZE,
        guide="one-size",
    ),
    Design(
        "24503", "trousers", "束脚运动裤", "Tapered Joggers",
        "毛圈棉，带拉链口袋", "Loopback cotton, zipped pockets", 229, ("GRAPHITE", "INK", "OLIVE"),
        guide="men-bottoms",
    ),
    Design(
        "24404", "dresses", "丝绒吊带裙", "Velvet Slip Dress",
        "丝绒面料，可调肩带", "Velvet, adjustable straps", 469, ("WINE", "INK"), S_TO_XL,
        guide="women-tops",
    ),
    Design(
        "24701", "accessories", "帆布托特包", "Canvas Tote",
        "十六安帆布，可装电脑", "Heavy canvas, takes a laptop", 159, ("OAT", "NAVY", "OLIVE"), ONE_SIZE,
    ),
    Design(
        "24305", "knitwear", "美利奴打底衫", "Merino Base Layer",
        "超细美利奴，贴身不扎", "Superfine merino, gentle on the skin", 259, ("INK", "IVORY", "MIST", "CAMEL"),
        guide="women-tops",
    ),
    Design(
        "24604", "shoes", "编织凉鞋", "Woven Sandals",
        "手工编织，软垫底", "Woven by hand, cushioned sole", 289, ("CAMEL", "INK"), WOMEN_SHOES,
        guide="women-shoes",
    ),
    Design(
        "24703", "accessories", "小牛皮腰带", "Calfskin Belt",
        "整张小牛皮，铜扣", "One piece of calfskin, brass buckle", 229, ("ESPRESSO", "INK"), ONE_SIZE,
    ),
)  # fmt: skip

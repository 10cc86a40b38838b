"""The words of which the demo world's products are made. All products are invented.

Prices are in whole CNY a piece, as their owner sells them to partners.
"""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from db.enums.units import Unit
from demo.names import Words


class Shelf(NamedTuple):
    """A category: its code, the code of the one above it, and its name."""

    code: str
    parent: str | None
    name: Words


class Variant(NamedTuple):
    """One SKU of a product: what sets it apart, and how many times the product's price it costs.

    It is counted in `unit`; the price is of `per` of them.
    """

    name: Words
    factor: float = 1.0
    unit: Unit = Unit.C62
    per: int = 1


class CosmeticType(NamedTuple):
    name: Words
    shelf: str
    price: int
    variants: Sequence[Variant]
    usage: Words
    shelf_life_months: int
    made_to_order: bool = False


class Ingredient(NamedTuple):
    """A raw material by its INCI name, with what it does and its price a kilogram."""

    name: Words
    efficacy: Words
    price: int


class PackagingForm(NamedTuple):
    name: Words
    materials: Sequence[Words]
    variants: Sequence[Variant]
    price: float
    made_to_order: bool = False


class Piece(NamedTuple):
    """A kind of jewellery."""

    name: Words
    shelf: str
    variants: Sequence[Variant]


class Precious(NamedTuple):
    """A metal or a gem, and by how much it raises a piece's price."""

    name: Words
    price: int


SHELVES: Final[Sequence[Shelf]] = (
    Shelf("cosmetics", None, Words("Cosmetics", "美妆个护")),
    Shelf("skincare", "cosmetics", Words("Skin care", "护肤")),
    Shelf("serums", "skincare", Words("Serums and essences", "精华")),
    Shelf("creams", "skincare", Words("Creams and lotions", "面霜乳液")),
    Shelf("cleansers", "skincare", Words("Cleansers", "洁面卸妆")),
    Shelf("masks", "skincare", Words("Masks", "面膜")),
    Shelf("sun", "skincare", Words("Sun care", "防晒")),
    Shelf("makeup", "cosmetics", Words("Make-up", "彩妆")),
    Shelf("body-hair", "cosmetics", Words("Body and hair", "身体与头发")),
    Shelf("gifts", "cosmetics", Words("Gift sets", "礼盒")),
    Shelf("materials", None, Words("Materials", "原料与包材")),
    Shelf("ingredients", "materials", Words("Ingredients", "原料")),
    Shelf("packaging", "materials", Words("Packaging", "包材")),
    Shelf("jewellery", None, Words("Jewellery", "珠宝首饰")),
    Shelf("rings", "jewellery", Words("Rings", "戒指")),
    Shelf("necklaces", "jewellery", Words("Necklaces and pendants", "项链与吊坠")),
    Shelf("bracelets", "jewellery", Words("Bracelets and bangles", "手链与手镯")),
    Shelf("earrings", "jewellery", Words("Earrings", "耳饰")),
    Shelf("brooches", "jewellery", Words("Brooches", "胸针")),
)


def _sizes(unit: Words, *numbers: int) -> Sequence[Variant]:
    """The same in several amounts: the first at the product's price, larger ones less a unit."""
    return tuple(
        Variant(
            Words(f"{number} {unit.en}", f"{number}{unit.zh}"),
            factor=(number / numbers[0]) ** 0.9,
        )
        for number in numbers
    )


def _alike(*names: tuple[str, str]) -> Sequence[Variant]:
    """Variants of one price."""
    return tuple(Variant(Words(*name)) for name in names)


_MILLILITRES: Final = Words("ml", "毫升")
_GRAMS: Final = Words("g", "克")
_KILOGRAMS: Final = Words("kg", "千克")
_PIECES: Final = Words("pieces", "片")
_ONE_SIZE: Final = _alike(("One size", "均码"))
_LIP_SHADES: Final = _alike(
    ("01 Persimmon", "01 柿红"), ("02 Rosewood", "02 豆沙"), ("03 Plum Wine", "03 梅酒")
)
_SKIN_SHADES: Final = _alike(("N10 Ivory", "N10 象牙白"), ("N20 Sand", "N20 自然色"))

# Cosmetics -------------------------------------------------------------------------------------

PLANTS: Final[Sequence[Words]] = (
    Words("Snow Lotus", "雪莲"),
    Words("Camellia", "山茶"),
    Words("Osmanthus", "桂花"),
    Words("Bamboo Dew", "竹露"),
    Words("White Tea", "白茶"),
    Words("Peony", "牡丹"),
    Words("Rice Ferment", "米酵"),
    Words("Sea Pearl", "海珠"),
    Words("Ginseng", "人参"),
    Words("Plum Blossom", "梅花"),
    Words("Green Orange", "青柑"),
    Words("Night Jasmine", "夜茉莉"),
    Words("Red Algae", "红藻"),
    Words("Cloud Mushroom", "云芝"),
    Words("Lotus Seed", "莲子"),
    Words("Goji", "枸杞"),
    Words("Fig", "无花果"),
    Words("Iris Root", "鸢尾根"),
    Words("Apricot Kernel", "杏仁"),
    Words("Wild Honey", "野蜜"),
)

CLAIMS: Final[Sequence[Words]] = (
    Words("Hydrating", "保湿"),
    Words("Brightening", "焕亮"),
    Words("Soothing", "舒缓"),
    Words("Firming", "紧致"),
    Words("Repairing", "修护"),
    Words("Purifying", "净澈"),
    Words("Nourishing", "滋养"),
    Words("Balancing", "平衡"),
    Words("Radiance", "光感"),
    Words("Barrier", "屏障"),
)

SKINS: Final[Sequence[Words]] = (
    Words("dry skin", "干性肌肤"),
    Words("oily skin", "油性肌肤"),
    Words("sensitive skin", "敏感肌肤"),
    Words("all skin types", "各种肤质"),
)

FOR_THE_FACE: Final[Collection[str]] = ("serums", "creams", "cleansers", "masks", "sun")
EVERY_DAY: Final = Words("every day", "日常使用")

COSMETIC_TYPES: Final[Sequence[CosmeticType]] = (
    CosmeticType(
        Words("Serum", "精华液"), "serums", 118, _sizes(_MILLILITRES, 30, 50),
        Words(
            "Two or three drops on clean skin, morning and evening.",
            "早晚洁面后，取两三滴涂于面部。",
        ),
        36,
    ),
    CosmeticType(
        Words("Essence Water", "精华水"), "serums", 92, _sizes(_MILLILITRES, 150),
        Words("Pat onto the face after cleansing.", "洁面后轻拍于面部。"), 36,
    ),
    CosmeticType(
        Words("Toner", "爽肤水"), "serums", 56, _sizes(_MILLILITRES, 120, 200),
        Words("Sweep over the face with a cotton pad.", "用化妆棉轻拭面部。"), 36,
    ),
    CosmeticType(
        Words("Face Cream", "面霜"), "creams", 105, _sizes(_GRAMS, 30, 50),
        Words(
            "Smooth over face and neck as the last step.",
            "护肤最后一步，均匀涂于面部和颈部。",
        ),
        36,
    ),
    CosmeticType(
        Words("Eye Cream", "眼霜"), "creams", 128, _sizes(_GRAMS, 15),
        Words("Tap around the eyes with the ring finger.", "用无名指轻点于眼周。"), 30,
    ),
    CosmeticType(
        Words("Lotion", "乳液"), "creams", 74, _sizes(_MILLILITRES, 100),
        Words("Apply after serum, morning and evening.", "早晚于精华之后使用。"), 36,
    ),
    CosmeticType(
        Words("Foaming Cleanser", "洁面乳"), "cleansers", 42, _sizes(_GRAMS, 100),
        Words("Lather with water, massage, rinse.", "加水打出泡沫，按摩后洗净。"), 36,
    ),
    CosmeticType(
        Words("Cleansing Oil", "卸妆油"), "cleansers", 58, _sizes(_MILLILITRES, 150),
        Words("Massage onto dry skin, add water, rinse.", "在干燥的面部按摩，加水乳化后洗净。"), 36,
    ),
    CosmeticType(
        Words("Sheet Mask", "面膜"), "masks", 38, _sizes(_PIECES, 5),
        Words("Leave on for fifteen minutes, twice a week.", "每周两次，每次敷十五分钟。"), 24,
    ),
    CosmeticType(
        Words("Clay Mask", "泥膜"), "masks", 62, _sizes(_GRAMS, 100),
        Words("Leave on for ten minutes, rinse with warm water.", "敷十分钟后用温水洗净。"), 36,
    ),
    CosmeticType(
        Words("Sunscreen SPF 50", "防晒乳 SPF50"), "sun", 68, _sizes(_MILLILITRES, 40),
        Words(
            "Apply generously before going out; renew every two hours.",
            "出门前足量涂抹，每两小时补涂一次。",
        ),
        24,
    ),
    CosmeticType(
        Words("Hand Cream", "护手霜"), "body-hair", 26, _sizes(_GRAMS, 60),
        Words("Massage into hands whenever they feel dry.", "手部干燥时随时涂抹按摩。"), 36,
    ),
    CosmeticType(
        Words("Body Lotion", "身体乳"), "body-hair", 48, _sizes(_MILLILITRES, 250),
        Words("Massage into damp skin after bathing.", "沐浴后在微湿的肌肤上按摩吸收。"), 36,
    ),
    CosmeticType(
        Words("Shampoo", "洗发露"), "body-hair", 45, _sizes(_MILLILITRES, 300),
        Words("Lather into wet hair and rinse.", "在湿发上打出泡沫后冲净。"), 36,
    ),
    CosmeticType(
        Words("Hair Mask", "发膜"), "body-hair", 52, _sizes(_GRAMS, 200),
        Words(
            "Work through the lengths, leave on for five minutes.",
            "涂于发中至发尾，停留五分钟。",
        ),
        36,
    ),
    CosmeticType(
        Words("Lipstick", "口红"), "makeup", 66, _LIP_SHADES,
        Words("Apply from the middle of the lips outwards.", "由唇部中央向外涂抹。"), 36,
    ),
    CosmeticType(
        Words("Cushion Foundation", "气垫粉底"), "makeup", 98, _SKIN_SHADES,
        Words("Tap on in thin layers with the puff.", "用粉扑轻拍，少量多次上妆。"), 30,
    ),
    CosmeticType(
        Words("Engraved Gift Set", "定制刻字礼盒"), "gifts", 260, _ONE_SIZE,
        Words(
            "Made after the order: a name is engraved on the bottles.",
            "下单后定制：在瓶身刻上姓名。",
        ),
        30, made_to_order=True,
    ),
)  # fmt: skip

INGREDIENTS: Final[Sequence[Ingredient]] = tuple(
    Ingredient(Words(name, name_zh), Words(efficacy, efficacy_zh), price)
    for name, name_zh, efficacy, efficacy_zh, price in (
        ("Niacinamide", "烟酰胺", "brightens", "提亮", 160),
        ("Sodium Hyaluronate", "透明质酸钠", "binds water", "锁水", 980),
        ("Glycerin", "甘油", "moisturises", "保湿", 18),
        ("Squalane", "角鲨烷", "softens", "柔润", 420),
        ("Panthenol", "泛醇", "soothes", "舒缓", 210),
        ("Ceramide NP", "神经酰胺NP", "restores the skin barrier", "修护屏障", 3600),
        ("Tocopherol", "生育酚", "protects from oxidation", "抗氧化", 340),
        ("Ascorbyl Glucoside", "抗坏血酸葡糖苷", "evens skin tone", "均匀肤色", 1250),
        ("Centella Asiatica Extract", "积雪草提取物", "calms", "镇静", 560),
        ("Camellia Sinensis Leaf Extract", "茶叶提取物", "refreshes", "清润", 380),
        ("Panax Ginseng Root Extract", "人参根提取物", "revitalises", "焕活", 890),
        ("Nelumbo Nucifera Flower Extract", "莲花提取物", "softens", "柔肤", 640),
        ("Saccharomyces Ferment Filtrate", "酵母菌发酵产物滤液", "smooths", "细致", 720),
        ("Butyrospermum Parkii Butter", "牛油果树果脂", "nourishes", "滋养", 95),
        ("Prunus Armeniaca Kernel Oil", "杏仁油", "nourishes", "滋养", 130),
        ("Allantoin", "尿囊素", "soothes", "舒缓", 120),
        ("Betaine", "甜菜碱", "moisturises", "保湿", 60),
        ("Trehalose", "海藻糖", "moisturises", "保湿", 75),
        ("Retinal", "视黄醛", "smooths lines", "淡纹", 5200),
        ("Adenosine", "腺苷", "smooths lines", "淡纹", 2400),
        ("Zinc Oxide", "氧化锌", "shields from the sun", "防晒", 88),
        ("Kaolin", "高岭土", "takes up oil", "吸附油脂", 24),
        ("Salicylic Acid", "水杨酸", "clears pores", "净化毛孔", 140),
        ("Bisabolol", "红没药醇", "calms", "镇静", 460),
        ("Beta-Glucan", "β-葡聚糖", "restores", "修护", 850),
        ("Mica", "云母", "adds shimmer", "增添光泽", 66),
        ("Iron Oxides", "氧化铁类", "colours", "着色", 72),
        ("Cetearyl Alcohol", "鲸蜡硬脂醇", "thickens", "增稠", 35),
    )
)

GRADES: Final[Sequence[Words]] = (
    Words("Cosmetic Grade", "化妆品级"),
    Words("High Purity", "高纯级"),
    Words("Fermented", "发酵级"),
    Words("Organic", "有机级"),
    Words("Micronised", "微粉级"),
    Words("Cold Processed", "冷制级"),
)
# By the gram, at a price a kilogram, or in drums.
INGREDIENT_PACKS: Final = (
    Variant(Words("Loose", "散装"), unit=Unit.GRM, per=1000),
    *_sizes(_KILOGRAMS, 1, 5, 25)[1:],
)

_GLASS: Final = Words("Frosted Glass", "磨砂玻璃")
_CLEAR: Final = Words("Clear Glass", "透明玻璃")
_AMBER: Final = Words("Amber Glass", "琥珀玻璃")
_PET: Final = Words("Recycled PET", "再生PET")
_BAMBOO: Final = Words("Bamboo", "竹制")
_ALUMINIUM: Final = Words("Aluminium", "铝制")
_CERAMIC: Final = Words("Ceramic", "陶瓷")
_KRAFT: Final = Words("Kraft Paper", "牛皮纸")
_LINEN: Final = Words("Linen Paper", "布纹纸")
_LACQUER: Final = Words("Lacquered", "漆面")

PACKAGING_FINISHES: Final[Sequence[Words]] = (
    Words("Plain", "素面"),
    Words("Gold Foil", "烫金"),
    Words("Silk Screen", "丝印"),
    Words("Embossed", "压纹"),
    Words("Matte", "哑光"),
)
PACKAGING_FORMS: Final[Sequence[PackagingForm]] = (
    PackagingForm(
        Words("Dropper Bottle", "滴管瓶"),
        (_GLASS, _CLEAR, _AMBER),
        _sizes(_MILLILITRES, 30, 50),
        3.4,
    ),
    PackagingForm(
        Words("Pump Bottle", "按压瓶"),
        (_PET, _ALUMINIUM, _CLEAR),
        _sizes(_MILLILITRES, 150, 300),
        2.6,
    ),
    PackagingForm(
        Words("Airless Bottle", "真空瓶"), (_PET, _ALUMINIUM), _sizes(_MILLILITRES, 30), 4.8
    ),
    PackagingForm(
        Words("Cream Jar", "面霜罐"),
        (_GLASS, _AMBER, _CERAMIC, _BAMBOO),
        _sizes(_GRAMS, 30, 50),
        4.1,
    ),
    PackagingForm(Words("Tube", "软管"), (_PET, _ALUMINIUM), _sizes(_GRAMS, 60, 100), 1.2),
    PackagingForm(
        Words("Lipstick Case", "口红管"), (_ALUMINIUM, _BAMBOO, _LACQUER), _ONE_SIZE, 5.5
    ),
    PackagingForm(Words("Compact", "粉盒"), (_BAMBOO, _LACQUER, _ALUMINIUM), _ONE_SIZE, 8.0),
    PackagingForm(Words("Folding Carton", "折叠纸盒"), (_KRAFT, _LINEN), _ONE_SIZE, 0.8),
    PackagingForm(
        Words("Printed Gift Box", "定制印刷礼盒"),
        (_KRAFT, _LINEN, _LACQUER),
        _ONE_SIZE,
        9.5,
        made_to_order=True,
    ),
)

# Jewellery -------------------------------------------------------------------------------------

MOTIFS: Final[Sequence[Words]] = (
    Words("Cloud Knot", "云结"),
    Words("Magpie Bridge", "鹊桥"),
    Words("Lotus Pond", "莲池"),
    Words("Bamboo Joint", "竹节"),
    Words("New Moon", "新月"),
    Words("Falling Plum", "落梅"),
    Words("River Pebble", "溪石"),
    Words("Phoenix Feather", "凤羽"),
    Words("Silk Fan", "丝扇"),
    Words("Star Lake", "星湖"),
    Words("Koi", "锦鲤"),
    Words("Lantern", "灯笼"),
    Words("Ripple", "涟漪"),
    Words("Pine Shadow", "松影"),
    Words("Swallow", "飞燕"),
)

STYLES: Final[Sequence[Words]] = (
    Words("New Chinese", "新中式"),
    Words("Minimal", "极简"),
    Words("Heritage", "古法"),
    Words("Art Deco", "装饰艺术"),
    Words("Organic", "自然"),
)
CRAFTS: Final[Sequence[Words]] = (
    Words("Filigree", "花丝"),
    Words("Cloisonné", "掐丝珐琅"),
    Words("Hand engraving", "手工雕刻"),
    Words("Micro pavé", "微镶"),
    Words("Lost-wax casting", "失蜡铸造"),
)

METALS: Final[Sequence[Precious]] = (
    Precious(Words("Sterling Silver", "纯银"), 180),
    Precious(Words("18K Gold", "18K金"), 1500),
    Precious(Words("Rose Gold", "玫瑰金"), 1450),
    Precious(Words("24K Gold", "足金"), 2600),
    Precious(Words("Platinum", "铂金"), 2100),
)
GEMS: Final[Sequence[Precious]] = (
    Precious(Words("Nephrite Jade", "和田玉"), 600),
    Precious(Words("Jadeite", "翡翠"), 2400),
    Precious(Words("Freshwater Pearl", "淡水珍珠"), 220),
    Precious(Words("Diamond", "钻石"), 3800),
    Precious(Words("Sapphire", "蓝宝石"), 2200),
    Precious(Words("Ruby", "红宝石"), 2500),
    Precious(Words("Tourmaline", "碧玺"), 700),
    Precious(Words("Agate", "玛瑙"), 150),
)

_RING_SIZES: Final = _alike(("Size 12", "12号"), ("Size 14", "14号"), ("Size 16", "16号"))
_CHAIN_LENGTHS: Final = _alike(("40 cm", "40厘米"), ("45 cm", "45厘米"))
PIECES: Final[Sequence[Piece]] = (
    Piece(Words("Ring", "戒指"), "rings", _RING_SIZES),
    Piece(Words("Pendant", "吊坠"), "necklaces", _ONE_SIZE),
    Piece(Words("Necklace", "项链"), "necklaces", _CHAIN_LENGTHS),
    Piece(Words("Bracelet", "手链"), "bracelets", _alike(("16 cm", "16厘米"))),
    Piece(Words("Bangle", "手镯"), "bracelets", _alike(("56 mm", "56毫米"))),
    Piece(Words("Earrings", "耳环"), "earrings", _ONE_SIZE),
    Piece(Words("Brooch", "胸针"), "brooches", _ONE_SIZE),
)

# What people write -----------------------------------------------------------------------------

REASONS_FOR_LOSS: Final[Sequence[str]] = ("Broken in the warehouse", "Missing at the stock count")
REASON_FOR_GAIN: Final = "Found at the stock count"
REASONS_TO_CANCEL: Final[Sequence[str]] = ("Ordered by mistake.", "No longer needed.", "不再需要。")
REASONS_TO_REJECT: Final[Sequence[str]] = (
    "Cannot deliver in time.",
    "Please order again in spring.",
)
MISHAPS: Final[Sequence[str]] = ("Held up by a storm.", "Address unclear; buyer was called.")
ORDER_NOTES: Final[Sequence[str]] = (
    "Please deliver before noon.",
    "One delivery, please.",
    "For the spring promotion.",
    "请在工作日送货。",
)

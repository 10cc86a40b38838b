"""The words of which the demo world's names are made, in English and Chinese. All are invented."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from db.types import TRANSLATIONS_SUFFIX


class Words(NamedTuple):
    """The same in English and in Chinese."""

    en: str
    zh: str


def in_both(column: str, words: Words) -> dict[str, object]:
    """What a row's text, and the column beside it, hold."""
    return {column: words.en, f"{column}{TRANSLATIONS_SUFFIX}": {"zh": words.zh}}


class City(NamedTuple):
    name: str
    country: str


# The currency of those who sell from there; everybody else sells in CNY.
CURRENCY_OF_COUNTRY: Final[Mapping[str, str]] = {"FR": "EUR", "IT": "EUR", "US": "USD"}

# What one unit of a currency is worth in CNY: good enough to make prices of one size.
WORTH_IN_CNY: Final[Mapping[str, int]] = {"CNY": 1, "EUR": 8, "USD": 7}

CHINESE_CITIES: Final[Sequence[City]] = tuple(
    City(name, "CN")
    for name in (
        "Shanghai", "Guangzhou", "Shenzhen", "Hangzhou", "Suzhou", "Chengdu", "Wuhan", "Nanjing",
        "Xiamen", "Qingdao", "Chongqing", "Changsha",
    )
)  # fmt: skip
FOREIGN_CITIES: Final[Sequence[City]] = (
    City("Lyon", "FR"),
    City("Grasse", "FR"),
    City("Milan", "IT"),
    City("Vicenza", "IT"),
    City("Portland", "US"),
    City("Austin", "US"),
)

_TIME_ZONES: Final[Mapping[str, str]] = {
    "Lyon": "Europe/Paris",
    "Grasse": "Europe/Paris",
    "Milan": "Europe/Rome",
    "Vicenza": "Europe/Rome",
    "Portland": "America/Los_Angeles",
    "Austin": "America/Chicago",
}


def time_zone_of(city: City) -> str:
    return _TIME_ZONES.get(city.name, "Asia/Shanghai")


CARRIERS: Final[Sequence[str]] = ("Swallow Express", "Silk Road Freight", "Red Kite Parcel")
SORTING_CENTRES: Final[Sequence[str]] = ("Wuxi", "Dongguan", "Zhengzhou", "Jiaxing")

STEMS: Final[Sequence[Words]] = tuple(
    Words(*pair)
    for pair in (
        ("Velanora", "薇澜诺"), ("Sorinel", "颂霖"), ("Mirelune", "觅月伦"), ("Oakmere", "橡湄"),
        ("Kelindra", "珂琳朵"), ("Yunhe Spring", "云禾泉"), ("Tessamy", "缇莎米"),
        ("Brookhaze", "溪岚"), ("Luoqi", "洛绮"), ("Fenwillow", "芬柳"), ("Aurenza", "奥润莎"),
        ("Jadewick", "玉芯"), ("Suimo", "穗陌"), ("Halcyra", "海希拉"), ("Qingwu Vale", "青梧谷"),
        ("Marisande", "玛丽桑"), ("Dovecrest", "鸽岭"), ("Linxuan Bay", "麟轩湾"),
        ("Ostrelle", "欧绮尔"), ("Pinehollow", "松坳"), ("Rosalmere", "若沙湄"),
        ("Shanhe Dawn", "杉禾晨"), ("Thornapple", "荆果"), ("Umberlin", "安柏霖"),
        ("Vesperine", "薇星"), ("Wanqing Isle", "晚晴屿"), ("Xilan", "熹岚"), ("Yarrowby", "蓍木"),
        ("Zephyrane", "泽风"), ("Amberquill", "琥羽"), ("Baiyu Creek", "白屿溪"),
        ("Calendra", "凯兰朵"), ("Duskmoor", "暮原"), ("Elmstone", "榆石"), ("Fuxue", "芙雪"),
        ("Glenharrow", "谷垄"), ("Hanlu", "寒露集"), ("Ivorine", "依芙琳"), ("Junipera", "杜柏"),
        ("Kestrelby", "隼汀"), ("Lumisol", "露弥索"), ("Mosswater", "苔水"), ("Nanqiao", "楠桥"),
        ("Opaline Hill", "欧珀山"), ("Petrichora", "霁雨"), ("Quillon", "葵隆"),
        ("Ruoshui", "若水集"), ("Seabriar", "海蔷"),
    )
)  # fmt: skip

INGREDIENT_SUPPLIERS: Final[Sequence[Words]] = (
    Words("Botanicals", "植萃"),
    Words("Actives", "活性原料"),
    Words("Bio Materials", "生物材料"),
    Words("Extracts", "提取物"),
)
PACKAGING_SUPPLIERS: Final[Sequence[Words]] = (
    Words("Packaging", "包装"),
    Words("Glassworks", "玻璃制品"),
    Words("Print & Carton", "印刷纸品"),
)
BRANDS: Final[Sequence[Words]] = (
    Words("Beauty", "美妆"),
    Words("Skin", "肌研"),
    Words("Apothecary", "本草"),
    Words("Cosmetics", "化妆品"),
)
RETAILERS: Final[Sequence[Words]] = (
    Words("Stores", "百货"),
    Words("Beauty Market", "美妆集市"),
    Words("Corner", "小铺"),
    Words("Online", "优选"),
)
JEWELLERS: Final[Sequence[Words]] = (
    Words("Goldsmiths", "金工"),
    Words("Atelier", "工坊"),
    Words("Gemworks", "宝石工艺"),
    Words("Jade House", "玉舍"),
)
BOUTIQUES: Final[Sequence[Words]] = (
    Words("Jewels", "珠宝"),
    Words("Boutique", "精品店"),
    Words("Fine Jewellery", "臻品"),
)

FAMILY_NAMES: Final[Sequence[Words]] = tuple(
    Words(*pair)
    for pair in (
        ("Lin", "林"), ("Chen", "陈"), ("Wang", "王"), ("Zhao", "赵"), ("Huang", "黄"),
        ("Zhou", "周"), ("Wu", "吴"), ("Xu", "徐"), ("Sun", "孙"), ("Hu", "胡"), ("Guo", "郭"),
        ("He", "何"), ("Gao", "高"), ("Luo", "罗"), ("Liang", "梁"), ("Song", "宋"),
        ("Xie", "谢"), ("Tang", "唐"), ("Han", "韩"), ("Feng", "冯"), ("Shen", "沈"),
        ("Pan", "潘"), ("Jiang", "江"), ("Ye", "叶"),
    )
)  # fmt: skip
GIVEN_NAMES: Final[Sequence[Words]] = tuple(
    Words(*pair)
    for pair in (
        ("Yue", "悦"), ("Jing", "静"), ("Min", "敏"), ("Xinyi", "欣怡"), ("Zihan", "子涵"),
        ("Yutong", "雨桐"), ("Haoran", "浩然"), ("Mingyu", "明宇"), ("Siqi", "思琪"),
        ("Lei", "磊"), ("Wei", "薇"), ("Jiayi", "佳怡"), ("Chenxi", "晨曦"), ("Ruolan", "若兰"),
        ("Zixuan", "子轩"), ("Qing", "晴"), ("Anran", "安然"), ("Shuya", "舒雅"),
        ("Yichen", "奕辰"), ("Meng", "梦"), ("Kexin", "可欣"), ("Tianyu", "天宇"),
        ("Wanting", "婉婷"), ("Bowen", "博文"), ("Lan", "岚"), ("Xiaoyu", "晓雨"),
        ("Junjie", "俊杰"), ("Nuo", "诺"), ("Yaqin", "雅琴"), ("Zhiyuan", "志远"),
    )
)  # fmt: skip

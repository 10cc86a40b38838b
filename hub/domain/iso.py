"""Codes of countries (ISO 3166-1, two letters) and of currencies (ISO 4217), and what is mistaken
for one.
"""

from collections.abc import Mapping
from typing import Final

_COUNTRIES: Final = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM
    ZW
"""
COUNTRIES: Final = frozenset(_COUNTRIES.split())
COUNTRY_MEANT: Final[Mapping[str, str]] = {
    "CHN": "CN", "DEU": "DE", "EL": "GR", "EN": "GB", "ENG": "GB", "FRA": "FR", "GBR": "GB",
    "GER": "DE", "ITA": "IT", "JAP": "JP", "JPN": "JP", "PRC": "CN", "RSA": "ZA", "SCO": "GB",
    "UAE": "AE", "UK": "GB", "USA": "US",
}  # fmt: skip

# Those of today, and the ones that ended since 1999, in which old orders were paid; of the codes
# for metals, bonds and tests none, since nobody sells for them.
_CURRENCIES: Final = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD
    FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES
    KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB
    RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD
    TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG AZM BYR
    CSD CYP EEK GHC HRK LTL LVL MGF MRO MTL MZM ROL SDD SIT SKK SLL STD TMM TRL VEB VEF ZMK ZWL
"""
CURRENCIES: Final = frozenset(_CURRENCIES.split())
CURRENCY_MEANT: Final[Mapping[str, str]] = {
    "CNH": "CNY", "EURO": "EUR", "NTD": "TWD", "NIS": "ILS", "RMB": "CNY", "RUR": "RUB",
    "STG": "GBP", "UKP": "GBP", "YEN": "JPY", "$": "USD", "US$": "USD", "£": "GBP", "€": "EUR",
}  # fmt: skip


def hint(text: str, codes: frozenset[str], meant: Mapping[str, str]) -> str:
    """What to write instead of a text that is no code, as the end of a sentence; or nothing."""
    plain = text.strip().upper()
    code = meant.get(plain) or (plain if plain in codes else None)
    return f"; {code} is meant, perhaps" if code else ""

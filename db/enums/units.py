"""Words of units."""

from db.enums import DescribedEnum


class Unit(DescribedEnum):
    """What a SKU is counted in, by its code in UN/ECE Recommendation 20."""

    C62 = "C62", "Pieces."
    PR = "PR", "Pairs."
    SET = "SET", "Sets."
    MGM = "MGM", "Milligrams."
    GRM = "GRM", "Grams."
    KGM = "KGM", "Kilograms."
    MLT = "MLT", "Millilitres."
    LTR = "LTR", "Litres."
    MMT = "MMT", "Millimetres."
    CMT = "CMT", "Centimetres."
    MTR = "MTR", "Metres."
    CMK = "CMK", "Square centimetres."
    MTK = "MTK", "Square metres."
    CTM = "CTM", "Metric carats, of 200 milligrams."

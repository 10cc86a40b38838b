"""Words of the catalogue."""

from db.enums import DescribedEnum


class ListingStatus(DescribedEnum):
    """Where a product stands on its way into the catalogue."""

    DRAFT = "DRAFT", "Being written."
    IN_REVIEW = "IN_REVIEW", "Waiting to be approved."
    DECLINED = "DECLINED", "Declined, with what is amiss; its owner may change and submit it again."
    APPROVED = "APPROVED", "Approved; its owner publishes it when it will."
    PUBLISHED = "PUBLISHED", "In the catalogue."
    WITHDRAWN = "WITHDRAWN", "Taken out of the catalogue; still readable where orders refer to it."


class ListingAction(DescribedEnum):
    """A step of a product on its way into the catalogue, and out of it."""

    CREATE = "CREATE", "Its owner writes it down."
    CHANGE = "CHANGE", "Its owner changes what it says."
    SUBMIT = "SUBMIT", "Its owner asks to have it reviewed."
    APPROVE = "APPROVE", "The reviewer finds nothing amiss."
    DECLINE = "DECLINE", "The reviewer says what is amiss."
    PUBLISH = "PUBLISH", "It enters the catalogue."
    WITHDRAW = "WITHDRAW", "Its owner takes it out of the catalogue, or back from review."


class ListingCheck(DescribedEnum):
    """What a reviewer looks for in a product."""

    NAME = "NAME", "It has a name and a description."
    PICTURE = "PICTURE", "It has a picture."
    CATEGORY = "CATEGORY", "It is on a shelf of the catalogue."
    SKU = "SKU", "It has a SKU, as which it can be sold."
    INGREDIENTS = "INGREDIENTS", "Its ingredients are given."
    ANNEXES = "ANNEXES", "None of its ingredients is prohibited in cosmetics in the EU (Annex II)."
    FILING = "FILING", "It has a filing number, and a document of the filing that is valid."
    CERTIFICATE = "CERTIFICATE", "It has a certificate's number, and the certificate is valid."


class CosmeticAnnex(DescribedEnum):
    """An annex to the EU's regulation on cosmetics, (EC) No 1223/2009."""

    II = "II", "Prohibited."
    III = "III", "Restricted."
    IV = "IV", "Colourants that are allowed."
    V = "V", "Preservatives that are allowed."
    VI = "VI", "UV filters that are allowed."


class ProductVersionOrder(DescribedEnum):
    """How a list is sorted."""

    NEWEST = "NEWEST", "The latest first."
    OLDEST = "OLDEST", "The earliest first."


class Visibility(DescribedEnum):
    """Whom a published product is shown to."""

    PUBLIC = "PUBLIC", "Everybody."
    PARTNERS = "PARTNERS", "The owner's downstream partners."


class Trade(DescribedEnum):
    """The trade whose details a product has."""

    COSMETICS = "COSMETICS", "Skin care, make-up, fragrance and what goes into them."
    JEWELLERY = "JEWELLERY", "Finished pieces and their parts."
    GENERAL = "GENERAL", "Anything else."


class MediaKind(DescribedEnum):
    """How a product is shown."""

    IMAGE = "IMAGE", "A picture."
    VIDEO = "VIDEO", "A film."
    MODEL_3D = "MODEL_3D", "A model to be turned in three dimensions."
    SPIN_360 = "SPIN_360", "Pictures all around."


class DocumentKind(DescribedEnum):
    """What a document about a product is."""

    QC_REPORT = "QC_REPORT", "The result of a quality check."
    CERTIFICATE = "CERTIFICATE", "A laboratory's or authority's certificate."
    FILING = "FILING", "A registration with the authorities."
    SAFETY_SHEET = "SAFETY_SHEET", "How to handle it safely."


class ProductOrder(DescribedEnum):
    """How a list is sorted."""

    RELEVANCE = "RELEVANCE", "What fits `search` best first; without one, the newest first."
    NEWEST = "NEWEST", "The newest first."
    OLDEST = "OLDEST", "The oldest first."
    NAME = (
        "NAME",
        "By name, A to Z, as people sort names: case and accents aside, Chinese by its sounds.",
    )


class ProductFacetName(DescribedEnum):
    """What the products of a list can be told apart by."""

    BRAND = "BRAND", "Who describes it."
    CATEGORY = "CATEGORY", "The shelf it is on."
    PRICE = "PRICE", "What a unit of it costs you at least now, in bands."
    IN_STOCK = "IN_STOCK", "Whether it can be had now, as far as you may know."
    EFFICACY = "EFFICACY", "What it does."
    MATERIAL = "MATERIAL", "What it is made of."
    GEM = "GEM", "Its main gem."
    CERTIFICATE = "CERTIFICATE", "Whether it has a certificate."

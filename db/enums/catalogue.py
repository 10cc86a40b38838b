"""Words of the catalogue."""

from db.enums import DescribedEnum


class ListingStatus(DescribedEnum):
    """Where a product stands on its way into the catalogue."""

    DRAFT = "DRAFT", "Being written."
    IN_REVIEW = "IN_REVIEW", "Waiting to be approved."
    DECLINED = "DECLINED", "Not approved."
    PUBLISHED = "PUBLISHED", "In the catalogue."
    WITHDRAWN = "WITHDRAWN", "Taken out of the catalogue; still readable where orders refer to it."


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

    NEWEST = "NEWEST", "The newest first."
    OLDEST = "OLDEST", "The oldest first."
    NAME = "NAME", "By name, A to Z."

"""Words of files."""

from db.enums import DescribedEnum


class FileKind(DescribedEnum):
    """What is in a file. Media of products are called by the same words."""

    IMAGE = "IMAGE", "A picture: JPEG, PNG, WebP or AVIF; kept as WebP in every `PictureSize`."
    VIDEO = "VIDEO", "A film: MP4."
    MODEL_3D = "MODEL_3D", "A model to be turned in three dimensions: glTF in one file (GLB)."
    SPIN_360 = "SPIN_360", "Pictures all around, at equal angles, in their order."
    DOCUMENT = "DOCUMENT", "A paper: PDF, or a picture of it, which becomes one."


class FileStatus(DescribedEnum):
    """Where a file stands on its way in."""

    AWAITED = "AWAITED", "Its bytes are to be sent to the addresses that were given out for it."
    RECEIVED = "RECEIVED", "All of it has come; it is looked at and made ready."
    READY = "READY", "It can be shown."
    REFUSED = "REFUSED", "It is not what it was said to be; `reason` tells."


class PictureSize(DescribedEnum):
    """How large a picture is shown. None is made larger than it was sent."""

    SMALL = "SMALL", "320 pixels wide at most: for lists."
    MEDIUM = "MEDIUM", "800 pixels wide at most: for pages."
    LARGE = "LARGE", "1,600 pixels wide at most: to look closely."

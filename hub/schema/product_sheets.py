"""Many products described and changed at once by a file, as clients do it."""

import strawberry

from db.enums.catalogue import ListingAction
from hub.commands import product_sheets as commands
from hub.commands.files.tables import FILE_CHARACTERS_MAX
from hub.domain.product_sheets import PRODUCTS_MAX, ROWS_MAX
from hub.execution.fields import column
from hub.schema.mutations import mutation, optional, payload, text

ID = strawberry.ID


@strawberry.type(description="What a product of a file says in other words than before.")
class ImportedChange:
    field: str = column("The path of what is changed: `name.zh`, `skus.JAR-50.gtin`.")
    before: str | None = column("How what it said before begins; null for nothing.")
    after: str | None = column("How what it says after begins; null for nothing.")


@strawberry.type(description="A product that a file describes anew, or has say something else.")
class ImportedProduct:
    row: int = column("Its first row in the file; the header is row 1.")
    action: ListingAction = column("Whether it is created or changed.")
    product_id: ID = column("The product; of a new one in a dry run there is none yet.")
    name: str = column("Its name.")
    changes: list[ImportedChange] = column("What is changed.")


@payload("What came of a file of products, or would; or why nothing did.")
class ImportProductsPayload:
    created: int | None = column("How many products are new.")
    changed: int | None = column("How many say something else now.")
    unchanged: int | None = column("How many say what they said.")
    products: list[ImportedProduct] | None = column(
        "The new and the changed ones, in the file's order."
    )
    ignored_columns: list[str] | None = column("Columns that nothing was read from.")


@mutation(
    commands.import_products,
    ImportProductsPayload,
    description="Have products of yours say what the rows of a file do: all of them, or none. New"
    " ones are drafts. A column is called like the field of `Product` that it has, such as `id`,"
    " `category.code`, `details.ingredients` and `skus.gtin`, and a text has one for each language:"
    " `name_zh`. So what is exported is read back. Errors have the path `file`, row, column.",
)
class ImportProductsInput:
    file: str = text(
        FILE_CHARACTERS_MAX,
        f"CSV or a spreadsheet, written as base64: up to {ROWS_MAX:,} rows of up to"
        f" {PRODUCTS_MAX:,} products, a row for each SKU.",
    )
    dry_run: bool = optional("Only tell what would come of it.")

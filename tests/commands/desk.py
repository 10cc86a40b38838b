"""A brand's catalogue team at work, and the operator who reviews what it describes."""

from typing import Any, Final

from db.enums.files import FileKind
from tests.areas.files import made_file
from tests.graph import answer
from tests.mutations import codes, mutate
from tests.world import Trader, World

CREAM: Final = [{"language": "en", "text": "Night cream"}, {"language": "zh", "text": "晚霜"}]
DETAILS: Final = {"ingredients": ["Aqua", "Glycerin"], "filingNumber": "粤G妆网备字2026000001"}
VERSIONS: Final = """
    query ($id: ID!) {
        product(id: $id) {
            version status reason faults changedSinceReview availableActions
            checklist { check isMet }
            media { file { id } } documents { file { id } }
            texts { field language text }
            versions(orderBy: OLDEST) { nodes {
                version action status note faults actor { id } account { name }
                changes { field before after }
            } }
        }
    }
"""


class Desk:
    """The brand's catalogue team, and the operator who reviews."""

    def __init__(self, world: World, operator: Trader) -> None:
        self.world = world
        self.operator = operator
        self.id = ""

    async def run(self, name: str, /, who: Any = None, **input: Any) -> Any:
        """The payload of a mutation, of the product unless it makes one or is of a SKU."""
        if "skuId" not in input and name != "createProduct":
            input = {"productId": self.id, **input}
        return await mutate(self.world, who or self.world.brand, name, **input)

    async def do(self, name: str, /, who: Any = None, **input: Any) -> Any:
        payload = await self.run(name, who, **input)
        assert payload["errors"] == [], payload["errors"]
        return payload.get("product")

    async def create(self, **input: Any) -> None:
        made = await self.do("createProduct", name=CREAM, trade="COSMETICS", **input)
        self.id = made["id"]

    async def complete(self) -> None:
        """All that a reviewer looks for."""
        await self.create(description=[{"language": "en", "text": "For dry skin."}])
        [shelf] = await self.world.hub.database.pool.fetch(
            "INSERT INTO categories (id, code, name) VALUES (uuidv7(), 'FACE', 'Face') RETURNING id"
        )
        await self.do("updateProduct", categoryId=f"Category:{shelf['id']}")
        await self.do("setCosmeticDetails", **DETAILS)
        await self.do("setProductMedia", media=[await self.picture()])
        await self.do("setProductDocuments", documents=[await self.filing()])
        await self.do("createSku", code="NC-50", name=CREAM, unit="GRM", gtin="4006381333931")

    async def picture(self, kind: FileKind = FileKind.IMAGE, owner: Trader | None = None) -> Any:
        """What shows a product by a new file of the brand's, or another party's."""
        file = made_file((owner or self.world.brand).id, kind)
        await self.world.add(file)
        return {"fileId": f"File:{file.id}"}

    async def filing(self) -> Any:
        return {
            **await self.picture(FileKind.DOCUMENT),
            "kind": "FILING",
            "title": [{"language": "zh", "text": "备案凭证"}],
            "validUntil": "2030-01-01",
        }

    async def approve(self, who: Any = None, **input: Any) -> Any:
        return await self.run("approveProduct", who or self.operator, **input)

    async def decline(self, reason: str, **input: Any) -> Any:
        return await self.run("declineProduct", self.operator, reason=reason, **input)

    async def publish(self) -> None:
        await self.complete()
        await self.do("submitProduct")
        assert codes(await self.approve()) == []

    async def read(self, who: Any = None) -> Any:
        viewer = who.viewer if isinstance(who, Trader) else who or self.world.brand.viewer
        return (await answer(self.world.hub, viewer, VERSIONS, id=self.id))["product"]

    async def is_listed_for(self, who: Trader) -> bool:
        asked = "{ products(first: 50) { nodes { id } } }"
        found = (await answer(self.world.hub, who.viewer, asked))["products"]["nodes"]
        return self.id in [one["id"] for one in found]

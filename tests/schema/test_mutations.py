"""How mutations are declared: what a declaration must say, and what follows from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
import strawberry
from strawberry.schema.config import StrawberryConfig

from db.types import new_id
from hub.context import Request
from hub.domain.errors import ErrorCode, Refused
from hub.execution.fields import batched, column
from hub.loaders.parties import party_by_id
from hub.schema import Mutation
from hub.schema.mutations import (
    DECLARED,
    each_by_id,
    id_of,
    mutation,
    optional,
    part_of_input,
    payload,
    required,
)
from hub.schema.parties import Brand, Party, Retailer, Supplier
from hub.schema.scalars import SCALARS
from tests.world import World

ID = strawberry.ID


@payload("Two parties and a number.")
class MeetPayload:
    host: Party | None = batched(party_by_id, key="host_id", description="Who invites.")
    guests: list[Party] | None = each_by_id(party_by_id, key="guest_ids", description="Who comes.")
    seats: int | None = column("How many there are.")


async def meet(
    request: Request, host_id: UUID, guest_ids: list[UUID], seats: int = 8
) -> Mapping[str, Any]:
    if seats < len(guest_ids):
        raise Refused(ErrorCode.INVALID_QUANTITY, "There are too few seats.", ("seats",))
    return {"host_id": host_id, "guest_ids": guest_ids, "seats": seats}


@mutation(meet, MeetPayload, description="Bring parties together.")
class MeetInput:
    host_id: ID = id_of("Party", "Who invites.")
    guest_ids: list[ID] = id_of("Party", "Who comes.")
    seats: int = optional("How many there are.")


@strawberry.type
class Queries:
    nothing: int | None = column("Nothing.")


def test_the_input_is_named_after_its_mutation_alone() -> None:
    fields = Mutation.__strawberry_definition__.fields

    assert len(fields) > 20
    for field in fields:
        [argument] = field.arguments
        name = argument.type_annotation.annotation.__name__
        assert name == f"{field.name[0].upper()}{field.name[1:]}Input"


async def test_a_payload_answers_several_rows_and_values_again_too(world: World) -> None:
    declared = vars(MeetInput)[DECLARED]
    fields = {"meet": declared.field, "__annotations__": {"meet": declared.payload}}
    schema = strawberry.Schema(
        Queries,
        strawberry.type(type("Mutation", (), fields)),
        types=[Brand, Retailer, Supplier],
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    # What may be left out is the command's own default, or may be null.
    assert "seats: Int! = 8" in schema.as_str()
    document = """
        mutation ($input: MeetInput!) {
          meet(input: $input) { host { name } guests { name } seats errors { code field } }
        }
    """
    guests = [f"Party:{one.id}" for one in (world.retailer, world.supplier)]
    host = f"Party:{world.brand.id}"
    input = {"requestId": str(new_id()), "hostId": host, "guestIds": guests}
    few = {**input, "requestId": str(new_id()), "seats": 1}

    answers = []
    for asked in (input, input, few, few):
        async with world.asked_by(world.brand) as request:
            result = await schema.execute(document, {"input": asked}, context_value=request)
            assert result.errors is None
            assert result.data is not None
            answers.append(result.data["meet"])

    names = [{"name": one.party.name} for one in (world.retailer, world.supplier)]
    met = {"host": {"name": world.brand.party.name}, "guests": names, "seats": 8, "errors": []}
    errors = [{"code": "INVALID_QUANTITY", "field": ["seats"]}]
    refused = {"host": None, "guests": None, "seats": None, "errors": errors}
    assert answers == [met, met, refused, refused]


@dataclass(frozen=True)
class Seat:
    row: int


class Unknown:
    host_id: ID = id_of("Party", "Who invites.")
    guest_ids: list[ID] = id_of("Party", "Who comes.")
    wine: str = required("Which.")


class Forgotten:
    host_id: ID = id_of("Party", "Who invites.")


class LeftOut:
    row: int | None = optional("Which.")


@pytest.mark.parametrize(
    ("declare", "input", "sentence"),
    [
        (mutation(meet, MeetPayload, description="."), Unknown, "has no parameter of that name"),
        (mutation(meet, MeetPayload, description="."), Forgotten, "meet needs `guest_ids`"),
        (part_of_input(Seat, "."), LeftOut, "Seat needs `row`, which LeftOutInput may leave out"),
    ],
)
def test_an_input_that_its_command_does_not_take_is_noticed_when_it_is_declared(
    declare: Callable[[type], type], input: type, sentence: str
) -> None:
    named = type(f"{input.__name__}Input", (), dict(vars(input)))

    with pytest.raises(TypeError, match=sentence):
        declare(named)

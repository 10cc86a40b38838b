"""Addresses that goods are sent to, as clients see them."""

import strawberry

from db.tables import addresses as tables
from hub.commands import addresses as commands
from hub.domain.addresses import PostalAddress as MadeAddress
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import addresses
from hub.schema.connections import Connection, connection
from hub.schema.mutations import (
    id_of,
    mutation,
    optional_text,
    part_of_input,
    payload,
    required,
    text,
)
from hub.schema.node import Node, is_row_of
from hub.schema.scalars import CountryCode

ID = strawberry.ID


@strawberry.type(description="Where an order is sent, as it was said when it was placed.")
class PostalAddress:
    recipient: str = column("Who takes the goods.")
    phone: str | None = column("How to reach them.")
    lines: str = column("Street and number, and whatever else a carrier needs.")
    city: str = column("The city.")
    region: str | None = column("The state, province or the like.")
    postcode: str | None = column("The postal code.")
    country: CountryCode = column("The country.")


@strawberry.type(description="One of the addresses that your party has goods sent to.")
class Address(Node):
    is_type_of = is_row_of(tables.Address)

    id: ID = node_id("Address", addresses.address_by_id)
    recipient: str = column("Who takes the goods.")
    phone: str | None = column("How to reach them.")
    lines: str = column("Street and number, and whatever else a carrier needs.")
    city: str = column("The city.")
    region: str | None = column("The state, province or the like.")
    postcode: str | None = column("The postal code.")
    country: CountryCode = column("The country.")


@strawberry.type
class AddressQueries:
    address: Address | None = found(
        addresses.address_by_id, "Address", description="Your party's address with this id."
    )
    addresses: Connection[Address] = connection(
        addresses.addresses,
        key=None,
        description="The addresses that your party has goods sent to, newest first.",
    )


@payload("An address after a change, or why there was none.")
class AddressPayload:
    address: Address | None = batched(
        addresses.address_by_id, key="address_id", description="The address as it is now."
    )


@payload("Whether an address was removed, or why not.")
class RemoveAddressPayload:
    removed: bool | None = column("True once it is gone.")


@part_of_input(MadeAddress, "An address that goods are sent to.")
class PostalAddressInput:
    recipient: str = text(tables.Address.recipient, "Who takes the goods.")
    phone: str | None = optional_text(tables.Address.phone, "How to reach them.")
    lines: str = text(tables.Address.lines, "Street and number, and whatever else a carrier needs.")
    city: str = text(tables.Address.city, "The city.")
    region: str | None = optional_text(tables.Address.region, "The state, province or the like.")
    postcode: str | None = optional_text(tables.Address.postcode, "The postal code.")
    country: CountryCode = required("The country.")


@mutation(commands.add_address, AddressPayload, description="Keep an address for orders to come.")
class AddAddressInput:
    address: PostalAddressInput = required("The address.")


@mutation(
    commands.change_address,
    AddressPayload,
    description="Say anew what an address is. Orders that were placed keep what was said then.",
)
class ChangeAddressInput:
    address_id: ID = id_of("Address", "Which address.")
    address: PostalAddressInput = required("What it is now, all of it.")


@mutation(
    commands.remove_address,
    RemoveAddressPayload,
    description="Forget an address. Orders that were placed keep it.",
)
class RemoveAddressInput:
    address_id: ID = id_of("Address", "Which address.")

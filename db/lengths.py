"""How many characters a text has at most, by what it is.

Columns, inputs and imports take their lengths from here, so that what one lets in the next can
hold.
"""

from typing import Final

# What is one of a few words.
WORD: Final = 32
# What people and other systems know a thing by: the number of an order, the code of a SKU.
CODE: Final = 200
# By what somebody, or a place, is called.
NAME: Final = 200
# Of a product or a document: shops put half a description into it.
TITLE: Final = 500
# By RFC 5321.
EMAIL: Final = 254
# A tag by BCP 47, whose registry has none that is longer.
LANGUAGE: Final = 35
# A name by IANA, whose list has none that is longer.
TIME_ZONE: Final = 32
PASSWORD: Final = 200
# Of the hub's own making: hashes, and what is sent to whoever may come back with it.
TOKEN: Final = 500
# An address on the web, as long as browsers take it.
URL: Final = 2_000
# What somebody says about a thing.
NOTE: Final = 2_000
DESCRIPTION: Final = 20_000
# Of all texts of a list together.
LIST: Final = 10_000

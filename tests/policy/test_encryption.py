"""A stored secret is read again by the hub's own secret, in its own row, and nowhere else."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.policy.encryption import Cipher, DecryptionFailed

ROW = uuid4()


@given(st.text())
def test_what_is_encrypted_is_decrypted_in_its_row_alone(text: str) -> None:
    cipher = Cipher("a secret")
    stored = cipher.encrypt(text, ROW)

    assert cipher.decrypt(stored, ROW) == text
    with pytest.raises(DecryptionFailed):
        cipher.decrypt(stored, uuid4())
    with pytest.raises(DecryptionFailed):
        Cipher("another").decrypt(stored, ROW)


def test_what_is_encrypted_outlives_a_change_of_the_secret_until_the_next() -> None:
    stored = Cipher("first").encrypt("whsec_…", ROW)

    changed = Cipher("second", "first")

    assert changed.decrypt(stored, ROW) == "whsec_…"
    assert Cipher("second").decrypt(changed.encrypt("new", ROW), ROW) == "new"
    with pytest.raises(DecryptionFailed):
        Cipher("third", "second").decrypt(stored, ROW)

"""How results leave the house: prepared, checked by a second person, signed, released."""

"""The catalogue: SQL tables projected from the register. They may be dropped and rebuilt; only this room touches them."""

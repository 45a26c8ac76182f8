"""Django's migrations of the catalogue. The projected tables are redrawn from the register after each; its own tables only ever gain rows."""

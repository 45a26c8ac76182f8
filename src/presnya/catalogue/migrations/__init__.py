"""Django's migrations of the catalogue. A change of its tables is a rebuild from the register, so there is one."""

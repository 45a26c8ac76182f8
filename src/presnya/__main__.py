"""`python -m presnya` is the command `presnya`."""

import sys

from presnya.cli import main

if __name__ == "__main__":
    sys.exit(main())

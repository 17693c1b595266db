"""``python -m wiretrace`` runs the command."""

import sys

from wiretrace.cli import main

if __name__ == "__main__":
    sys.exit(main())

"""Prints all tables of the gold gate; exit code 1 if any floor is missed."""

import sys

from tests.gold import credit, raw, reuse

sys.exit(max(reuse.main(), raw.main(), credit.main()))

"""The table of rules: which code of the terms is judged by which checker."""

RULESET = "1"

"""Tests of the beacon."""

"""The one door to the network: every request that the service makes to somebody else's server goes through here."""

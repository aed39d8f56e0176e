"""In-memory stand-ins for the ports; the contract suite holds them to what AWS does."""

"""Every path through the stack: who may go it, who goes it, and the ledger of those gone."""

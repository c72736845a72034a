"""The network: one polite client for all that is asked of other machines, and which links are dead."""

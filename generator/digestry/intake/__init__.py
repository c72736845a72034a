"""How papers come in: importers, the network, what is fetched and looked up."""

"""The publishers' own files over the network: where they lie, fetched, checked, imported."""

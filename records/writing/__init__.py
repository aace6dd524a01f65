"""The one way to write: plan, write, seal into the chain, tell the followers."""

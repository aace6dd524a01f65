"""The crosswalk between our keys and the codes of others."""

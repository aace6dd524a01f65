"""Pages on which editors write what was found of claims."""

"""Pages on which editors do in one go what spans several records."""

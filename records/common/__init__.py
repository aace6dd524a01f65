"""Pure helpers that every room uses: no models of ours, no app imports."""

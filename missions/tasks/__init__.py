"""Tasks of missions from day to day: what follows from what documents state."""

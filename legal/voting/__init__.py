"""How members of the Council vote: with and against each other, by seat, state and time."""

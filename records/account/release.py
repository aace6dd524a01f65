"""Which release of the data an answer rests on."""

NONE_MADE = "No release has been made yet: cite the state of the base."


def current_release() -> str | None:
    """The release that the base extends; None until one is made."""
    return None


def release_of(state: str | None) -> dict[str, str | None]:
    """With the state of the base, the hash at the end of its chain, by which it can be cited."""
    name = current_release()
    return {"name": name, "why_none": None if name else NONE_MADE, "state": state}

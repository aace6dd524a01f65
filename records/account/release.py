"""Which release of the data an answer rests on."""

from records.releases.held import current_release

NONE_MADE = "No release has been made yet: cite the state of the base."


def release_of(state: str | None) -> dict[str, str | None]:
    """With the state of the base, the hash at the end of its chain, by which it can be cited."""
    release = current_release()
    name = release.name if release else None
    return {"name": name, "why_none": None if name else NONE_MADE, "state": state}

"""Numbers with the word for what was counted."""


def count_of(number: int, words: str) -> str:
    """«1 mission», «2 missions» from `mission,missions`."""
    one, many = words.split(",")
    return f"{number:,} {one if number == 1 else many}"

from dataclasses import dataclass


@dataclass(frozen=True)
class Defect:
    what: str
    file: str
    line: str
    broken: str
    tests: str

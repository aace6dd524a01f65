"""What `tests/plant_defects` breaks, and which tests are to find it."""

from .editing import EDITING
from .planting import Defect
from .reading import READING

__all__ = ["DEFECTS", "Defect"]
DEFECTS = [*READING, *EDITING]

"""The provisions of a document as a tree: chapters hold articles, articles their paragraphs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from legal.models import Provision


@dataclass(frozen=True)
class Node:
    provision: Provision
    children: list["Node"] = field(default_factory=list)


def tree(provisions: Iterable[Provision]) -> list[Node]:
    """The provisions of one document, each level in the order in which they come."""
    below: dict[int | None, list[Node]] = defaultdict(list)
    nodes = [Node(provision, below[provision.pk]) for provision in provisions]
    for node in nodes:
        below[node.provision.parent_id].append(node)
    return below[None]

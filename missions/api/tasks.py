"""Tasks of missions over the API: what documents state, and what is in force on a day."""

from missions.filters.mandates import StatementFilter, TaskFilter, TaskPeriodFilter
from missions.models import MandateStatement, MandateTask, TaskPeriod
from records.api import PERIOD
from records.common.api import ReadOnly
from records.rows.columns import Column
from records.rows.fields import Key
from records.rows.serializers import RowSerializer

LINE = ["task", "modality", "strength", "change", "target", "basis", "until", "anchor", "sub"]


class StatementSerializer(RowSerializer):
    document = Key()
    mission = Key()
    coding = Column("coding.key")
    carries_from = Key(none_is_known=True)
    until = Column(none_is_known=True)

    class Meta:
        model = MandateStatement
        fields = [
            "key",
            "document",
            "mission",
            "coding",
            "statement",
            "carries_from",
            "anchor",
            "until",
            "note",
        ]


class TaskSerializer(RowSerializer):
    document = Key(source="statement.document")
    mission = Key(source="statement.mission")
    coding = Column("statement.coding.key")
    task = Column("task.key")
    until = Column(none_is_known=True)

    class Meta:
        model = MandateTask
        fields = ["key", "document", "mission", "coding", *LINE]


class TaskPeriodSerializer(RowSerializer):
    """`since` is the first day of the unbroken run, over all documents that restated the task."""

    mission = Key()
    task = Column("task.key")
    strength = Column("stated.strength")
    target = Column("stated.target")
    basis = Column("stated.basis")
    document = Key(source="stated.statement.document")
    anchor = Column("stated.anchor")
    sub = Column("stated.sub")
    coding = Column("stated.statement.coding.key")

    class Meta:
        model = TaskPeriod
        fields = [
            "key",
            "mission",
            "task",
            "modality",
            "strength",
            "target",
            "basis",
            "since",
            *PERIOD,
            "document",
            "anchor",
            "sub",
            "coding",
        ]


class StatementViewSet(ReadOnly):
    """What each document does to the tasks of a mission: sets out, adds, carries over, ends."""

    queryset = MandateStatement.objects.all()
    serializer_class = StatementSerializer
    filterset_class = StatementFilter


class TaskViewSet(ReadOnly):
    """Lines of documents on tasks, with their paragraphs, in every coding."""

    queryset = MandateTask.objects.all()
    serializer_class = TaskSerializer
    filterset_class = TaskFilter


class TaskPeriodViewSet(ReadOnly):
    """`task=human_rights&as_of=1999-03-01`; a mission without rows is not yet coded.

    One task may stand in several rows, each for a paragraph that states it.
    """

    queryset = TaskPeriod.objects.all()
    serializer_class = TaskPeriodSerializer
    filterset_class = TaskPeriodFilter

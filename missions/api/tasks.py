"""Tasks of missions over the API: what documents state, and what is in force on a day."""

from rest_framework import serializers

from missions.filters.mandates import StatementFilter, TaskFilter, TaskPeriodFilter
from missions.models import MandateStatement, MandateTask, TaskPeriod
from records.api import PERIOD, Key
from records.common.api import ReadOnly

LINE = ["task", "modality", "strength", "change", "target", "basis", "anchor", "sub"]


class StatementSerializer(serializers.ModelSerializer):
    document = Key()
    mission = Key()
    coding = serializers.CharField(source="coding.key")
    carries_from = Key()

    class Meta:
        model = MandateStatement
        fields = [
            "id",
            "document",
            "mission",
            "coding",
            "statement",
            "carries_from",
            "anchor",
            "until",
            "note",
        ]


class TaskSerializer(serializers.ModelSerializer):
    document = Key(source="statement.document")
    mission = Key(source="statement.mission")
    coding = serializers.CharField(source="statement.coding.key")
    task = serializers.CharField(source="task.key")

    class Meta:
        model = MandateTask
        fields = ["id", "document", "mission", "coding", *LINE]


class TaskPeriodSerializer(serializers.ModelSerializer):
    """`since` is the first day of the unbroken run, over all documents that restated the task."""

    mission = Key()
    task = serializers.CharField(source="task.key")
    strength = serializers.CharField(source="stated.strength")
    target = serializers.CharField(source="stated.target")
    basis = serializers.CharField(source="stated.basis")
    document = Key(source="stated.statement.document")
    anchor = serializers.CharField(source="stated.anchor")
    sub = serializers.CharField(source="stated.sub")
    coding = serializers.CharField(source="stated.statement.coding.key")

    class Meta:
        model = TaskPeriod
        fields = [
            "id",
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

    queryset = MandateStatement.objects.select_related(
        "document", "mission", "coding", "carries_from"
    )
    serializer_class = StatementSerializer
    filterset_class = StatementFilter


class TaskViewSet(ReadOnly):
    """Lines of documents on tasks, with their paragraphs, in every coding."""

    queryset = MandateTask.objects.select_related(
        "statement__document", "statement__mission", "statement__coding", "task"
    )
    serializer_class = TaskSerializer
    filterset_class = TaskFilter


class TaskPeriodViewSet(ReadOnly):
    """`task=human_rights&as_of=1999-03-01`; a mission without rows is not yet coded.

    One task may stand in several rows, each for a paragraph that states it.
    """

    queryset = TaskPeriod.objects.select_related(
        "mission", "task", "stated__statement__document", "stated__statement__coding"
    )
    serializer_class = TaskPeriodSerializer
    filterset_class = TaskPeriodFilter

from datetime import date

import pytest

from missions.derivation import Action, MissionEnd, derive_mandates
from missions.models.mandate import ActionKind, Chapter, ForceLevel
from records.common.periods import Precision

LASTING = MissionEnd()


def act(kind, effective_on, until=None, document="r-1", **fields):
    days = [date.fromisoformat(day) if day else None for day in (effective_on, until)]
    return Action(document, ActionKind(kind), *days, **fields)


def spans(mandates):
    return [
        (mandate.starts_on.isoformat(), mandate.ends_on and mandate.ends_on.isoformat())
        for mandate in mandates
    ]


def test_a_mandate_runs_to_the_eve_of_the_next_or_to_the_end_of_its_period():
    mandates = derive_mandates(
        [
            act("establish", "2001-02-01", "2001-08-01"),
            act("extend", "2001-07-20", "2002-01-31", document="r-2"),
        ],
        LASTING,
    )

    assert spans(mandates) == [("2001-02-01", "2001-07-19"), ("2001-07-20", "2002-01-31")]
    assert [mandate.rank for mandate in mandates] == [1, 2]
    assert [mandate.open_ended for mandate in mandates] == [False, False]
    assert mandates[1].action.document == "r-2"


def test_actions_are_put_in_order_of_time():
    mandates = derive_mandates(
        [
            act("extend", "2001-07-20", "2002-01-31"),
            act("establish", "2001-02-01", "2001-08-01"),
        ],
        LASTING,
    )

    assert [mandate.action.action for mandate in mandates] == ["establish", "extend"]


def test_a_lapse_between_two_periods_stays_a_gap():
    mandates = derive_mandates(
        [
            act("establish", "2001-02-01", "2001-03-31"),
            act("extend", "2001-05-01", "2001-06-30"),
        ],
        LASTING,
    )

    assert spans(mandates) == [("2001-02-01", "2001-03-31"), ("2001-05-01", "2001-06-30")]


def test_actions_of_one_day_make_one_mandate_named_by_the_most_defining():
    mandates = derive_mandates(
        [
            act("adjust", "2001-02-01", "2001-08-01", document="r-2"),
            act("authorize_force", "2001-02-01", document="r-2"),
            act("establish", "2001-02-01", document="r-1"),
        ],
        LASTING,
    )

    assert spans(mandates) == [("2001-02-01", "2001-08-01")]
    assert mandates[0].action.action == ActionKind.ESTABLISH
    assert mandates[0].documents == ("r-2", "r-1")


def test_of_two_periods_granted_on_one_day_the_longer_counts():
    mandates = derive_mandates(
        [
            act("extend", "2001-02-01", "2001-04-04", paragraph="15"),
            act("extend", "2001-02-01", "2002-04-04", paragraph="16"),
            act("establish", "2001-02-01"),
        ],
        LASTING,
    )

    assert spans(mandates) == [("2001-02-01", "2002-04-04")]


@pytest.mark.parametrize("kind", ["expand", "adjust", "reduce", "set_mandate"])
def test_a_change_begins_a_version_and_keeps_the_period_that_is_running(kind):
    mandates = derive_mandates(
        [act("establish", "2001-02-01", "2001-08-01"), act(kind, "2001-04-10")], LASTING
    )

    assert spans(mandates) == [("2001-02-01", "2001-04-09"), ("2001-04-10", "2001-08-01")]


def test_a_change_after_the_period_has_run_out_has_no_known_end():
    mandates = derive_mandates(
        [act("establish", "2001-02-01", "2001-08-01"), act("adjust", "2001-09-01")], LASTING
    )

    assert spans(mandates)[1] == ("2001-09-01", None)
    assert mandates[1].ends_precision == Precision.UNKNOWN
    assert mandates[1].open_ended is False


@pytest.mark.parametrize("kind", ["set_ceiling", "request_report", "endorse"])
def test_what_changes_no_mandate_begins_no_version(kind):
    mandates = derive_mandates(
        [act("establish", "2001-02-01", "2001-08-01"), act(kind, "2001-04-10")], LASTING
    )

    assert spans(mandates) == [("2001-02-01", "2001-08-01")]


def test_without_a_period_granted_there_is_no_mandate():
    assert (
        derive_mandates([act("adjust", "2001-02-01"), act("endorse", "2001-03-01")], LASTING) == []
    )


def test_what_comes_before_the_founding_takes_effect_with_it():
    mandates = derive_mandates(
        [
            act(
                "authorize_force",
                "2001-01-10",
                force_level=ForceLevel.MEANS_FOR_TASKS,
                chapter_vii=True,
            ),
            act("establish", "2001-02-01", "2001-08-01"),
        ],
        LASTING,
    )

    assert spans(mandates) == [("2001-02-01", "2001-08-01")]
    assert mandates[0].force_level == ForceLevel.MEANS_FOR_TASKS
    assert mandates[0].chapter == Chapter.VII


def test_a_mandate_without_a_stated_end_is_open_ended_until_the_next_begins():
    mandates = derive_mandates(
        [act("establish", "2001-02-01"), act("expand", "2001-04-10")], LASTING
    )

    assert spans(mandates) == [("2001-02-01", "2001-04-09"), ("2001-04-10", None)]
    assert [mandate.open_ended for mandate in mandates] == [True, True]
    assert mandates[1].ends_precision == Precision.DAY


def test_an_open_ended_mandate_ends_with_its_mission():
    ended = MissionEnd(date(2003, 5, 31), Precision.MONTH)

    (mandate,) = derive_mandates([act("establish", "2001-02-01")], ended)

    assert (mandate.ends_on, mandate.ends_precision) == (date(2003, 5, 31), Precision.MONTH)
    assert mandate.open_ended is True


def test_an_open_ended_mandate_of_a_mission_that_ended_one_knows_not_when_has_an_unknown_end():
    ended = MissionEnd(precision=Precision.UNKNOWN)

    (mandate,) = derive_mandates([act("establish", "2001-02-01")], ended)

    assert (mandate.ends_on, mandate.ends_precision) == (None, Precision.UNKNOWN)
    assert mandate.open_ended is False


def test_a_period_whose_end_is_not_known_is_not_open_ended():
    (mandate,) = derive_mandates([act("establish", "2001-02-01", end_unknown=True)], LASTING)

    assert mandate.ends_precision == Precision.UNKNOWN
    assert mandate.open_ended is False


def test_a_mandate_whose_end_is_not_known_lasts_no_longer_than_its_mission():
    ended = MissionEnd(date(2003, 5, 31))

    (mandate,) = derive_mandates([act("establish", "2001-02-01", end_unknown=True)], ended)

    assert (mandate.ends_on, mandate.ends_precision) == (date(2003, 5, 31), Precision.DAY)
    assert mandate.open_ended is False


def test_an_open_ended_mandate_that_begins_after_its_mission_ended_has_an_unknown_end():
    ended = MissionEnd(date(2001, 1, 31))

    (mandate,) = derive_mandates([act("establish", "2001-02-01")], ended)

    assert (mandate.ends_on, mandate.ends_precision) == (None, Precision.UNKNOWN)


def test_a_period_granted_is_told_as_granted_even_when_the_mission_ended_before():
    ended = MissionEnd(date(2001, 4, 1))

    (mandate,) = derive_mandates([act("establish", "2001-02-01", "2001-08-01")], ended)

    assert mandate.ends_on == date(2001, 8, 1)


@pytest.mark.parametrize("kind", ["terminate", "transition"])
def test_an_ending_cuts_the_period_short_and_its_day_still_counts(kind):
    mandates = derive_mandates(
        [act("establish", "2001-02-01", "2001-08-01"), act(kind, "2001-06-15")], LASTING
    )

    assert spans(mandates) == [("2001-02-01", "2001-06-15")]


def test_a_change_on_the_day_of_an_ending_begins_nothing():
    mandates = derive_mandates(
        [
            act("establish", "2001-02-01", "2001-08-01"),
            act("reduce", "2001-06-15"),
            act("terminate", "2001-06-15"),
        ],
        LASTING,
    )

    assert spans(mandates) == [("2001-02-01", "2001-06-15")]


def test_after_an_ending_only_a_new_period_brings_the_mandate_back():
    mandates = derive_mandates(
        [
            act("establish", "2001-02-01", "2001-08-01"),
            act("terminate", "2001-06-15"),
            act("adjust", "2001-07-01"),
            act("extend", "2001-07-20", "2001-12-31"),
        ],
        LASTING,
    )

    assert spans(mandates) == [("2001-02-01", "2001-06-15"), ("2001-07-20", "2001-12-31")]


def test_an_ending_after_the_period_does_not_lengthen_it():
    mandates = derive_mandates(
        [act("establish", "2001-02-01", "2001-08-01"), act("terminate", "2001-08-03")], LASTING
    )

    assert spans(mandates) == [("2001-02-01", "2001-08-01")]


def test_a_part_that_passes_to_another_mission_ends_nothing_where_the_rest_is_extended():
    mandates = derive_mandates(
        [
            act("establish", "2001-02-01", "2001-08-01"),
            act("transition", "2001-06-15"),
            act("extend", "2001-06-15", "2002-01-31"),
        ],
        LASTING,
    )

    assert spans(mandates) == [("2001-02-01", "2001-06-14"), ("2001-06-15", "2002-01-31")]


def test_chapter_vii_once_invoked_holds_for_what_continues_the_mandate():
    mandates = derive_mandates(
        [
            act("establish", "2001-02-01", "2001-08-01"),
            act("extend", "2001-07-01", "2002-01-31", chapter_vii=True),
            act("extend", "2002-01-15", "2002-07-31"),
        ],
        LASTING,
        chapter=Chapter.VI,
    )

    assert [mandate.chapter for mandate in mandates] == [Chapter.VI, Chapter.VII, Chapter.VII]


def test_a_repeated_authorization_of_force_begins_no_version_and_a_stronger_one_does():
    tasks, all_means = ForceLevel.MEANS_FOR_TASKS, ForceLevel.ALL_MEANS
    mandates = derive_mandates(
        [
            act("establish", "2001-02-01"),
            act("authorize_force", "2001-02-01", force_level=tasks),
            act("authorize_force", "2001-03-01", force_level=tasks),
            act("authorize_force", "2001-04-01", force_level=all_means),
        ],
        LASTING,
    )

    assert [mandate.starts_on for mandate in mandates] == [date(2001, 2, 1), date(2001, 4, 1)]
    assert [mandate.force_level for mandate in mandates] == [tasks, all_means]


def test_force_authorized_for_a_time_does_not_reach_a_later_mandate():
    mandates = derive_mandates(
        [
            act("establish", "2001-02-01", "2001-12-31"),
            act("authorize_force", "2001-02-01", "2001-05-31", force_level=ForceLevel.ALL_MEANS),
            act("extend", "2001-05-31", "2002-01-31"),
            act("extend", "2001-06-01", "2002-05-31"),
        ],
        LASTING,
        force_level=ForceLevel.UNARMED,
    )

    levels = [mandate.force_level for mandate in mandates]
    assert levels == [ForceLevel.ALL_MEANS, ForceLevel.ALL_MEANS, ForceLevel.UNARMED]


def test_the_day_until_which_force_is_authorized_is_not_the_end_of_the_mandate():
    mandates = derive_mandates(
        [
            act("establish", "2001-02-01", "2001-08-01"),
            act("authorize_force", "2001-02-01", "2002-08-01"),
        ],
        LASTING,
    )

    assert spans(mandates) == [("2001-02-01", "2001-08-01")]


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="r-1 grants a period that ends before it begins"):
        derive_mandates([act("establish", "2001-02-01", "2001-01-31")], LASTING)

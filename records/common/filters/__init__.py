"""One strict language of filters for pages and API: what is not understood is refused.

A FilterSet declares a column once, and its operators follow from its type: `adopted_on=2011`,
`adopted_on__gte`, `contributor__all=IND,PAK`. A comma or a repetition means either, `as_of=` the
day, `ordering=` the order. An unknown parameter or a value that cannot be read is an error that
names the nearest valid one.
"""

from records.common.filters.asked import LONGEST_VALUE, Asked, CountedValue, by_value
from records.common.filters.columns import filter_of, label_of, named
from records.common.filters.days import (
    FIRST_DAY,
    LAST_DAY,
    DayField,
    DayFilter,
    Decade,
    MonthField,
    MonthFilter,
    OnDay,
    Span,
)
from records.common.filters.form import ALWAYS_READ, RefuseUnknown, unknown
from records.common.filters.numbers import Number, NumberWithParts
from records.common.filters.operators import All, Compared, Contains, Empty, Not, Turned
from records.common.filters.ordering import Ordering
from records.common.filters.sets import StrictFilterSet
from records.common.filters.values import (
    MOST_VALUES,
    ListField,
    Several,
    Text,
    TextList,
    YesNo,
    not_one_of,
)
from records.common.filters.words import (
    Held,
    HeldInLanguage,
    Holding,
    Keyed,
    OneOf,
    Prose,
    Spellings,
    held_words,
    holding_folded,
    not_held,
)

__all__ = [
    "ALWAYS_READ",
    "FIRST_DAY",
    "LAST_DAY",
    "LONGEST_VALUE",
    "MOST_VALUES",
    "All",
    "Asked",
    "Compared",
    "Contains",
    "CountedValue",
    "DayField",
    "DayFilter",
    "Decade",
    "Empty",
    "Held",
    "HeldInLanguage",
    "Holding",
    "Keyed",
    "ListField",
    "MonthField",
    "MonthFilter",
    "Not",
    "Number",
    "NumberWithParts",
    "OnDay",
    "OneOf",
    "Ordering",
    "Prose",
    "RefuseUnknown",
    "Several",
    "Span",
    "Spellings",
    "StrictFilterSet",
    "Text",
    "TextList",
    "Turned",
    "YesNo",
    "by_value",
    "filter_of",
    "held_words",
    "holding_folded",
    "label_of",
    "named",
    "not_held",
    "not_one_of",
    "unknown",
]

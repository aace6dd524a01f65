"""Questions that schemathesis makes of the description, sensible ones and others."""

from copy import deepcopy

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig

from peacekb.openapi import description
from peacekb.wsgi import application
from records.common.filters.values import YesNoField
from tests.world import world

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

REFUSED = {"expected-statuses": [400, 401, 404, 405, 406, 413, 414, 415]}
CONFIG = SchemathesisConfig.from_dict({"checks": {"negative_data_rejection": REFUSED}})
API = schemathesis.openapi.from_dict(deepcopy(description()), config=CONFIG)
API.app = application
OPERATIONS = {found.ok().label: found.ok() for found in API.get_all_operations()}
# That a mission is called so no schema can say: what fits one may be refused for its name.
WITHOUT = ("positive_data_acceptance",)
# What is described as `yes` and `no` is taken as programs write it, too.
ALIKE = YesNoField.VALUES.keys() - {"yes", "no"}


@pytest.fixture(autouse=True)
def stands(on_a_world, open_connection):
    world()


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("label", OPERATIONS)
def test_whatever_is_asked_the_answer_is_one_that_is_described(label, mode, rounds):
    """All checks: statuses, types, headers and bodies, and that what does not fit is refused."""
    operation = OPERATIONS[label]
    if mode == GenerationMode.NEGATIVE and not operation.query and not operation.body:
        mode = GenerationMode.POSITIVE  # nothing can be asked of it wrongly
    yes_or_no = {
        one.name for one in operation.query if one.definition["schema"].get("enum") == ["yes", "no"]
    }
    checks = CHECKS.get_by_names([one for one in CHECKS.get_all_names() if one not in WITHOUT])

    @settings(
        max_examples=rounds(1, 70),
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        if any(str(case.query.get(name)).lower() in ALIKE for name in yes_or_no):
            return
        reply = case.call(headers={"Accept-Encoding": "identity"})
        case.validate_response(reply, checks=checks)

    ask()

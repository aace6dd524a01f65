"""`known_at` on a record in the API: what the base said then, whatever it has learned since."""

from datetime import UTC, datetime

import pytest

from records.writing import publishing
from records.writing.publishing import propose_withdrawal, publish
from tests.make import content, published, revise

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADDRESS = "/api/v1/missions/xmis/"


@pytest.fixture
def three_days(monkeypatch):
    """Named on the first, renamed on the third, withdrawn on the fifth."""

    def on(day):
        monkeypatch.setattr(publishing, "now", lambda: datetime(2020, 1, day, 12, tzinfo=UTC))

    on(1)
    mission = published("mission", "xmis", name="First name")
    on(3)
    publish(revise(content("mission", "xmis", name="Second name")))
    on(5)
    publish([propose_withdrawal(mission, base_version=2, author="t", reason="made up")])


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2020-01-01", "First name"),
        ("2020-01-02", "First name"),
        ("2020-01-03", "Second name"),
        ("2020-01-04", "Second name"),
    ],
)
def test_a_day_leads_to_the_change_that_had_the_last_word(client, three_days, day, name):
    reply = client.get(ADDRESS, {"known_at": day})
    assert reply.status_code == 303
    told = client.get(reply.url).json()
    assert (told["record_kind"], told["content"]["name"]) == ("mission", name)


@pytest.mark.parametrize("day", ["2019-12-31", "2020-01-05", "2021-01-01"])
def test_before_it_was_made_and_after_it_was_withdrawn_nothing_was_known(client, three_days, day):
    reply = client.get(ADDRESS, {"known_at": day})
    assert reply.status_code == 404
    assert "held no mission 'xmis' on that day" in reply.json()["detail"]


@pytest.mark.parametrize(
    "asked",
    [{"known_at": "04/05/1999"}, {"known_at": ""}, {"known_at": "2020-01-01", "fields": "key"}],
)
def test_what_it_cannot_read_is_refused(client, three_days, asked):
    assert client.get(ADDRESS, asked).status_code == 400


def test_lists_have_no_past(client, three_days):
    assert client.get("/api/v1/missions/", {"known_at": "2020-01-01"}).status_code == 400

"""On a phone the rows of lists are cards: no head stands above a cell, so each says what it is."""

import pytest
from lxml import html

from tests.pages import page_of
from tests.peacekb.test_every_page import LISTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_world"), pytest.mark.slow]


# Articles stand as cards already; their tables are of counts, in two or three columns.
@pytest.mark.parametrize("path", [one for one in LISTS if one != "/articles/"])
def test_each_cell_of_a_list_is_named_by_the_head_of_its_column(client, path):
    for table in html.fromstring(page_of(client, path)).iterfind(".//table"):
        heads = [head.text_content().strip() for head in table.iterfind("thead/tr/th")]

        assert "cards" in table.get("class", ""), heads
        for row in table.iterfind("tbody/tr"):
            for cell, head in zip(row.iterfind("td"), heads[1:], strict=True):
                assert cell.get("data-label") == head or not cell.text_content().strip(), head

"""Words of templates, translated once a language, stand as Django's tags write them."""

from django.template import engines
from django.utils.translation import override


def shown(text, **context):
    return engines["django"].from_string(text).render(context)


def test_words_and_sentences_follow_the_language_each_time_they_are_shown():
    template = engines["django"].from_string(
        '{% translate "not known" %}: '
        "{% blocktranslate %}No member is recorded for {{ members_on }}.{% endblocktranslate %}"
    )
    said = []
    for language in ("en-gb", "fr", "en-gb"):
        with override(language):
            said.append(template.render({"members_on": "a day"}))
    assert said[0] == said[2] == "not known: No member is recorded for a day."
    words, sentence = said[1].split(": ", 1)
    assert words != "not known"
    assert "a day" in sentence
    assert "No member" not in sentence


def test_what_stands_in_a_sentence_is_escaped_and_what_is_missing_is_empty():
    sentence = (
        "{% blocktranslate with name=given %}{{ name }} of {{ other }}{% endblocktranslate %}"
    )
    assert shown(sentence, given="<b>") == "&lt;b&gt; of "


def test_a_word_that_the_page_gives_is_looked_up_each_time():
    assert [shown("{% translate word %}", word=one) for one in ("one", "two")] == ["one", "two"]

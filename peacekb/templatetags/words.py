"""Words and sentences that stand in templates, translated once a language.

A page has hundreds of them. These tags take the place of Django's and show the same; what is not
known when the template is read (`{% translate variable %}`, plurals) is left to those.
"""

from typing import Any

from django import template
from django.template.base import Parser, Token, Variable, render_value_in_context
from django.templatetags import i18n
from django.utils.translation import get_language, gettext

register = template.Library()


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    node: Any = i18n.do_translate(parser, token)
    words = node.filter_expression
    is_plain = isinstance(words.var, Variable) and words.var.literal is not None
    if is_plain and not (words.filters or node.asvar or node.message_context or node.noop):
        return TranslatedWords(node)
    return node


class TranslatedWords(template.Node):
    """What a node shows, if that changes with the language alone."""

    def __init__(self, node: template.Node) -> None:
        self.node = node
        self.shown: dict[str | None, str] = {}

    def render(self, context: template.Context) -> str:
        language = get_language()
        if language not in self.shown:
            self.shown[language] = self.node.render(context)
        return self.shown[language]


@register.tag
def blocktranslate(parser: Parser, token: Token) -> template.Node:
    node: Any = i18n.do_block_translate(parser, token)
    if node.plural or node.asvar or node.message_context:
        return node
    return TranslatedSentence(node)


class TranslatedSentence(template.Node):
    def __init__(self, node: Any) -> None:
        self.node = node
        self.sentence, self.names = node.render_token_list(node.singular)
        self.translated: dict[str | None, str] = {}

    def render(self, context: template.Context) -> str:
        language = get_language()
        if language not in self.translated:
            self.translated[language] = gettext(self.sentence)
        own = self.node.extra_context
        told = {
            name: own[name].resolve(context) if name in own else context.get(name, "")
            for name in self.names
        }
        shown = {name: render_value_in_context(value, context) for name, value in told.items()}
        return self.translated[language] % shown

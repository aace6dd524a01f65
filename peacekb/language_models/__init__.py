"""What a language model is told of the site, and the tools by which it asks.

`words.py` and `llms.py` need nothing beside the site itself; all else needs the extra `mcp`. The
tools ask the API alone (`asking.py`), so that its filters, refusals and limits are theirs too.
"""

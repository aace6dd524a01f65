"""How the API and its tables write rows, without making a model's instance of any.

A serializer declares the fields of a row, once, for the description and for the answers. It is
compiled to parts (`parts.py`), each of which says which columns it reads; a writer (`writer.py`)
reads the columns of all rows of an answer together and writes field by field.
"""

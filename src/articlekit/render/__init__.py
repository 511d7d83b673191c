"""One module a format, each with one ``to_*`` function that takes an `Article`.

A renderer reads the typed fields and nothing else: it never sees the page, so no markup that the
page wrote can pass through it. What it writes is text, escaped for its format.
"""

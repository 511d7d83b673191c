"""What `Explanation` is made of and shown as: reasons, sources, differences, a page, a table."""

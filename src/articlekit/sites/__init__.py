"""Rules for single sites, the last resort: what the labeller gets wrong on one, said as data.

A rule names the elements of a site's pages by a selector and gives their blocks a role. Rules are
values: they are read from TOML files (`Sites.read`) or made in Python, and handed to `extract` and
`explain` as ``sites=``. Whoever has none pays nothing, which is why these names are not imported
with the package: ``from articlekit.sites import Sites``.
"""

from articlekit.sites.model import Rule, RuleVersion, Site, SiteFixture, Sites

__all__ = ["Rule", "RuleVersion", "Site", "SiteFixture", "Sites"]

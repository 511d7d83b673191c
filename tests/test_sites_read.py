"""Reading rules: what is accepted, and what a mistake in a file says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlekit import RuleError
from articlekit.sites import Rule, RuleVersion, Sites

WHOLE = """
hosts = ["harbour.example", "harbour-live.example"]

[[versions]]
valid_until = 2022-05-31
roles = { dek = ["p.t1"] }

[[versions]]
valid_from = 2022-06-01
[versions.roles]
dek = ["p.lead", "//div[@id='lead']"]
promo = ["aside"]

[[fixtures]]
page = "pages/2024.html"
url = "https://harbour.example/a"
expected = "pages/2024.json"
present = ["Rain"]
absent = ["Subscribe"]
[fixtures.fields]
dek = "Rain at noon"
tags = ["rain", "noon"]
"""


def test_everything_that_a_file_may_say(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    path.write_text("\ufeff" + WHOLE, encoding="utf-8")
    (site,) = Sites.read(path)
    assert site.hosts == ("harbour.example", "harbour-live.example")
    assert site.versions == (
        RuleVersion((Rule("dek", "p.t1"),), None, date(2022, 5, 31)),
        RuleVersion(
            (Rule("dek", "p.lead"), Rule("dek", "//div[@id='lead']"), Rule("promo", "aside")),
            date(2022, 6, 1),
        ),
    )
    (fixture,) = site.fixtures
    assert fixture.page == tmp_path / "pages" / "2024.html"
    assert fixture.expected == tmp_path / "pages" / "2024.json"
    assert fixture.fields == {"dek": "Rain at noon", "tags": ("rain", "noon")}
    assert (fixture.present, fixture.absent) == (("Rain",), ("Subscribe",))


HOSTS = 'hosts = ["harbour.example"]\n'
ROLES = HOSTS + '[roles]\ndek = ["p"]\n'


@pytest.mark.parametrize(
    ("toml", "key", "problem"),
    [
        ('hosts = ["a.example', None, "not TOML: "),
        ("x = " + "[" * 100_000, None, "not TOML: nested too deep"),
        (HOSTS, None, "write either one [roles] table or [[versions]]"),
        (ROLES + "[[versions]]\n", None, "write either one [roles] table or [[versions]]"),
        ('[roles]\ndek = ["p"]', "hosts", "is missing: must be a list of texts"),
        ('hosts = "a.example"\n[roles]\ndek = ["p"]', "hosts", "must be a list of texts"),
        ('hosts = ["https://a.example/"]\n[roles]\ndek = ["p"]', "hosts", "bare host names"),
        ('hosts = []\n[roles]\ndek = ["p"]', "hosts", "at least one"),
        ("host = 1\n" + ROLES, "host", "is not known here: use one of hosts, roles,"),
        (HOSTS + '[roles]\nlead = ["p"]', "roles.lead", "use one of other, body, subhead"),
        (HOSTS + '[roles]\ndek = "p"', "roles.dek", 'such as ["div.lead"]'),
        (HOSTS + '[roles]\ndek = ["p", "p["]', "roles.dek[2]", "is no CSS selector: Expected"),
        (HOSTS + '[roles]\ndek = ["p::before"]', "roles.dek[1]", "is no CSS selector: Pseudo"),
        (HOSTS + '[roles]\ndek = ["//p["]', "roles.dek[1]", "is no XPath: "),
        (HOSTS + '[roles]\ndek = ["/html = 1"]', "roles.dek[1]", "gives a bool: select elements"),
        (HOSTS + '[roles]\ndek = [""]', "roles.dek[1]", "must not be empty"),
        (HOSTS + '[roles]\ndek = ["p\\u0000"]', "roles.dek[1]", "a selector is one line"),
        (HOSTS + "[roles]", "roles", "no rule: write such as"),
        (
            HOSTS + '[[versions]]\nvalid_from = "2022-06-01"\nroles = { dek = ["p"] }',
            "versions[1].valid_from",
            "a day without quotes is needed, such as 2024-03-01",
        ),
        (
            HOSTS + "[[versions]]\nvalid_from = 2022-06-01T10:00:00Z\nroles = { dek = ['p'] }",
            "versions[1].valid_from",
            "a day without quotes",
        ),
        (
            HOSTS + "[[versions]]\nroles = { dek = ['p'] }\n" * 2,
            "versions",
            "two versions cover the same days (always; always)",
        ),
        (ROLES + "[[fixtures]]\n", "fixtures[1].page", "is missing: must be a text in quotes"),
        (ROLES + "[[fixtures]]\npage = '../p'", "fixtures[1].page", "is not inside the folder"),
        (ROLES + "[[fixtures]]\npage = '/etc/p'", "fixtures[1].page", "is not inside the folder"),
        (
            ROLES + "[[fixtures]]\npage = 'p'\nfields = { title = 'x' }",
            "fixtures[1].fields.title",
            "use one of url, canonical_url,",
        ),
    ],
)
def test_a_mistake_names_file_key_and_remedy(
    toml: str, key: str | None, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "harbour.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        Sites.read(path)
    assert (caught.value.path, caught.value.key) == (path, key)
    assert problem in caught.value.problem
    assert str(caught.value).startswith(f"{path}: {key}: " if key else f"{path}: ")


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"nowhere\.toml: cannot be read: No such file"):
        Sites.read(tmp_path / "nowhere.toml")
    with pytest.raises(RuleError, match=r"no \*\.toml file in this folder"):
        Sites.read(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b'hosts = ["\xe9"]')
    with pytest.raises(RuleError, match=r"latin\.toml: cannot be read: "):
        Sites.read(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"#" * 2**21)
    with pytest.raises(RuleError, match="larger than 1024 KiB"):
        Sites.read(tmp_path)


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    for name in ("b", "a"):
        text = ROLES.replace("harbour", name)
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no rules", encoding="utf-8")
    assert [site.hosts for site in Sites.read(tmp_path)] == [("a.example",), ("b.example",)]


def test_two_files_for_a_host(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(ROLES, encoding="utf-8")
    with pytest.raises(RuleError, match=r"two sites name the host harbour\.example"):
        Sites.read(tmp_path)


PIECES = st.sampled_from(
    [*"[]{}=,\"'\n#/*.:>+~()@", "hosts", "roles", "dek", "versions", "[[versions]]", "//p",
     "valid_from", "2024-01-01", ":not(", "p", '["a.example"]', '["p"]', "\u0130", "\ud800"]
)  # fmt: skip


@given(st.lists(PIECES).map("".join))
def test_no_text_gives_another_error(toml: str) -> None:
    try:
        sites = Sites.parse(toml)
    except RuleError:
        return
    assert sites


@given(st.lists(PIECES).map("".join))
def test_no_selector_gives_another_error(selector: str) -> None:
    try:
        rule = Rule("dek", selector)
    except RuleError:
        return
    assert rule.selector == selector


def test_deeply_nested_selectors() -> None:
    assert Rule("dek", ":is(" * 80 + "p" + ")" * 80).role == "dek"
    for selector in (":not(" * 90, "/" + "(" * 499, "p" * 501):
        with pytest.raises(RuleError):
            Rule("dek", selector)

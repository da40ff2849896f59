"""Organizations: found only when certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.grammar.organizations import (
    NameReason,
    find_organization,
    is_valid_code,
    match_organization,
    organizations,
    prefectures,
)


def test_every_shipped_code_has_its_check_digit() -> None:
    assert len(organizations()) == 1788
    assert len(prefectures()) == 47
    assert all(is_valid_code(organization.code) for organization in organizations())


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("埼玉県所沢市長", "112089"),
        ("いわき市長", "072044"),
        ("新宿区教育委員会", "131041"),
        ("神奈川県知事", "140007"),
        ("北海道", "010006"),
        ("龍ヶ崎市", "082082"),
        ("茅ケ崎市長", "142077"),
        ("群馬県吾妻郡中之条町長", "104213"),
        ("東京都府中市長", "132063"),
        ("横浜市　⻑", "141003"),
        ("郡山市長", "072036"),
    ],
)
def test_organization_of_a_text(printed: str, code: str) -> None:
    organization = find_organization(printed)
    assert organization is not None
    assert organization.code == code


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("府中市長", NameReason.AMBIGUOUS),
        ("伊達市教育委員会", NameReason.AMBIGUOUS),
        ("湊ヶ丘市長", NameReason.UNKNOWN),
        ("埼玉県伊勢原市長", NameReason.UNKNOWN),
        ("神奈川県後期高齢者医療広域連合", NameReason.UNKNOWN),
        ("札幌市北区長", NameReason.UNKNOWN),
        ("所沢市長と川越市長", NameReason.UNKNOWN),
        ("", NameReason.UNKNOWN),
    ],
)
def test_not_certain(printed: str, reason: NameReason) -> None:
    match = match_organization(printed)
    assert (match.organization, match.reason) == (None, reason)


@given(st.sampled_from(organizations()), st.sampled_from(["", "長", "教育委員会"]))
def test_prefecture_and_name_are_always_certain(organization, office: str) -> None:
    printed = organization.prefecture + (organization.name if organization.name != organization.prefecture else "")
    assert find_organization(printed + office) == organization


@given(st.from_regex("[0-9]{5}", fullmatch=True))
def test_one_check_digit_fits_a_code(digits: str) -> None:
    assert sum(is_valid_code(digits + str(check)) for check in range(10)) == 1


def test_names_are_known_as_they_are_folded_by_themselves() -> None:
    """All are folded at once, and behind their prefectures' names: neither makes another name of any."""
    for organization in organizations():
        within = "" if organization.name == organization.prefecture else organization.prefecture
        for name in (organization.name, within + organization.name):
            found = match_organization(name)
            assert found.organization == organization or found.reason is NameReason.AMBIGUOUS

"""A misread version is the known one with all its numbers, or none."""

from __future__ import annotations

import pytest

from normalize.matching.index import form_index
from normalize.matching.versions import version_spelling


@pytest.mark.parametrize("text", ["[平成30年5月　様式3]", "［平戍3O年5月　様武3］", "平戍30年5月様式3"])
def test_slips_outside_the_numbers_are_set_right(text: str) -> None:
    spelling = version_spelling(form_index("juten"), text)
    assert spelling is not None
    assert spelling.strip("[]") == "平成30年5月　様式3"


@pytest.mark.parametrize("text", ["平成80年5月　様式3", "[平成30年5月　様式2]", "[平成30年15月　様式3]", "30 5 3", ""])
def test_another_number_is_another_version(text: str) -> None:
    assert version_spelling(form_index("juten"), text) is None

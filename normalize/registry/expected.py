"""Which rows a print of a form's version must have: one of them that is not found is missing, not merely unused."""

from collections.abc import Collection, Iterator, Mapping

from normalize.registry.model import Form, Row

NOTHING: Mapping[str, Collection[int]] = {}


def expected_rows(
    form: Form,
    version: str | None,
    answered: Mapping[str, Collection[int]] = NOTHING,
    attachments: Collection[str] = (),
) -> tuple[Row, ...]:
    """The rows with an answer that a whole print of a version (its id) must have, in print order.

    Of a version that is not known (None), the rows that all versions print. A section that repeats has its rows once
    for each file. A group has those of its first instance, which is printed even where it is not used; further
    instances are printed only if they are. `answered` holds the numbers of the options that were surely chosen, by the
    key of their row (of the file and instance in question): the official sheet prints all rows whatever is chosen, but
    municipalities delete some that are needless then. `attachments` names the attachments (section ids) of which this
    print has a part: without it nothing is expected of them, since they may be published apart. An excerpt
    (変更箇所一覧) has to have no row at all.
    """
    return tuple(
        row for row in _printed(form, version, attachments)
        if row.has_answer and not row.optional and not _is_needless(form, row, answered)
    )  # fmt: skip


def _printed(form: Form, version: str | None, attachments: Collection[str]) -> Iterator[Row]:
    versions = {version} if version is not None else {one.id for one in form.versions}
    for section in form.sections:
        if not section.attachment or section.id in attachments:
            yield from (row for row in section.rows if not row.only or versions <= set(row.only))


def _is_needless(form: Form, row: Row, answered: Mapping[str, Collection[int]]) -> bool:
    """Whether an answer makes a row needless, or the row whose answer would tell: no entrustment has no subcontract."""
    if row.needless is None:
        return False
    chosen = set(answered.get(row.needless.row, ()))
    if not chosen.isdisjoint(row.needless.options) and chosen.isdisjoint(row.needless.unless):
        return True
    return not chosen and _is_needless(form, form.row(row.needless.row), answered)

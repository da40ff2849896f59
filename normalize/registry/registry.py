"""The registry as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from normalize.reasons import Reason
from normalize.registry.change_model import ChangeExcerpt, ChangeTable
from normalize.registry.dataset_model import Field, FindingSpecs, ReasonSpec, Risk, Table
from normalize.registry.model import Annexes, CoverMarks, Form, Option, TitleWords
from normalize.registry.paper_model import Papers


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything the project knows of the forms and of its own tables."""

    forms: Mapping[str, Form]
    change_table: ChangeTable
    change_excerpt: ChangeExcerpt
    annexes: Annexes
    cover_marks: CoverMarks
    title_words: TitleWords
    papers: Papers
    options: Mapping[str, tuple[Option, ...]]
    fields: Mapping[str, Field]
    risks: Mapping[str, Risk]
    findings: FindingSpecs
    reasons: Mapping[Reason, ReasonSpec]
    tables: Mapping[str, Table]

    def form_keys(self, form: str) -> Form:
        """The form whose keys a document of this form has: an excerpt (変更箇所一覧) has those of the full one."""
        return self.forms.get(form) or self.forms[self.change_excerpt.keys_of]

"""Does a scoring template keep its contract? It loads, names what is offered, and every criterion scores."""

from reviewhub.domain.errors import Invalid
from reviewhub.domain.scoring.template import ScoringTemplate
from reviewhub.plugin.protocols import TemplateSource
from reviewhub.plugin.registry import Registry, check_template
from reviewhub.plugin.templates import load_template
from reviewhub.testing.contract import ContractBroken, check_words, require
from reviewhub.testing.scorers import check_scorer


def check_template_source(source: TemplateSource, registry: Registry) -> ScoringTemplate:
    """Hold a template to its contract, with the scorers and scales on offer; gives it as it is loaded.

    Checked are: shape and sense, as of a file; that every scorer and scale it names is offered and takes its
    parameters; words in both languages; that every criterion gives points for some made answer, and full
    points are not more than its own. Raises :class:`ContractBroken` with every problem.
    """
    try:
        template = load_template(source)
        check_template(registry, template)
    except Invalid as refused:
        problems = "; ".join(f"{one.path}: {one.code} {dict(one.values)}" for one in refused.problems)
        raise ContractBroken(f"{source.origin}: {problems}") from refused
    check_words(template.title, f"{source.origin}: the title")
    for criterion in template.criteria:
        place = f"{source.origin}: criterion {criterion.id}"
        check_words(criterion.title, f"{place}: the title")
        given = check_scorer(registry.scorers[criterion.scorer], criterion.as_scored)
        require(any(one is not None for one in given), f"{place}: no made answer gives points")
    return template

"""What every form shares: stripped text, and bilingual choices."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are a release behind

from reviewhub.domain.errors import Invalid, Problem
from reviewhub.domain.experts.specialities import find
from reviewhub.edge.language.words import problem_sentence, sentence


class Form(FlaskForm):
    """A form whose text fields lose surrounding space and nothing else."""

    class Meta(FlaskForm.Meta):
        """How fields are bound."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Strip text as it comes in."""
            if unbound_field.field_class.__name__ in ("StringField", "TextAreaField"):
                unbound_field.kwargs.setdefault("filters", [_strip])
            return unbound_field.bind(form=form, **options)


class SpecialityField(StringField):
    """A text of codes or Chinese names with commas between them; its data is a tuple of codes.

    What the catalogue does not know stays as it was typed, and is refused where the facts are checked.
    """

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        text = str(valuelist[0]) if valuelist else ""
        named = [one for one in text.replace("、", " ").replace("，", " ").replace(",", " ").split() if one]
        self.data: Any = tuple(dict.fromkeys(find(one) or one for one in named))

    def _value(self) -> str:
        return "、".join(self.data or ())


def done(form: Any, act: Callable[[], object]) -> bool:
    """Act on a form that is filled in; what the service refuses is said at its fields."""
    if not form.validate_on_submit():
        return False
    try:
        act()
    except Invalid as error:
        show_at(form, error.problems)
        return False
    return True


def show_at(form: Any, problems: Iterable[Problem]) -> None:
    """Put every problem at its field, or above the form when it has none."""
    for one in problems:
        name = one.path.partition(" ")[0]
        if name in form:
            form[name].errors = [*form[name].errors, sentence(one.code, one.values)]
        else:
            form.form_errors.append(problem_sentence(one))


def options(pairs: Iterable[tuple[Any, Any]], group: str | None = None) -> list[Any]:
    """Give what a select field offers, of values and their labels, under the heading ``group`` if given."""
    return [SelectChoice(value, label, optgroup=group) for value, label in pairs]


def _strip(value: str | None) -> str | None:
    return value.strip() if value else value

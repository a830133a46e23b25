"""What every form shares: stripped text, and bilingual choices."""

from collections.abc import Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are a release behind


class Form(FlaskForm):
    """A form whose text fields lose surrounding space and nothing else."""

    class Meta(FlaskForm.Meta):
        """How fields are bound."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Strip text as it comes in."""
            if unbound_field.field_class.__name__ in ("StringField", "TextAreaField"):
                unbound_field.kwargs.setdefault("filters", [_strip])
            return unbound_field.bind(form=form, **options)


def options(pairs: Iterable[tuple[Any, Any]], group: str | None = None) -> list[Any]:
    """Give what a select field offers, of values and their labels, under the heading ``group`` if given."""
    return [SelectChoice(value, label, optgroup=group) for value, label in pairs]


def _strip(value: str | None) -> str | None:
    return value.strip() if value else value

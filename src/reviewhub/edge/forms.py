"""What every form shares: stripped text, and bilingual choices."""

from typing import Any

from flask_wtf import FlaskForm


class Form(FlaskForm):
    """A form whose text fields lose surrounding space and nothing else."""

    class Meta(FlaskForm.Meta):
        """How fields are bound."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Strip text as it comes in."""
            if unbound_field.field_class.__name__ in ("StringField", "TextAreaField"):
                unbound_field.kwargs.setdefault("filters", [_strip])
            return unbound_field.bind(form=form, **options)


def _strip(value: str | None) -> str | None:
    return value.strip() if value else value

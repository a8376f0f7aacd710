"""Forms: the frame with its list of problems, and fields with label, hint and error together."""

from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.template import Context, TemplateSyntaxError
from django.utils.safestring import SafeString

from compagnon.core.pages import once_token
from compagnon.ui.components.checks import Text, rendered, written
from compagnon.ui.widgets import GridInput, RowsInput


class Problem(NamedTuple):
    """One line of the list above a form: what is wrong, and with what."""

    said: Text
    anchor: str = ""
    label: Text = ""


def post_form(
    context: Context,
    content: str,
    *,
    form: forms.BaseForm | None = None,
    action: str = "",
    wide: bool = False,
) -> SafeString:
    """Frame a form that changes something: problems first, hidden fields, and a token so that it counts once."""
    return rendered(
        "post_form",
        form=form,
        action=action,
        wide=wide,
        problems=_problems(form) if form is not None else [],
        csrf_token=context.get("csrf_token"),
        once=once_token(),
        content=content,
    )


def filter_form(content: str, *, label: Text, action: str = "") -> SafeString:
    """Frame a form that narrows a list by an address (GET)."""
    return rendered("filter_form", label=written("label", label), action=action, content=content)


def field(bound: BoundField, *, autocomplete: str = "") -> SafeString:
    """Show one field with its label, hint and error; choices become a fieldset with a legend."""
    if not isinstance(bound, BoundField):
        raise TemplateSyntaxError(f"field is given {bound!r}, not a field of a form")
    widget = bound.field.widget
    choices = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    attributes: dict[str, Any] = {"autocomplete": autocomplete} if autocomplete else {}
    if choices:
        return rendered("field", field=bound, look="choices")
    if isinstance(widget, RowsInput | GridInput):
        return rendered("field", field=bound, look="rows", control=bound.as_widget())
    look = "tick" if isinstance(widget, forms.CheckboxInput) else "line"
    return rendered("field", field=bound, look=look, control=bound.as_widget(attrs=attributes))


def fields(form: forms.BaseForm) -> SafeString:
    """Show every visible field of a form in its own order."""
    if not isinstance(form, forms.BaseForm):
        raise TemplateSyntaxError(f"fields is given {form!r}, not a form")
    return SafeString("".join(field(bound) for bound in form.visible_fields()))


def _problems(form: forms.BaseForm) -> list[Problem]:
    """Return every error with the control that it is about (none: about the whole form)."""
    if not isinstance(form, forms.BaseForm):
        raise TemplateSyntaxError(f"form is {form!r}, not a form")
    whole = [Problem(str(said)) for said in form.non_field_errors()]
    hidden = [Problem(str(said)) for bound in form.hidden_fields() for said in bound.errors]
    shown = [
        Problem(str(said), _anchor(bound), bound.label)
        for bound in form.visible_fields()
        for said in bound.errors
    ]
    return whole + hidden + shown


def _anchor(bound: BoundField) -> str:
    """Return the id of the first control, where a press on the error leads."""
    return bound.id_for_label or f"{bound.auto_id}_0"

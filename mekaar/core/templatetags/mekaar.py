"""Dates, times and numbers as a neighbour says them; icons, pictures and the parts of a form."""

import datetime
from functools import cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import defaulttags
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.templatetags.static import static
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mekaar.core import dates
from mekaar.core.addresses import address
from mekaar.core.forms import ONCE, Dayparts

register = template.Library()

# Which look belongs to which widget; the first that fits.
_KINDS: list[tuple[type[forms.Widget], str]] = [
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "many"),
    (forms.RadioSelect, "one"),
    (forms.CheckboxInput, "tick"),
    (forms.Textarea, "words"),
    (forms.Select, "choice"),
    (forms.FileInput, "file"),
]
_CLASSES = {
    "words": "utrecht-textarea utrecht-textarea--html-textarea",
    "choice": "utrecht-select utrecht-select--html-select",
    "file": "file",
    "line": "utrecht-textbox utrecht-textbox--html-input",
}


@register.simple_tag(takes_context=True)
def form_marks(context: template.Context) -> SafeString:
    """What every form that saves carries unseen: token, number, and at the desk for whom."""
    marks = [("csrfmiddlewaretoken", context.get("csrf_token", "")), (ONCE, get_random_string(16))]
    if context.get("at_desk"):
        marks.append(("van_wie", context["resident"].code))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', marks)


@register.filter
def day(value: datetime.date | datetime.datetime | None) -> str:
    """ "dinsdag 3 maart", with the year when it is another one; nothing for nothing."""
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return dates.say_day(value) if value else ""


@register.filter
def clock(value: datetime.time | datetime.datetime | None) -> str:
    """ "10.00 uur", in the time of the neighbourhood."""
    return dates.say_time(value) if value is not None else ""


@register.filter
def dayparts(bits: int | None) -> str:
    """ "dinsdagochtend en dinsdagmiddag, vrijdagavond"."""
    return dates.say_dayparts(bits)


@register.filter
def distance(metres: int | None) -> str:
    """ "ongeveer 2 kilometer"; never more precise than somebody would say it."""
    if metres is None:
        return _("het maakt niet uit hoe ver")
    if metres < 950:
        count = max(round(metres / 50) * 50, 50)
        return ngettext("ongeveer %(count)d meter", "ongeveer %(count)d meter", count) % {
            "count": count
        }
    half = round(metres / 500) / 2
    said = str(int(half)) if half == int(half) else str(half).replace(".", ",")
    return _("ongeveer %(count)s kilometer") % {"count": said}


@register.filter
def dial(number: str) -> str:
    """A number as a telephone wants it: "06 0000 0013" is 0600000013."""
    return "".join(letter for letter in str(number) if letter.isdigit() or letter == "+")


class _Address(URLNode):
    """Django's own node; without named parts it asks `address`, which remembers."""

    def render(self, context: template.Context) -> str:
        """The address, or nothing when it is kept under a name and there is none."""
        if self.kwargs:
            return super().render(context)
        parts = [part.resolve(context) for part in self.args]
        try:
            found = address(self.view_name.resolve(context), *parts)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            found = ""
        if self.asvar is None:
            return conditional_escape(found)
        context[self.asvar] = found
        return ""


@register.tag
def url(parser: Parser, token: Token) -> _Address:
    """`{% url %}`, written as always."""
    node = defaulttags.url(parser, token)
    return _Address(node.view_name, node.args, node.kwargs, node.asvar)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon from the sprite. It always stands beside a word, so it says nothing by itself."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("mekaar/icons.svg"),
        name,
    )


@register.simple_tag
@cache
def picture(name: str, width: int = 160, height: int | None = None) -> SafeString:
    """One of our own drawings. It decorates; the words beside it say what matters."""
    return format_html(
        '<img class="picture" src="{}" alt="" width="{}" height="{}">',
        static(f"mekaar/pictures/{name}.svg"),
        width,
        height or width,
    )


@register.filter
def look(field: BoundField) -> str:
    """Which kind of form part a field is: line, words, choice, one, many, tick, dayparts, …"""
    if isinstance(field.field, Dayparts):
        return "dayparts"
    widget = field.field.widget
    return next((kind for wanted, kind in _KINDS if isinstance(widget, wanted)), "line")


@register.filter(name="input")
def input_of(field: BoundField) -> SafeString:
    """The input of a field in our look; Django names its hint and error in `aria-describedby`."""
    kind = look(field)
    classes = _CLASSES.get(kind, "")
    if field.errors and kind in {"line", "words", "choice"}:
        classes += f" {classes.split()[0]}--invalid"
    attrs: dict[str, Any] = {"class": classes} if classes else {}
    phone = kind == "line" and field.field.widget.attrs.get("inputmode") == "tel"
    if phone:
        attrs["type"] = "tel"
    if for_others(field):
        attrs |= _asks_for_hints(field)
    return field.as_widget(attrs=attrs)


@register.filter
def for_others(field: BoundField) -> bool:
    """Whether others will read what is typed here; then there are hints while writing."""
    return bool(getattr(field.field, "for_others", False))


def _asks_for_hints(field: BoundField) -> dict[str, str]:
    """After a pause the page asks what would help the reader; `hints.js` sends this text alone."""
    return {
        "data-hx-post": address("people:hints"),
        "data-hx-trigger": "input changed delay:1500ms",
        "data-hx-target": f"#{field.auto_id}_hints",
        "data-hx-swap": "innerHTML",
        "data-hx-sync": "this:replace",
    }


@register.filter
def described(field: BoundField) -> str:
    """The ids of hint and error of a group of choices, for its fieldset."""
    ids = [f"{field.auto_id}_helptext"] if field.help_text else []
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    return " ".join(ids)


@register.filter
def week(field: BoundField) -> list[dict[str, Any]]:
    """The 28 dayparts of a week as seven days with four boxes each, for the dayparts grid."""
    chosen = {str(value) for value in field.value() or []}
    return [
        {
            "name": str(name),
            "short": str(name)[:2],
            "parts": [
                {
                    "value": weekday * 4 + part,
                    "name": str(said),
                    "on": str(weekday * 4 + part) in chosen,
                }
                for part, said in enumerate(dates.DAYPARTS)
            ],
        }
        for weekday, name in enumerate(dates.WEEKDAYS)
    ]


@register.filter
def any_night(days: list[dict[str, Any]]) -> bool:
    """Whether a night is on in such a week; then the nights are not folded away."""
    return any(row["parts"][3]["on"] for row in days)


@register.filter
def may_stay_open(field: BoundField) -> bool:
    """Whether to say so: not of a form that searches (`is_search`), not where one of several fields
    is needed (the form's `one_of`), and not where one of the radios is for who chooses nothing.
    """
    if field.field.required or getattr(field.form, "is_search", False):
        return False
    if field.name in getattr(field.form, "one_of", ()):
        return False
    return look(field) != "one" or all(option.data["value"] for option in field)


@register.filter
def folds(field: BoundField) -> list[dict[str, Any]]:
    """The options of a group of choices: those that stand open, and those with a name for several
    together, folded away unless one of them is chosen.
    """
    made: list[dict[str, Any]] = []
    for option in field:
        title = _name_together(field, option.data["index"])
        if not made or made[-1]["title"] != title:
            made.append({"title": title, "options": [], "is_open": False})
        made[-1]["options"].append(option)
        made[-1]["is_open"] |= option.data["selected"]
    return made


def _name_together(field: BoundField, index: str) -> str:
    """The name of the choices among which this one stands: Django counts those "2_0", "2_1", …"""
    at, _line, inside = index.partition("_")
    widget = field.field.widget
    if not inside or not isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return ""
    return str(list(widget.choices)[int(at)][0])


@register.filter
def first_id(field: BoundField) -> str:
    """Where a link to this field goes: the first input of a group, or the input itself."""
    kind = look(field)
    return f"{field.auto_id}_0" if kind in {"one", "many", "dayparts"} else str(field.auto_id)

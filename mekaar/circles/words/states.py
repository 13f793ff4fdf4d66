"""The state of a circle in a plain sentence, for whose it is and for who else sits there."""

from django.utils.translation import gettext_lazy as _

from mekaar.circles.models import SupportCircle

State = SupportCircle.State

FOR_RESIDENT = {
    State.SKETCH: _("Je tekent wie er om je heen staan. Neem de tijd."),
    State.INVITING: _("Je nodigt mensen uit. Jij kiest wie."),
    State.PREPARING: _("De procesbegeleider praat eerst met ieder apart."),
    State.START_DECISION: _("Iedereen zegt zelf of jullie beginnen."),
    State.ACTIVE: _("De kring is begonnen."),
    State.PAUSED: _("De kring rust. Jij zegt wanneer het weer verder gaat."),
    State.ENDED: _("De kring is gestopt. Alleen jij ziet nog wat er stond."),
}
FOR_OTHERS = {
    State.SKETCH: _("De kring wordt nog gemaakt."),
    State.INVITING: _("Er worden nog mensen gevraagd."),
    State.PREPARING: _("De procesbegeleider praat eerst met ieder apart."),
    State.START_DECISION: _("Iedereen zegt zelf of jullie beginnen."),
    State.ACTIVE: _("De kring is begonnen."),
    State.PAUSED: _("De kring rust nu. Je hoeft niets te doen."),
}

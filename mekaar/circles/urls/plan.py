"""Addresses of the plan."""

from django.urls import URLPattern, path

from mekaar.circles.views import agreements, consent, plan

_PLAN = "kring/<slug:code>/plan/"
_ONE = f"{_PLAN}afspraak/<slug:which>/"

URLS: list[URLPattern] = [
    path(_PLAN, plan.plan_page, name="plan_page"),
    path(f"{_PLAN}papier/", plan.plan_paper, name="plan_paper"),
    path(f"{_PLAN}papier.pdf", plan.plan_pdf, name="plan_pdf"),
    path(f"{_PLAN}beginnen/", plan.plan_begin, name="plan_begin"),
    path(f"{_PLAN}vraag-iedereen/", plan.plan_ask, name="plan_ask"),
    path(f"{_PLAN}haal-terug/", plan.plan_back, name="plan_back"),
    path(f"{_PLAN}geldt/", plan.plan_force, name="plan_force"),
    path(f"{_PLAN}geen-bezwaar/", consent.plan_agree, name="plan_agree"),
    path(f"{_PLAN}bezwaar/", consent.plan_object, name="plan_object"),
    path(f"{_PLAN}antwoord/<slug:which>/", consent.plan_answer, name="plan_answer"),
    path(f"{_PLAN}afspraken/nieuw/", agreements.agreement_new, name="agreement_new"),
    path(f"{_ONE}woorden/", agreements.agreement_edit, name="agreement_edit"),
    path(f"{_ONE}zegt/", agreements.agreement_say, name="agreement_say"),
    path(f"{_ONE}ja/", agreements.agreement_yes, name="agreement_yes"),
    path(f"{_ONE}liever-niet/", agreements.agreement_no, name="agreement_no"),
    path(f"{_ONE}doorstrepen/", agreements.agreement_veto, name="agreement_veto"),
    path(f"{_ONE}weghalen/", agreements.agreement_remove, name="agreement_remove"),
    path(f"{_ONE}lukte-niet/", agreements.agreement_broken, name="agreement_broken"),
]

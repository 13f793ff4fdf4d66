"""Addresses of experiences, of questions, and of who is asked."""

from django.urls import path

from mekaar.answers.views import asking, experience, question

app_name = "answers"
_MINE, _QUESTION = "mijn/ervaringen/<slug:code>/", "mijn/ervaringsvragen/<slug:code>/"
_OF_OTHERS = "ervaringsvragen/<slug:code>/"
urlpatterns = [
    path("ervaringen/", experience.find, name="find"),
    path("mijn/ervaringen/", experience.experiences, name="experiences"),
    path("mijn/ervaringen/nieuw/", experience.experience_new, name="experience_new"),
    path(_MINE, experience.experience_page, name="experience_page"),
    path(f"{_MINE}woorden/", experience.experience_words, name="experience_words"),
    path(f"{_MINE}wie/", experience.experience_readers, name="experience_readers"),
    path(f"{_MINE}blijft/", experience.experience_keep, name="experience_keep"),
    path(f"{_MINE}terugnemen/", experience.experience_take_back, name="experience_take_back"),
    path("mijn/ervaringsvragen/", question.questions, name="questions"),
    path("mijn/ervaringsvragen/nieuw/", question.question_new, name="question_new"),
    path(_QUESTION, question.question_page, name="question_page"),
    path(f"{_QUESTION}woorden/", question.question_words, name="question_words"),
    path(f"{_QUESTION}klaar/", question.question_close, name="question_close"),
    path(f"{_QUESTION}helpt/", question.question_helps, name="question_helps"),
    path(f"{_QUESTION}terugnemen/", question.question_take_back, name="question_take_back"),
    path("ervaringsvragen/", question.open_questions, name="open_questions"),
    path(f"{_OF_OTHERS}vertel/", question.question_tell, name="question_tell"),
    path(f"{_OF_OTHERS}achterwacht/", asking.hand_over, name="hand_over"),
    path(f"{_OF_OTHERS}wie/", asking.who_knows, name="who_knows"),
    path(f"{_OF_OTHERS}wie/<slug:person>/", asking.ask_person, name="ask_person"),
    path("mijn/ken-ik/", asking.known, name="known"),
    path("mijn/ken-ik/<slug:code>/weg/", asking.known_take_back, name="known_take_back"),
    path("mijn/gevraagd/", asking.asked_list, name="asked_list"),
    path("mijn/gevraagd/<slug:code>/", asking.asked_page, name="asked_page"),
    path("achterwacht/", asking.back_up_list, name="back_up_list"),
    path("achterwacht/<slug:code>/", asking.back_up_answer, name="back_up_answer"),
]

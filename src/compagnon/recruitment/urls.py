from django.urls import path

from compagnon.recruitment.views import (
    application,
    decision,
    desk,
    fill_in,
    form,
    form_condition,
    form_preview,
    form_publish,
    form_question,
    form_translation,
    import_file,
    join,
    own_application,
    queue,
    request,
    together,
)

app_name = "recruitment"
_POINT = "joining-points/<public_id:joining_point_id>/"
_FILE = "imports/<public_id:import_file_id>/"
_APPLICATION = "applications/<public_id:application_id>/"
_JOIN = "join/<public_id:scheme_id>/"
_FORM = "schemes/<public_id:scheme_id>/form/"
_SECTION = f"{_FORM}sections/<str:section_key>/"
_QUESTION = f"{_FORM}questions/<str:question_key>/"
_PAGE = f"{_APPLICATION}form/<str:section_key>/"
urlpatterns = [
    path(_JOIN, join.show, name="join"),
    path(f"{_JOIN}apply/", join.apply, name="apply"),
    path(f"{_JOIN}code/", join.code, name="code"),
    path(f"{_JOIN}begin/", join.begin, name="begin"),
    path("my-applications/", own_application.listing, name="own_applications"),
    path(f"{_APPLICATION}form/", fill_in.start, name="fill_in"),
    path(_PAGE, fill_in.section, name="section"),
    path(f"{_PAGE}save/", fill_in.save, name="save"),
    path(f"{_APPLICATION}check/", fill_in.check, name="check_answers"),
    path(f"{_APPLICATION}sign/", fill_in.sign, name="sign_and_send"),
    path(f"{_APPLICATION}forget/", own_application.forget, name="forget_draft"),
    path(_FORM, form.show, name="form"),
    path(f"{_FORM}edit/", form.edit, name="form_edit"),
    path(f"{_FORM}move/", form.move, name="form_move"),
    path(f"{_FORM}drop/", form.drop, name="form_drop"),
    path(f"{_FORM}languages/", form_translation.languages, name="form_languages"),
    path(
        f"{_FORM}languages/<str:language>/first/",
        form_translation.first,
        name="form_first_language",
    ),
    path(
        f"{_FORM}languages/<str:language>/sections/<str:section_key>/",
        form_translation.translate,
        name="form_translate",
    ),
    path(f"{_FORM}preview/", form_preview.begin, name="form_preview_begin"),
    path(f"{_FORM}preview/<str:section_key>/", form_preview.preview, name="form_preview"),
    path(f"{_FORM}publish/", form_publish.publish, name="form_publish"),
    path(f"{_FORM}compare/<str:older>/<str:newer>/", form_publish.compare, name="form_compare"),
    path(f"{_FORM}versions/<str:older>/copy/", form_publish.copy, name="form_copy"),
    path(f"{_FORM}new-section/", form.section_new, name="form_section_new"),
    path(_SECTION, form.section, name="form_section"),
    path(f"{_SECTION}remove/", form.section_remove, name="form_section_remove"),
    path(f"{_SECTION}add/", form_question.choose, name="form_question_choose"),
    path(f"{_SECTION}add/<str:added>/", form_question.new, name="form_question_new"),
    path(_QUESTION, form_question.edit, name="form_question"),
    path(f"{_QUESTION}remove/", form_question.remove, name="form_question_remove"),
    path(f"{_QUESTION}when/", form_condition.depends, name="form_depends"),
    path(f"{_QUESTION}when/<str:other_key>/", form_condition.condition, name="form_condition"),
    path(f"{_POINT}import/", import_file.upload, name="upload"),
    path(_FILE, import_file.show, name="import_file"),
    path(f"{_FILE}columns/", import_file.columns, name="columns"),
    path(f"{_FILE}start/", import_file.start, name="start"),
    path(f"{_FILE}resume/", import_file.resume, name="resume"),
    path(f"{_FILE}drop/", import_file.drop, name="drop"),
    path(f"{_POINT}applications/", queue.listing, name="application_list"),
    path(f"{_POINT}applications/export/", queue.export, name="export"),
    path(f"{_POINT}applications/together/", together.together, name="together"),
    path(_APPLICATION, application.show, name="application"),
    path(f"{_APPLICATION}assign/", desk.assign, name="assign"),
    path(f"{_APPLICATION}ask/", request.ask, name="ask"),
    path(f"{_APPLICATION}ask/withdraw/", request.withdraw, name="withdraw_request"),
    path(f"{_APPLICATION}asked/", request.answer, name="information_asked"),
    path(f"{_APPLICATION}comment/", desk.comment, name="comment"),
    path(f"{_APPLICATION}interest/", desk.interest, name="declare_interest"),
    path(f"{_APPLICATION}approve/", decision.approve, name="approve"),
    path(f"{_APPLICATION}wait/", decision.wait, name="wait"),
    path(f"{_APPLICATION}decline/", decision.decline, name="decline"),
    path(f"{_APPLICATION}withdraw/", application.withdraw, name="withdraw"),
    path(f"{_APPLICATION}confirm/", application.confirm, name="confirm_membership"),
]

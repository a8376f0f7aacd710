from django.urls import path

from compagnon.schemes.views import (
    branch,
    charter,
    charter_draft,
    cycle,
    export,
    group,
    letter,
    scheme,
    settings,
    setup,
    share,
    term_calendar,
)

app_name = "schemes"
_SCHEME = "schemes/<public_id:scheme_id>/"
_LETTER = f"{_SCHEME}letters/<slug:package>/<slug:stem>/<slug:language>/"
_CYCLE = "cycles/<public_id:cycle_id>/"
_ORGANISATION = "organisations/<public_id:organisation_id>/"
_TERMS = "term-calendars/<public_id:term_calendar_id>/"
urlpatterns = [
    path("schemes/", scheme.listing, name="scheme_list"),
    path("schemes/new/", setup.choose, name="choose_template"),
    path("schemes/new/<str:template>/", setup.set_up, name="set_up"),
    path(_SCHEME, scheme.show, name="scheme"),
    path(f"{_SCHEME}describe/", scheme.describe, name="describe"),
    path(f"{_SCHEME}settings/", settings.settings, name="settings"),
    path(f"{_SCHEME}matching/", settings.matching, name="matching"),
    path(f"{_SCHEME}copy/", scheme.copy, name="copy"),
    path(f"{_SCHEME}start/", scheme.start, name="start"),
    path(f"{_SCHEME}close/", scheme.close, name="close"),
    path(f"{_SCHEME}reopen/", scheme.reopen, name="reopen"),
    path(f"{_SCHEME}steps/", scheme.tick, name="tick"),
    path(f"{_SCHEME}group/", group.appoint, name="group"),
    path(f"{_SCHEME}cycles/new/", cycle.new, name="cycle_new"),
    path(f"{_CYCLE}edit/", cycle.edit, name="cycle_edit"),
    path(f"{_CYCLE}repeat/", cycle.repeat, name="cycle_repeat"),
    path(f"{_CYCLE}joining-points/new/", cycle.point_new, name="point_new"),
    path("joining-points/<public_id:joining_point_id>/dates/", cycle.point_edit, name="point_edit"),
    path(f"{_SCHEME}share/", share.kit, name="share"),
    path(f"{_SCHEME}share/export/", export.sharing, name="share_export"),
    path(f"{_SCHEME}export/", export.numbers, name="export"),
    path("appointments/<public_id:appointment_id>/end/", group.end, name="appointment_end"),
    path("promote/", share.promote, name="promote"),
    path("branches/", branch.listing, name="branch_list"),
    path("organisations/<public_id:organisation_id>/branches/new/", branch.new, name="branch_new"),
    path("branches/<public_id:branch_id>/edit/", branch.edit, name="branch_edit"),
    path("branches/<public_id:branch_id>/lead/", branch.lead, name="branch_lead"),
    path("term-calendars/", term_calendar.listing, name="term_calendar_list"),
    path(f"{_ORGANISATION}term-calendars/begin/", term_calendar.begin, name="term_calendar_begin"),
    path(f"{_ORGANISATION}term-calendars/new/", term_calendar.new, name="term_calendar_new"),
    path(_TERMS, term_calendar.show, name="term_calendar"),
    path(f"{_TERMS}edit/", term_calendar.edit, name="term_calendar_edit"),
    path(f"{_TERMS}file/", term_calendar.upload, name="term_calendar_upload"),
    path(f"{_TERMS}confirm/", term_calendar.confirm, name="term_calendar_confirm"),
    path(f"{_TERMS}drop/", term_calendar.drop, name="term_calendar_drop"),
    path(f"{_SCHEME}letters/", letter.listing, name="letter_list"),
    path(_LETTER, letter.write, name="letter_write"),
    path(f"{_LETTER}shipped/", letter.unword, name="letter_unword"),
    path(f"{_LETTER}preview/", letter.preview, name="letter_preview"),
    path(f"{_LETTER}try/", letter.try_out, name="letter_try"),
    path(f"{_SCHEME}charter/", charter.charter, name="charter"),
    path(f"{_SCHEME}charter/write/", charter_draft.overview, name="charter_draft"),
    path(f"{_SCHEME}charter/write/<str:language>/", charter_draft.write, name="charter_write"),
    path(
        f"{_SCHEME}charter/preview/<str:language>/", charter_draft.preview, name="charter_preview"
    ),
    path(f"{_SCHEME}charter/publish/", charter_draft.publish, name="charter_publish"),
    path(f"{_SCHEME}charter/drop/", charter_draft.drop, name="charter_drop"),
    path("charters/<public_id:charter_id>/sign/", charter.charter_sign, name="charter_sign"),
]

"""`{% load ui %}`: every component, as a tag whose attributes are checked."""

from django.template import Library

from compagnon.ui.components import actions, data, feedback, fields, pages, pictures, text

register = Library()

for tag in (
    actions.button,
    actions.link_button,
    data.figure,
    data.pair,
    data.score,
    feedback.message_list,
    feedback.progress,
    fields.field,
    fields.fields,
    pages.pagination,
    pictures.bars,
    pictures.columns,
    pictures.stairs,
    pictures.tile_map,
    pages.tab,
    text.icon,
    text.prose,
    text.reasons,
    text.tag,
    text.when,
):
    register.simple_tag(tag)

for tag_with_context in (actions.post_button, pages.language_list, pages.menu):
    register.simple_tag(tag_with_context, takes_context=True)

for block in (
    actions.actions,
    data.data_table,
    data.entries,
    data.entry,
    data.figures,
    data.summary_list,
    data.summary_row,
    feedback.nothing_yet,
    feedback.live,
    feedback.notice,
    feedback.step,
    feedback.steps,
    fields.filter_form,
    pages.disclosure,
    pages.letter,
    pages.next_step,
    pages.page_header,
    pages.panel,
    pages.section,
    pages.tabs,
):
    register.simple_block_tag(block)

register.simple_block_tag(fields.post_form, takes_context=True)

"""What pages are made of; `templatetags/ui.py` makes each function a template tag.

An attribute that a component does not know, or lacks, stops the template when it compiles (Django's own
check of a tag's signature); a value that it cannot show stops it when it renders.
"""

"""Applications, the forms and files they come in, and what the Coordination Group keeps about them; one module a noun."""

from compagnon.recruitment.models.application import Application, Declaration, scope_of
from compagnon.recruitment.models.form import FormDraft, FormVersion
from compagnon.recruitment.models.institution import Institution
from compagnon.recruitment.models.request import InformationRequest, RequestReply
from compagnon.recruitment.models.review import Comment, Decision, Interest, SavedView
from compagnon.recruitment.models.upload import ImportFile, Upload, UploadPart

__all__ = [
    "Application",
    "Comment",
    "Decision",
    "Declaration",
    "FormDraft",
    "FormVersion",
    "ImportFile",
    "InformationRequest",
    "Institution",
    "Interest",
    "RequestReply",
    "SavedView",
    "Upload",
    "UploadPart",
    "scope_of",
]

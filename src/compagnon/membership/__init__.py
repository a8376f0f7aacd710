"""The register of an organisation's members: imported, and asked whether an applicant stands in it."""

"""Understanding a file of applications, without a database: bytes in; applicants, problems and doubts out."""

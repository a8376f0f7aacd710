"""Letters: a row before it is a mail, rendered in the reader's language, delivered, remembered."""

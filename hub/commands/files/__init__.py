"""Files that others write: what each is, whatever its name says, and its records."""

"""What search knows of words: how characters are written and read, and which words are one."""

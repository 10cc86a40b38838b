"""The jobs: one module each, and nothing but its declaration makes it one."""

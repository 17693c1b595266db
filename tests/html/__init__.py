"""Pages: one test file a module of wiretrace.html."""  # noqa: A005 (paths of tests mirror those of the source)

"""Settings, URLs, WSGI: the top of the ladder, nothing else."""

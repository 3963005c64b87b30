"""The command line: a face like the screens, calling operations and queries."""

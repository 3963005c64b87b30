"""The calendar server at /dav/: Radicale inside this process, over our own tables and rights."""

"""The calendar server at /dav/: Radicale in this process, over our own tables and rights."""

"""One module an area; a view reads the request, calls a query or an operation, renders a screen."""

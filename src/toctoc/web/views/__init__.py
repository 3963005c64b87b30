"""A module an area; views read the request, call a query or an operation, render a screen."""

"""The screens: server-rendered, better with htmx, whole without. No models."""

"""Forms without models: they turn what people type into values, and say what is wrong."""

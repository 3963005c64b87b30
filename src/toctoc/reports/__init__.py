"""Documents on paper and for spreadsheets, made from what the packages below read."""

"""One day across its volunteers: the best plan, and what one more visit would add to it."""

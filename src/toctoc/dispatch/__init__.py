"""The bridge between agenda rows and the planning core: offers, booking, tours."""

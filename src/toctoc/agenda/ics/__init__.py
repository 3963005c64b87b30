"""Calendars as text (iCalendar, RFC 5545): what is shown of the agenda, and what comes in."""

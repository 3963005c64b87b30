"""Availability, absences, help requests and visits: the agenda shared by the partners."""

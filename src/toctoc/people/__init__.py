"""Accounts, organisations, memberships, volunteers and residents: who is who."""

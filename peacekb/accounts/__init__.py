"""Accounts of editors, from the invitation to the last session; the pages are allauth's."""

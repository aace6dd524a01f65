"""Accounts of editors: signing in, second factors, sessions, invitations; the pages are allauth's."""

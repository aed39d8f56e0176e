"""Broadsheet: serverless publishing functions for a news site."""

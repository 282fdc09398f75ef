"""Tests of searchapp; a test's name is a fact."""

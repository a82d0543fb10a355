"""Tests of the rules, of the house and of the whole product; addon tests live in the addons."""

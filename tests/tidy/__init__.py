"""The house checked against the page that draws it: arrows, rooms, sizes, sources, words, rights."""

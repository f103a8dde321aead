"""The published marts as a release: one folder, written whole, that every tool can open."""

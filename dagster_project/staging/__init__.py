"""The staging store: what was seen in raw/, and the Parquet tables of what was read from it."""

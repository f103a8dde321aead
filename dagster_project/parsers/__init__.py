"""Document to figures, in the metric codes of the codebook; pure: no Dagster, no disk, no clock."""

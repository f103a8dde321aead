"""The arrows of the pipeline, one file each."""

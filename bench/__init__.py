"""What the main job costs, measured anew on any machine: `make bench`; what prose it misreads: `bench.leaks`."""

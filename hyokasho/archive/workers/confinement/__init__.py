"""What the kernel of Linux takes from a worker: see `seccomp` and `landlock`."""

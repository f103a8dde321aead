"""What each command of `ogi` does; imported only when that command is called."""

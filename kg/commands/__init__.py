"""One module for each command of the command line: it takes options, calls the rooms that do the work, and prints."""

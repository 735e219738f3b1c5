"""The command line's commands, one module each where it is large; `tui.cli` is their door."""

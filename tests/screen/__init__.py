"""The main screen, its dialogs and its parts."""

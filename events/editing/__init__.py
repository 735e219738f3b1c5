"""An edit from what is wanted to the file: plans, drafts, spliced text, saving, history."""

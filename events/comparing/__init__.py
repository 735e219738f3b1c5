"""The measures behind Compare: beginnings, marks, milestones, lag against chance, neighbours."""

"""The five looks: what they count and measure, and how they draw it."""

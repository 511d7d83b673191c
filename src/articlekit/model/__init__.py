"""The weights of the labeller; see ``card.md`` beside this file."""

"""How the weights of articlekit's labeller were made; not part of the wheel."""

"""Each rule moves what the sources say it moves, in the direction they say."""

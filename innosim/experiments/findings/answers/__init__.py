"""What the shipped experiments found, each told and drawn from the runs of its sweep."""

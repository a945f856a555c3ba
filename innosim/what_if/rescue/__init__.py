"""What would have saved an idea: at the gate, in the same world re-lived, and in sibling worlds."""

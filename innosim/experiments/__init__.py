"""Experiments: from a file with factors to findings.

`design` reads the file and draws the points, `sweep` runs them and survives what goes wrong;
`influence` and `discovery` are the methods (indices; boxes) on plain tables, `findings` applies
them to a sweep; `screening` asks which assumed numbers decide; `holdings` lists, checks and exports
what is stored, `archive` packs it so that it can be rebuilt.
"""

"""How much each factor of a table of runs moves an outcome: Sobol, Morris and PAWN by SALib."""

"""Evidence: what speaks for the model and what against it.

`claims` has what the sources say, `validation` tests it, `ablation` takes single rules away, and
`calibration` fits levels to what is known of a service.
"""

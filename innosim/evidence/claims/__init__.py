"""The claims that the model is held against, one module a group; each has `TITLE` and `CLAIMS`.

`innosim validate` runs them. What a module adds under `UNTESTED` are things the sources say in
its field that the model has nothing for yet, with the reason.
"""

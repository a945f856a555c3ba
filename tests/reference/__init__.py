"""An independent reference of the model: plain objects, loops over people, double precision.

It is written from the equations of ODD.md, section 7, to be read beside them: one module a phase,
with the names of ODD.md. `test_reference` lets it and the array version (`innosim.engine`) run
the same scenarios and seeds, and compares everything that both know in every week.

The reference covers the whole model, all phases and all feedbacks. Taken from outside are only

- the chart and the ties, which do not change (posts, teams, branches, organisations, superiors,
  roles, who listens to whom);
- the numbers of the scenario and what the interventions declare (which lever, how far).

Everything else, traits and beliefs of the first holders of posts included, is worked out here,
with an own implementation of the keyed draws. Nothing is handed over after week 0.
"""

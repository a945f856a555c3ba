"""What if: studies that change something and compare, fairly.

`comparison` runs the same worlds under several scenarios; `stories` tells the life of one idea and
`rescue` what would have saved it; `replay` shows a run week by week on the organisation; `xray` and
`reliance` look at the layers and at those few people whom success hangs on; `budget`, `planning`
and `briefing` lead from hours to plans and to a note for a decision; `prompting` starts from four
questions about a service.
"""

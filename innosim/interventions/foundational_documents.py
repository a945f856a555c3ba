"""Leaders refer staff to the documents, which allow more than is believed."""

from innosim.contracts import Intervention

INTERVENTION = Intervention(
    title="Refer to the foundational documents",
    source="O 01:09:27",
    group="risk",
    pulled_by="leaders",
    message="Read what the rules really say; they allow more than you believe.",
    examples=(
        "a leader asks 'where is that written?' before an idea is turned down for a rule (our "
        "example)",
        "staff are referred to the policies and guidelines, which often allow more than is "
        "believed (O 01:09:27)",
    ),
    works="People come to know the documents, and forget them slowly. Who knows them stops no idea "
    "for a rule that does not exist; rules that do exist stop as many as before.",
    effects={"literacy.teaching": 1.0},
    leader_hours=1.0,
    staff_hours=1.0,
    rows=(64, 65),
    moves="gate_pass",
    sign=1,
    fails_when="the rules that stop ideas are real",
)

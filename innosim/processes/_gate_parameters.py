"""Weights of the terms, capacity and rules of the gates, and the levers that move them."""

from innosim.parameters import ParameterSet, lever, parameter


class Parameters(ParameterSet):
    """Weights of the terms, capacity and rules of the gates."""

    base: float = parameter(
        0.6, unit="logit", low=-5, high=5, meaning="score of an idea with nothing for or against it"
    )
    merit: float = parameter(
        3.0,
        unit="logit",
        low=0,
        high=20,
        meaning="weight of merit, as far as there is evidence of it",
    )
    novelty: float = parameter(
        2.0,
        unit="logit",
        low=0,
        high=20,
        source="O 00:25:57; size assumed",
        meaning="penalty of novelty where innovation has no standing beside the incumbent",
    )
    risk: float = parameter(
        2.0,
        unit="logit",
        low=0,
        high=20,
        source="O 01:03:12; size assumed",
        meaning="penalty of risk for a wholly risk-averse reviewer",
    )
    alignment: float = parameter(
        1.0,
        unit="logit",
        low=0,
        high=20,
        source="K section 3; size assumed",
        meaning="weight of alignment",
    )
    champion: float = parameter(
        0.8,
        unit="logit",
        low=0,
        high=20,
        source="O 00:16:08; size assumed",
        meaning="weight of a determined champion",
    )
    bridging: float = parameter(
        0.4,
        unit="logit",
        low=0,
        high=20,
        source="K section 1; size assumed",
        meaning="weight of a team that translates for leaders, at the leader's gate",
    )
    fit: float = parameter(
        0.8,
        unit="logit",
        low=0,
        high=20,
        source="O 00:23:32; size assumed",
        meaning="weight of fit with priorities, as far as they are clear",
    )
    political_fit: float = parameter(
        0.8,
        unit="logit",
        low=0,
        high=20,
        source="K introduction (advise the Minister); size assumed",
        meaning="added weight of fit at the leader's gate",
    )
    inaction: float = parameter(
        1.0,
        unit="logit",
        low=0,
        high=20,
        source="O 01:04:33; size assumed",
        meaning="weight of the risk of not innovating, for a wholly risk-averse reviewer",
    )
    crisis: float = parameter(
        0.4,
        unit="logit",
        low=0,
        high=20,
        source="K introduction; size assumed",
        meaning="bonus in a crisis of pressure 1",
    )
    trust: float = parameter(
        0.5,
        unit="logit",
        low=0,
        high=20,
        source="K section 5; size assumed",
        meaning="weight of the public's trust",
    )
    rejection: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        meaning="share of those not accepted that is rejected; the others are held back",
    )
    capacity: float = parameter(
        0.15,
        unit="reviews per week",
        low=0,
        high=50,
        meaning="reviews that a manager with nobody below has time for",
    )
    capacity_below: float = parameter(
        0.005,
        unit="per person",
        low=0,
        high=1,
        meaning="rise of that capacity with the people below",
    )
    attention: float = parameter(
        0.15,
        unit="per week",
        low=0,
        high=1,
        meaning="highest chance that an idea is reviewed in a week",
    )
    held_back: float = parameter(
        0.05,
        unit="share",
        low=0,
        high=1,
        meaning="alignment that an idea loses when it is held back",
    )
    convention: float = parameter(
        0.05,
        unit="probability",
        low=0,
        high=1,
        source="O 01:09:27; size assumed",
        meaning="chance that a rule which does not exist stops an idea, for staff who know none "
        "of the documents",
    )
    hard_rule: float = parameter(
        0.01,
        unit="probability",
        low=0,
        high=1,
        meaning="chance that a rule which does exist stops an idea",
    )
    condition_weeks: int = parameter(
        3,
        unit="weeks",
        low=0,
        high=52,
        source="K section 4; size assumed",
        meaning="longest time that conditions take",
    )
    panel: int = parameter(
        1,
        unit="reviewers",
        low=1,
        high=20,
        source="Sah and Stiglitz 1986",
        meaning="reviewers side by side at each gate, one of whom is enough",
    )
    first_week: int = parameter(
        0, unit="weeks", low=0, high=52, meaning="weeks before a new idea can be reviewed"
    )
    skipped: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="K section 1; size assumed",
        meaning="share of the gates that a wholly trusted team skips",
    )
    usual: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="O 00:27:51; size assumed",
        meaning="share of the penalty of risk that full normality takes away",
    )
    defended: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="O 00:39:33; size assumed",
        meaning="share of the penalty of risk that full protection takes away",
    )
    paid: float = parameter(
        0.5,
        unit="share",
        low=0,
        high=1,
        source="O 01:08:09; size assumed",
        meaning="share of the penalty of risk that payment by outcome takes away",
    )
    navigated: float = parameter(
        0.3,
        unit="share",
        low=0,
        high=1,
        source="O 00:37:22; size assumed",
        meaning="share of the penalty of risk that full support in handling it takes away; the "
        "risk itself stays",
    )
    mandate_courage: float = parameter(
        0.15,
        unit="share",
        low=0,
        high=1,
        source="O 01:04:57; size assumed",
        meaning="share of risk aversion that a full mandate takes away",
    )
    mandate_floor: float = parameter(
        0.05,
        unit="probability",
        low=0,
        high=1,
        source="O 01:04:57; size assumed",
        meaning="chance that a full mandate turns a rejection into an experiment",
    )
    misframed: float = parameter(
        0.25,
        unit="share",
        low=0,
        high=1,
        meaning="share of a story's bonus that it costs with those it is not framed for",
    )
    felt_gap: float = parameter(
        0.5,
        unit="logit",
        low=0,
        high=20,
        source="O 00:38:37; size assumed",
        meaning="weight of a gap to expectations that is felt",
    )
    bypass: float = lever(
        0.0,
        unit="probability",
        low=0,
        high=1,
        source="O 01:23:45",
        meaning="chance that an idea goes round a gate",
    )
    autonomy: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="K section 1",
        meaning="freedom of trusted teams; half of it is the share of gates they skip (practice 1)",
    )
    appeal: float = lever(
        0.0,
        unit="probability",
        low=0,
        high=1,
        source="O 00:37:12",
        meaning="chance that a rejection is appealed",
    )
    yes_and: float = lever(
        0.1,
        unit="share",
        low=0,
        high=1,
        source="K section 4; resting value assumed",
        meaning="share of rejections that become acceptance with conditions (practice 4)",
    )
    reviewers: float = lever(
        0.0, unit="factor", low=0, high=10, source="assumed", meaning="added capacity to review"
    )
    span: float = lever(
        0.0,
        unit="factor",
        low=0,
        high=10,
        source="assumed",
        meaning="rise of the people, and of the queues, per manager who still reviews",
    )
    flatter: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 01:03:12",
        meaning="how far the layer just below the head is taken out: ideas skip it, and it passes "
        "on all of the signals",
    )
    risk_story: float = lever(
        0.0,
        unit="logit",
        low=-2,
        high=2,
        source="O 01:25:01",
        meaning="bonus of a story about risk, framed for middle managers",
    )
    priority_story: float = lever(
        0.0,
        unit="logit",
        low=-2,
        high=2,
        source="O 01:25:01",
        meaning="bonus of a story about priorities, framed for leaders",
    )
    inaction_awareness: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 01:04:33",
        meaning="how far the risk of not innovating is weighed",
    )
    mandate: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 01:04:57",
        meaning="how far experiments are expected",
    )
    leader_exposure: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 00:38:07",
        meaning="how familiar leaders are with new technology",
    )
    outcome_payment: float = lever(
        0.0,
        unit="share",
        low=0,
        high=1,
        source="O 01:08:09",
        meaning="share of the risk that those who are paid by outcome bear",
    )

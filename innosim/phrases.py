"""The two texts that the model is built on: what they say, numbered, and where they say it.

K: Marlieke Kieboom, "Five ways leaders can foster innovation in the public sector", 4 February
2019. O: OECD Observatory of Public Sector Innovation, recorded talk "Role of leadership and
management in fostering innovation", with time stamps. Phrases are shortened; rules refer to them by
number (`Mechanism.rows`).
"""

from __future__ import annotations

SOURCES = (
    'K is Marlieke Kieboom, "Five ways leaders can foster innovation in the public sector" (2019); '
    'O is "Role of leadership and management in fostering innovation", after a talk of the OECD '
    "Observatory of Public Sector Innovation, with time stamps."
)
"""What the places of the two texts stand for."""

INTERPRETED = frozenset({31, 44, 47, 62, 63, 74, 75, 79, 96})
"""Phrases of one sentence each, of which the rules in the model are an interpretation."""

PHRASES: dict[int, tuple[str, str]] = {
    1: ("innovation as a consistent, deliberate and reliable resource", "O 00:06:54"),
    2: ("ad-hoc, reactive or opportunistic innovation", "O 00:06:44"),
    3: ("embedding innovation as a core competency", "O 00:07:56"),
    4: ("a long history of interest and an articulated ambition", "O 00:05:28"),
    5: ("the struggle for a balance between controls and change", "O 00:06:00"),
    6: ("innovation is difficult, and no government has mastered it", "O 00:06:17"),
    7: ("fragmented understanding of what innovation is, who is responsible and why", "O 00:14:25"),
    8: ("rational public servants focus on clearer, more easily tracked agendas", "O 00:14:53"),
    9: ("reliance on the right person in the right place at the right time", "O 00:15:49"),
    10: ("rather than on strategic need or the merit of ideas", "O 00:15:49"),
    11: ("individual determination overcomes systemic barriers", "O 00:16:08"),
    12: ("not well placed to take advantage of innovative options", "O 00:16:34"),
    13: ("feedback loops favour clearly understood options over emergent ones", "O 00:16:41"),
    14: ("innovation at the side of the desk", "O 00:20:30"),
    15: ("not integrated into core practices", "O 00:17:39"),
    16: ("individual level: personal motivation or response to specific problems", "O 00:22:57"),
    17: ("organisational level: addressing particular problems or crises", "O 00:23:11"),
    18: ("system level: a clear signal for why innovation is wanted and needed", "O 00:23:32"),
    19: ("without the system, organisations siloed by partial agendas", "O 00:21:24"),
    20: (
        "without the organisation, individuals push against a system, above and beyond",
        "O 00:21:43",
    ),
    21: ("reliance on individuals is not sustainable", "O 00:22:06"),
    22: ("the risk of being unsuited to its environment; keeping pace", "O 00:26:36"),
    23: (
        "clarity: a clear signal and its fit with other priorities, reducing ambiguity",
        "O 00:23:32",
    ),
    24: ("the signal is politics, changeable and noisy", "O 00:24:24"),
    25: ("the private sector's clear signal of profit", "O 00:24:24"),
    26: (
        "build shared understanding: barometer, agreed definitions, declaration",
        "O 00:30:47, 00:31:26",
    ),
    27: ("relate innovation to priorities", "O 00:31:55"),
    28: ("define roles: archetypes", "O 00:32:43"),
    29: ("innovation labs give hands-on experience", "O 00:33:26"),
    30: ("connect to history: not foreign to the public service", "O 00:34:41"),
    31: (
        "do external actors know what is meant, where it is sought and how they can contribute?",
        "O 00:35:31",
    ),
    32: ("parity: equal standing with other considerations", "O 00:25:57"),
    33: ("innovation competes against incumbents and lacks a marketplace for ideas", "O 00:25:27"),
    34: ("processes open to challenge", "O 00:37:12"),
    35: ("circumvent bottlenecks through forums", "O 01:03:12, 01:23:45"),
    36: ("middle management or the clay layer", "O 01:03:12"),
    37: ("help innovators find allies", "O 00:37:16"),
    38: ("support navigation of risk and uncertainty", "O 00:37:22"),
    39: ("does innovation have equal standing in proposed courses of action?", "O 00:37:05"),
    40: ("suitability: appropriate capability systems and infrastructure", "O 00:26:06"),
    41: ("a taker rather than a shaper", "O 00:26:36"),
    42: (
        "support parts of the system that learn from and keep pace with external change",
        "O 00:37:47",
    ),
    43: ("how technology is socialised, and its implications", "O 00:38:03"),
    44: ("expose leaders to new technologies", "O 00:38:07"),
    45: ("new operational models such as the Talent Cloud", "O 00:38:14"),
    46: ("track changing expectations to drive the appetite for change", "O 00:38:37"),
    47: ("task forces of deputy ministers on disruptive technologies", "O 01:18:19"),
    48: ("a strong data strategy is foundational", "O 01:21:41"),
    49: (
        "are capability and infrastructure appropriate and sufficient for the options?",
        "O 00:37:31",
    ),
    50: ("normality: integral and routine rather than an accepted deviation", "O 00:27:51"),
    51: ("replicating behaviours and standardisation are valued", "O 00:17:55"),
    52: ("it is hard to integrate difference into core practices", "O 00:17:55"),
    53: ("support behaviours beyond replication", "O 00:39:12"),
    54: ("link innovation to core business", "O 00:39:28"),
    55: ("socialise and celebrate innovation", "O 00:39:30"),
    56: ("uphold and defend innovation when things go wrong", "O 00:39:33"),
    57: ("experiments carry an inherent risk of failure", "O 00:39:33"),
    58: ("an experimentation mandate normalises risk", "O 01:04:57"),
    59: ("is innovation integral rather than an accepted deviation?", "O 00:39:03"),
    60: ("risk aversion is a significant challenge", "O 01:03:12"),
    61: ("balance risks: the risk of not innovating", "O 01:04:33"),
    62: ("outcome-based instead of activity-based", "O 01:08:09"),
    63: ("paying for outcomes may reduce overall risk", "O 01:08:09"),
    64: ("risk aversion by convention rather than strict policy", "O 01:09:27"),
    65: ("refer staff to foundational policies", "O 01:09:27"),
    66: ("stories framed for their audience", "O 01:25:01"),
    67: ("a systemic, repeatable and consistent environment", "O 00:43:40"),
    68: ("a collective effort", "O 00:43:40"),
    69: ("making the implicit explicit", "O 00:42:35"),
    70: ("individuals see themselves as part of the system", "O 00:42:35"),
    71: ("identifying levers for intervention", "O 00:42:35"),
    72: ("continuously seeking to improve the four determinants", "O conclusion"),
    73: ("rethink the way it works; an innovative workplace culture", "K introduction"),
    74: ("working in ways never worked in before", "K introduction"),
    75: (
        "painfully uncomfortable; it had to be, otherwise nothing was innovated",
        "K introduction",
    ),
    76: ("a multi-disciplinary core team from the beginning", "K section 1"),
    77: (
        "work with citizens and translate to policy makers, leaders and politicians",
        "K section 1",
    ),
    78: (
        "aware of how small issues could backfire politically and stall the project",
        "K section 1",
    ),
    79: ("trust: a healthy degree of freedom", "K section 1"),
    80: ("connect to society, community and other ministries", "K section 2"),
    81: ("innovation leads to positive outcomes for citizens", "K section 2"),
    82: ("relationships drive change when a project stalls or after it is over", "K section 2"),
    83: ("outsiders ask questions, give opinions and connect with new people", "K section 2"),
    84: ("leaders were open, attended and came on the road", "K section 2"),
    85: ("align, align, and align again", "K section 3"),
    86: ("the amount of alignment meetings was dazzling", "K section 3"),
    87: ("executives are weary of risk with people's tax dollars", "K section 3"),
    88: ("leaders foresee, mitigate and act upon possible risks", "K section 3"),
    89: ("it looked as if the project had stalled, but it kept the ball rolling", "K section 3"),
    90: ("publishing openly needs everyone to feel comfortable", "K section 3"),
    91: ("say yes-and, often", "K section 4"),
    92: ("concrete asks: peer researcher, gift cards, unusual venues", "K section 4"),
    93: ("help with forms and rules; are you ok, do you need anything?", "K section 4"),
    94: (
        "it encourages teams to move mountains, especially in challenging circumstances",
        "K section 4",
    ),
    95: ("open process and knowledge, always", "K section 5"),
    96: ("good reasons to stay closed: under the radar for a while", "K section 5"),
    97: ("sharing unfinished work is not an established practice", "K section 5"),
    98: ("other jurisdictions can look at the work and build on it", "K section 5"),
    99: (
        "criticism was feared and never came, because people were engaged throughout",
        "K section 5",
    ),
    100: ("being open is an effective way to build trust", "K section 5"),
    101: ("open projects stand a far better chance of long lasting change", "K section 5"),
    102: ("small victories and hardships: leadership matters", "K introduction"),
    103: ("a conference of 400 people; an innovation hub", "K introduction"),
    104: ("a majorly complex challenge: the opioid crisis", "K introduction"),
    105: ("advise the Minister which services and policies could be developed", "K introduction"),
}
"""Number: the phrase, and its place."""

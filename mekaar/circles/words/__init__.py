"""How this room's journal lines and notices read in Dutch.

Lines and notices of this room are private: nobody at the desk sees them, also not during a visit.
A notice by mail says nothing of a circle: a mail can be read by somebody else.
"""

from mekaar.circles.words import chairs, meetings, plan, resident

PARTS = (resident, chairs, meetings, plan)
JOURNAL = {verb: words for part in PARTS for verb, words in part.JOURNAL.items()}
NOTICES = {kind: words for part in PARTS for kind, words in part.NOTICES.items()}

"""What a policy of proposing ideas does over months, in a neighbourhood that does not exist.

`world` who asks and offers what, when, and how they will answer · `policies` who is proposed to
whom · `running` the days, one after the other · `measures` figures with their intervals · `command`
the command line. Every policy meets the same people, on the same days, with the same answers.
"""

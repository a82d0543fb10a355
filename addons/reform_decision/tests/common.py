"""The kit for addons whose records need a decision: `pass_decision(record)` carries a case to its vote.

Example::

    class TestLease(DecisionKit, PlaceCase):
        def test_a_lease_is_signed_after_the_vote(self):
            self.pass_decision(self.lease)
            self.as_("director", self.lease).action_sign()
"""

from .. import walkthrough


class DecisionKit:
    """Beside `PlaceCase` or `PlaceHttpCase`."""

    def pass_decision(self, record, **options):
        """Open, carry and return the case of a record, by the users of the village; see `walkthrough`."""
        self.env.flush_all()
        return walkthrough.pass_decision(record, self.users, **options).with_env(self.env)

    def fail_decision(self, record, **options):
        """The same with too few votes for it."""
        return self.pass_decision(record, votes=(30, 24, 3, 20, 1), **options)

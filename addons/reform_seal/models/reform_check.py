import logging

from odoo import api, models

from .. import messages

_logger = logging.getLogger(__name__)


class ReformCheck(models.AbstractModel):
    """Every promise the books make, asked again: each model says which with `_reform_invariants`."""

    _name = "reform.check"
    _description = "Check of Every Invariant"

    @api.model
    def _collect(self, heads=None):
        """Yield (check, problems as sentences) of every model that has invariants, as superuser."""
        for name in sorted(self.env.registry):
            model = self.env[name].sudo()
            if model._abstract or not hasattr(model, "_reform_invariants"):
                continue
            if name == "reform.seal.entry":
                yield from model._reform_invariants(heads=heads)
            else:
                yield from model._reform_invariants()

    @api.model
    def _cron_check(self):
        """Run every check at night.

        What is found stands in the log and fails the job, so that somebody looks.
        """
        problems = [problem for _check, found in self._collect() for problem in found]
        for problem in problems:
            _logger.error("reform_check: %s", problem)
        if problems:
            raise RuntimeError(messages.check_failed(self.env, count=len(problems)))

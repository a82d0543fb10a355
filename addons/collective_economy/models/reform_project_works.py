from odoo import api, fields, models
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import UserError, ValidationError

from ..messages import project as messages

# Acts that bring the value of a new card into the books.
ENTERING = ("bought", "built")


class ReformProjectWorksMixin(models.AbstractModel):
    """Works that become an asset card reach the books by one road: the project's own movements, or the act on
    the card, never both.

    *What it accepts*: a project with `asset_id`. *How it works*: whichever comes second is refused by name,
    whether it is the movement, the act or the link between the two.
    """

    _name = "reform.project.works.mixin"
    _description = "Works That Become an Asset"

    asset_id = fields.Many2one("reform.asset", "Asset Card", ondelete="restrict", help="What was made of it.")

    def _entering_act(self):
        """Return the act that has brought the card's value into the books, or none."""
        self.ensure_one()
        Act = self.env["reform.asset.act"].sudo()
        if not self.asset_id:
            return Act
        domain = [("kind", "in", ENTERING), ("state", "=", "done"), ("worth", "!=", 0)]
        return Act.search([*domain, ("line_ids.asset_id", "=", self.asset_id.id)], limit=1)

    def _entered_value(self):
        """Return the yuan its own movements have made an asset of; each model says which."""
        return ZERO

    @api.constrains("asset_id")
    def _check_entered_once(self):
        for project in self:
            act = project._entering_act()
            if act and yuan(project._entered_value()):
                raise ValidationError(
                    messages.entered_by_act(
                        self.env,
                        project=project.display_name,
                        card=project.asset_id.display_name,
                        act=act.name,
                    )
                )

    def _after_move(self, kind):
        result = super()._after_move(kind)
        self._check_entered_once()
        return result


class ReformGrant(models.Model):
    """A grant's money makes an asset when it is spent on one at once, or when its works are finished."""

    _name = "reform.grant"
    _inherit = ["reform.project.works.mixin", "reform.grant"]

    def _entered_value(self):
        self.ensure_one()
        made = self._moves("spent_asset", "finished").filtered(
            lambda move: (move.account_code or "")[:3] not in ("153", "")
        )
        return sum((yuan(move.amount) for move in made), ZERO)

    @api.depends("move_ids", "asset_id")
    def _compute_sums(self):
        result = super()._compute_sums()
        # What the act on the card has taken out of 在建工程 is finished, whoever paid for the rest of it.
        for grant in self.filtered("in_works"):
            if grant._entering_act():
                grant.in_works = 0
        return result


class ReformLevy(models.Model):
    """The works of a levy become an asset when they are finished."""

    _name = "reform.levy"
    _inherit = ["reform.project.works.mixin", "reform.levy"]

    def _entered_value(self):
        self.ensure_one()
        return sum(
            (yuan(part[0]) for move in self._moves("finished") for part in move.parts if part[2] == "works"),
            ZERO,
        )


class ReformAssetAct(models.Model):
    """An act that brings a card into the books is refused where a project has brought it there."""

    _inherit = "reform.asset.act"

    def _refuse_problems(self):
        for act in self.filtered(lambda one: one.kind in ENTERING):
            # sudo: whoever enters the act is told, whether he may read the grant or not.
            for model in ("reform.grant", "reform.levy"):
                projects = self.env[model].sudo().search([("asset_id", "in", act.line_ids.asset_id.ids)])
                for project in projects:
                    if yuan(project._entered_value()):
                        raise UserError(
                            messages.entered_by_project(
                                self.env, project=project.display_name, card=project.asset_id.display_name
                            )
                        )
        return super()._refuse_problems()

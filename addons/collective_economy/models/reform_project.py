from odoo import api, fields, models
from odoo.tools import SQL

# Beginning of the number -> model. All of them are numbered from one sequence: the number alone is unique.
PROJECTS = {
    "GR": "reform.grant",
    "LV": "reform.levy",
    "LC": "reform.land.compensation",
    "PY": "reform.payroll",
    "PU": "reform.purchase",
}


class ReformProject(models.Model):
    """Every grant, levy, land compensation, payroll and purchase under one number: what the books call 项目.

    *How it works*: a view. An entry belongs to a project by the event key of its voucher, a red letter by
    that of the voucher it takes back; no entry carries a link that could be set wrong.
    """

    _name = "reform.project"
    _description = "Project"
    _auto = False
    _order = "id desc"
    _rec_names_search = ["name", "title"]
    _depends = {model: ["name", "title", "entity_id", "date", "state"] for model in PROJECTS.values()}

    name = fields.Char("No.", readonly=True)
    title = fields.Char("Subject", readonly=True)
    entity_id = fields.Many2one("reform.entity", "Collective", readonly=True)
    date = fields.Date("Day", readonly=True)
    res_model = fields.Char("Record Model", readonly=True)
    res_id = fields.Many2oneReference("Record ID", model_field="res_model", readonly=True)

    @property
    def _table_query(self):
        return SQL(" UNION ALL ").join(
            SQL(
                """SELECT substr(p.name, 3)::int AS id, p.name, p.title, p.entity_id, p.date,
                          %(model)s AS res_model, p.id AS res_id
                     FROM %(table)s p WHERE p.name ~ '^[A-Z]{2}[0-9]+$'""",
                model=model,
                table=SQL.identifier(self.env[model]._table),
            )
            for model in PROJECTS.values()
        )

    @api.depends("name", "title")
    def _compute_display_name(self):
        for project in self:
            project.display_name = f"{project.name or ''} {project.title or ''}".strip()

    @api.model
    def _number_sql(self, voucher):
        """Return the SQL of the number of the project a voucher (its alias) belongs to; NULL: to none."""
        key = SQL(
            "CASE WHEN %(v)s.reversal_of_id IS NULL THEN %(v)s.event_key ELSE"
            " (SELECT o.event_key FROM ledger_voucher o WHERE o.id = %(v)s.reversal_of_id) END",
            v=SQL.identifier(voucher),
        )
        beginnings = "|".join(PROJECTS).lower()
        return SQL("substring(%s from %s)::int", key, f"^(?:{beginnings}):[A-Z]{{2}}([0-9]+):")

    def action_open(self):
        """Open the grant, levy or whatever it is."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }


class LedgerEntry(models.Model):
    """An entry tells the project its voucher belongs to."""

    _inherit = "ledger.entry"

    project_id = fields.Many2one("reform.project", compute="_compute_project_id", search="_search_project_id")

    def _compute_project_id(self):
        self.env["ledger.voucher"].flush_model(["event_key", "reversal_of_id"])
        self.env.cr.execute(
            SQL(
                "SELECT v.id, %s FROM ledger_voucher v WHERE v.id = ANY(%s)",
                self.env["reform.project"]._number_sql("v"),
                self.voucher_id.ids,
            )
        )
        numbers = dict(self.env.cr.fetchall())
        for entry in self:
            entry.project_id = numbers.get(entry.voucher_id.id)

    @api.model
    def _search_project_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        numbers, none = [each for each in value if each], False in value
        project = self.env["reform.project"]

        def to_sql(model, alias, query):
            number = project._number_sql("v")
            wanted = SQL("%s = ANY(%s)", number, numbers)
            if none:
                wanted = SQL("(%s OR %s IS NULL)", wanted, number)
            return SQL(
                "EXISTS (SELECT FROM ledger_voucher v WHERE v.id = %s AND %s)",
                SQL.identifier(alias, "voucher_id"),
                wanted,
            )

        self.env["ledger.voucher"].flush_model(["event_key", "reversal_of_id"])
        return fields.Domain.custom(to_sql=to_sql)

import secrets

from odoo import api, fields, models
from odoo.addons.reform_rules.audit import working_paper as rules
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..messages import case as case_messages
from ..messages import paper as messages
from .audit_table import AUDITORS
from .paper_table import KINDS, OFFICIAL, PAPERS

WORDS = frozenset({"facts", "basis", "conclusion", "seed", "sample_count"})
# Differences told on the screen; a signed paper beside other books may have thousands.
TOLD = 30


class ReformAuditPaper(models.Model):
    """One working paper of an audit: what the books say within the span of the office, what the auditor makes
    of it, and two signatures.

    What it accepts: a kind, whose figures `_fill_<kind>()` reads from the live books in sets. How it works:
    until it is signed it shows the books as they are; the signature freezes what it shows, with its digest.
    Later differences are named, never carried in.
    """

    _name = "reform.audit.paper"
    _description = "Audit Working Paper"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "case_id desc, sequence, id"

    _state_edges = frozenset({("draft", "signed"), ("signed", "reviewed"), ("signed", "draft")})
    _guarded_fields = frozenset(
        {"case_id", "kind", "content", "digest", "signed_by_id", "signed_at", "reviewed_by_id", "reviewed_at"}
    )
    _frozen_fields = WORDS

    case_id = fields.Many2one(
        "reform.audit.case", "Audit", required=True, index=True, ondelete="restrict", readonly=True
    )
    entity_id = fields.Many2one(related="case_id.entity_id", store=True, index=True)
    place_id = fields.Many2one(related="case_id.place_id", store=True, index=True)
    kind = fields.Selection(KINDS, "Kind of Paper", required=True, readonly=True, index=True)
    sequence = fields.Integer("Order", readonly=True, aggregator=None)
    name = fields.Char("No. of the Paper", compute="_compute_name")
    matter = fields.Char("Looked for", compute="_compute_name")
    state = fields.Selection(
        [("draft", "To Be Signed"), ("signed", "To Be Reviewed"), ("reviewed", "Reviewed")],
        "Status",
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    facts = fields.Text("Facts Found", copy=False)
    basis = fields.Text("Rules It Rests on", copy=False)
    conclusion = fields.Text("Auditor's Conclusion", copy=False)
    seed = fields.Integer(
        "Seed of the Lot", aggregator=None, help="The same seed draws the same payments again, anywhere."
    )
    sample_count = fields.Integer("Drawn by Lot", aggregator=None)

    content = fields.Json(readonly=True, copy=False)
    digest = fields.Char("Digest of the Content", readonly=True, copy=False)
    shown = fields.Json("Tables", compute="_compute_shown")
    difference_text = fields.Text("Later Differences", compute="_compute_difference_text")
    signed_by_id = fields.Many2one("res.users", "Auditor", readonly=True, copy=False, ondelete="restrict")
    signed_at = fields.Datetime("Signed at", readonly=True, copy=False)
    reviewed_by_id = fields.Many2one("res.users", "Reviewer", readonly=True, copy=False, ondelete="restrict")
    reviewed_at = fields.Datetime("Reviewed at", readonly=True, copy=False)
    finding_ids = fields.One2many("reform.audit.finding", "paper_id", "Findings")

    _sample = models.Constraint("CHECK (sample_count >= 0)", "Nobody draws fewer than none.")
    _once = models.Constraint("UNIQUE (case_id, kind)", lambda env, _diag: messages.one_organisation(env))

    # -- computed ---

    @api.depends("case_id.name", "sequence", "kind")
    def _compute_name(self):
        for paper in self:
            paper.name = f"{paper.case_id.name or ''}-{paper.sequence or 0:02d}"
            paper.matter = PAPERS[paper.kind][1] if paper.kind else ""

    @api.depends("name", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for paper in self:
            title = labels.get(paper.kind, "")
            paper.display_name = messages.name(self.env, no=paper.name or "", title=title)

    @api.depends("content", "kind", "case_id", "seed", "sample_count")
    def _compute_shown(self):
        for paper in self:
            paper.shown = paper.content or (paper.case_id and paper.kind and paper._filled()) or False

    @api.depends("content")
    def _compute_difference_text(self):
        for paper in self:
            paper.difference_text = paper._difference_words() if paper.content else False

    def _difference_words(self):
        found = self._differences()
        sentences = [messages.difference(self.env, one) for one in found[:TOLD]]
        if len(found) > TOLD:
            sentences.append(messages.more_differences(self.env, count=len(found) - TOLD))
        return "\n".join(sentences)

    def _differences(self):
        """Return the working_paper.Difference of what was signed and the books of now, by table title."""
        self.ensure_one()
        titles = {table["key"]: table["title"] for table in self.content["tables"]}
        return [
            one._replace(table=titles.get(one.table, one.table))
            for one in rules.differences(self.content, self._filled())
        ]

    # -- drawn up, filled ---

    @api.model
    def _draw_up(self, case):
        """Return the papers of an audit, each kind once."""
        present = set(case.paper_ids.mapped("kind"))
        sample = case._rules().value("audit_sample_count")
        return self._create_guarded(
            [
                {
                    "case_id": case.id,
                    "kind": kind,
                    "sequence": number,
                    "basis": PAPERS[kind][2],
                    # Any seed will do; it is kept, so that anybody can draw the same lot again.
                    "seed": secrets.randbelow(10**6) + 1 if kind == "spending" else 0,
                    "sample_count": sample if kind == "spending" else 0,
                }
                for number, kind in enumerate(PAPERS, 1)
                if kind not in present
            ]
        )

    def _filled(self):
        """Return what the paper shows of the live books: {"tables": [...]}, plain JSON, in Chinese.

        A fixed number of statements per kind, whatever the number of rows.
        """
        self.ensure_one()
        self.env.flush_all()
        case = self.case_id
        case._entities().check_access("read")
        # sudo: a paper is whole or worthless; that the auditor may see the organisations is checked above.
        own = self.sudo().with_context(**OFFICIAL)
        return {"tables": getattr(own, f"_fill_{self.kind}")(case.sudo())}

    def _facts(self, case):
        """Return what every statement is cut by: ids of the organisations and the span."""
        return {"ids": case._entities().ids, "first": case.date_from, "last": case.date_to}

    def _drawn_table(self, case, key, title, columns, rows, remark=""):
        """Return a table; `rows` are (entity id, cells), `columns` are (title, shape).

        With more organisations than one the first column names them.
        """
        several = len(case._entities()) > 1
        names = {entity.id: entity.name for entity in case._entities()} if several else {}
        shown = []
        for entity, cells in rows:
            if several:
                own = names.get(entity, "")
                first = {"text": own, "id": f"{own} {rules.name(cells, len(shown))}"}
                if cells and cells[0].get("record"):
                    first["record"] = cells[0]["record"]
                cells = [first, *cells]
            shown.append(cells)
        head = [("单位", "name")] * several + list(columns)
        return {
            "key": key,
            "title": title,
            "columns": [column for column, _shape in head],
            "shape": [shape for _column, shape in head],
            "rows": shown,
            "remark": remark,
        }

    def _rows(self, query):
        self.env.cr.execute(query)
        return self.env.cr.fetchall()

    def _labels_of(self, model, field):
        return dict(self.env[model]._fields[field]._description_selection(self.env))

    # -- written, signed ---

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._require_group(*AUDITORS)
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & WORDS:
            self._require_team()
        return super().write(vals)

    def _require_team(self):
        """Raise unless the user is an auditor of the team, and the audit at work."""
        for case in self.case_id:
            case._require_group(*AUDITORS)
            if not self.env.su and self.env.user not in case._auditors():
                raise AccessError(messages.not_of_the_team(self.env, case=case.display_name))
            if case.state != "fieldwork":
                raise UserError(
                    messages.team_at_work(self.env, case=case.display_name, state=case._state_label())
                )

    def action_sign(self):
        """Sign: what the paper shows now is frozen, with its digest."""
        self._require_team()
        for paper in self:
            if not ((paper.facts or "").strip() and (paper.conclusion or "").strip()):
                raise UserError(messages.conclusion_missing(self.env, paper=paper.display_name))
            content = paper._filled()
            paper._move(
                "signed",
                content=content,
                digest=chain.digest(chain.canonical({**paper._words(), "content": content})),
                signed_by_id=self.env.uid,
                signed_at=fields.Datetime.now(),
            )
        return True

    def action_review(self):
        """Review what another auditor of the team has signed."""
        self._require_team()
        for paper in self:
            if paper.signed_by_id == self.env.user:
                raise UserError(messages.reviewed_by_another(self.env, paper=paper.display_name))
        return self._move("reviewed", reviewed_by_id=self.env.uid, reviewed_at=fields.Datetime.now())

    def action_back(self):
        """Give the paper back to be written anew; the log keeps the digest of what was signed."""
        self._require_team()
        none = {"content": False, "digest": False, "signed_by_id": False, "signed_at": False}
        return self._move("draft", **none)

    def _words(self):
        return {
            "no": self.name,
            "kind": self.kind,
            "term": [str(self.case_id.date_from), str(self.case_id.date_to)],
            "facts": self.facts or "",
            "basis": self.basis or "",
            "conclusion": self.conclusion or "",
            "sample": [self.seed, self.sample_count],
        }

    def _seal_payload(self):
        return {"id": self.id, "case": self.case_id.id, "kind": self.kind, "digest": self.digest or ""}

    def action_raise(self):
        """Open a new finding that rests on the paper."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_audit.reform_audit_finding_action")
        return {
            **action,
            "views": [(False, "form")],
            "context": {
                "default_case_id": self.case_id.id,
                "default_entity_id": self.entity_id.id,
                "default_paper_id": self.id,
                "default_text": self.conclusion or "",
            },
        }

    def action_xlsx(self):
        """Take the paper away as a workbook."""
        ids = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/reform_audit/papers.xlsx?ids={ids}",
            "target": "download",
        }

    def _signature_facts(self):
        """Return (label, who, when) of both signatures as the form prints them."""
        return [
            (label, user.sudo().name or "", format_date(self.env, at) if at else "")
            for label, user, at in (
                ("审计人员", self.signed_by_id, self.signed_at),
                ("复核人", self.reviewed_by_id, self.reviewed_at),
            )
        ]


class ReformAuditCase(models.Model):
    """An audit draws up its papers when the auditors come."""

    _inherit = "reform.audit.case"

    def _draw_up_papers(self):
        for case in self:
            self.env["reform.audit.paper"]._draw_up(case)

    def action_papers_xlsx(self):
        """Take all papers away as one workbook."""
        self.ensure_one()
        if not self.paper_ids:
            raise UserError(case_messages.problems(self.env, self._missing(("PapersMissing", True)))[0])
        return self.paper_ids.action_xlsx()

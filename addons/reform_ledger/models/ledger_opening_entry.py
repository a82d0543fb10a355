from collections import defaultdict

from odoo import api, fields, models
from odoo.addons.reform_rules.ledger import voucher_list as rules
from odoo.addons.reform_rules.ledger.chart_2004 import OldRow, ref
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import AccessError, UserError
from odoo.tools import split_every

from ..messages import opening as messages
from .ledger_opening import ACCOUNTANT

# Written by an accountant until the voucher is prepared; everything else stays as it came.
DECIDED = frozenset({"account_id", "partner_id"})
# Vouchers prepared in one call of the ledger.
SET = 200


class LedgerOpeningEntry(models.Model):
    """One line of another program's voucher list, as it came, on its way into the books.

    What stands before the opening day is summed up into the opening balances; what stands after it becomes
    vouchers, each prepared once however often the list is loaded.
    """

    _name = "ledger.opening.entry"
    _description = "Line of a Voucher List"
    _order = "opening_id, date, word, number, line_no, id"
    _rec_name = "summary"

    opening_id = fields.Many2one("ledger.opening", required=True, ondelete="cascade", readonly=True)
    entity_id = fields.Many2one(related="opening_id.entity_id", string="Entity")
    new_chart_id = fields.Many2one(related="opening_id.chart_id", string="New Chart")
    date = fields.Date(required=True, readonly=True)
    word = fields.Char("Old Word", readonly=True)
    number = fields.Integer("Old Number", readonly=True, aggregator=None)
    line_no = fields.Integer("Line", readonly=True, aggregator=None)
    summary = fields.Char(readonly=True)
    chart_id = fields.Many2one("ledger.chart", "Old Chart", required=True, readonly=True, ondelete="restrict")
    code = fields.Char("Old Code", required=True, readonly=True)
    name = fields.Char("Old Name", readonly=True)
    party_name = fields.Char("Party as Written", readonly=True)
    origin_place_id = fields.Many2one("reform.place", "Village of Origin", readonly=True, ondelete="restrict")
    debit = fields.Float(digits=(16, 2), readonly=True)
    credit = fields.Float(digits=(16, 2), readonly=True)
    papers = fields.Integer("Attached Papers", readonly=True, aggregator=None)
    reference = fields.Char("From the File", readonly=True)
    partner_id = fields.Many2one("res.partner", "Party", ondelete="restrict", index="btree_not_null")
    account_id = fields.Many2one("ledger.account", "New Account", ondelete="restrict")
    voucher_id = fields.Many2one("ledger.voucher", readonly=True, ondelete="set null", index="btree_not_null")

    _by_voucher = models.Index("(opening_id, date, word, number)")

    def write(self, vals):
        if not self.env.su:
            if set(vals) - DECIDED:
                raise AccessError(messages.list_stays(self.env))
            if self.sudo().voucher_id:
                raise AccessError(messages.voucher_prepared(self.env))
        return super().write(vals)

    def _key(self):
        """Return what names the voucher of the line."""
        return rules.Key(self.date.replace(day=1), self.word, self.number, self.origin_place_id.id or 0)

    def _plain(self):
        """Return the line as voucher_list.EntryRow; the party by its record where there is one."""
        return rules.EntryRow(
            self.chart_id.version,
            self.date,
            self.word,
            self.number,
            self.summary or "",
            self.code,
            self.name or "",
            str(self.partner_id.id or ""),
            yuan(self.debit),
            yuan(self.credit),
            self.papers,
            self.origin_place_id.id or 0,
        )

    def _event_line(self):
        return {
            "account": self.account_id.code,
            "debit": self.debit,
            "credit": self.credit,
            "partner_id": self.partner_id.id,
            "origin_place_id": self.origin_place_id.id,
            "summary": self.summary,
        }


class LedgerOpening(models.Model):
    """An opening takes in the lists of other programs."""

    _inherit = "ledger.opening"

    entry_ids = fields.One2many("ledger.opening.entry", "opening_id", "Voucher List")
    waiting_count = fields.Integer("Lines of Vouchers Waiting", compute="_compute_waiting_count")

    @api.depends("entry_ids.voucher_id", "date_opening")
    def _compute_waiting_count(self):
        for opening in self:
            opening.waiting_count = self.env["ledger.opening.entry"].search_count(opening._waiting_domain())

    def _waiting_domain(self):
        return [
            ("opening_id", "in", self.ids),
            ("voucher_id", "=", False),
            ("date", ">=", self.date_opening),
        ]

    # -- taking in -------------------------------------------------------------------------------------------

    @api.model
    def _of_entity(self, entity, source, chart):
        """Return the opening of an entity, begun by the user where nobody has begun it."""
        return self.search([("entity_id", "=", entity.id)], limit=1) or self.create(
            {"entity_id": entity.id, "source": source, "source_chart_id": chart.id}
        )

    @api.model
    def _parties(self, names):
        """Return {name: id} of the parties the user knows, unknown ones made; False where several bear it."""
        Partner = self.env["res.partner"]
        found = defaultdict(list)
        for partner in Partner.search([("name", "in", [name for name in names if name])]):
            found[partner.name].append(partner.id)
        missing = sorted({name for name in names if name} - found.keys())
        for partner in Partner.create([{"name": name} for name in missing]):
            found[partner.name].append(partner.id)
        return {name: ids[0] if len(ids) == 1 else False for name, ids in found.items()}

    def _take_balances(self, rows):
        """Return the lines made of rows of a trial balance.

        Args: rows: dicts with the fields of a line, `party_name` and `note`; the party is looked up.
        """
        self.ensure_one()
        self._require_group(ACCOUNTANT)
        parties = self._parties({row.get("party_name") for row in rows})
        return self.env["ledger.opening.line"].create(
            [
                {**row, "opening_id": self.id, "partner_id": parties.get(row.get("party_name"), False)}
                for row in rows
            ]
        )

    def _take_entries(self, rows):
        """Return the entries made of rows of a voucher list; balances are summed up anew while in draft."""
        self.ensure_one()
        self._require_group(ACCOUNTANT)
        early = [row["date"] for row in rows if fields.Date.to_date(row["date"]) < self.date_opening]
        if early and self.state != "draft":
            raise UserError(messages.before_opening_day(self.env, date=min(early), opening=self.date_opening))
        parties = self._parties({row.get("party_name") for row in rows})
        accounts = self._accounts_for({(row["chart_id"], row["code"], row["name"]) for row in rows})
        # sudo: nobody writes such lines by hand; who may load a list has been checked.
        entries = (
            self.env["ledger.opening.entry"]
            .sudo()
            .create(
                [
                    {
                        **row,
                        "opening_id": self.id,
                        "partner_id": parties.get(row.get("party_name"), False),
                        "account_id": accounts.get((row["chart_id"], row["code"]), False),
                    }
                    for row in rows
                ]
            )
        )
        if self.state == "draft":
            self._sum_up()
        return entries.with_env(self.env)

    def _accounts_for(self, named):
        """Return {(chart id, old code): new account id} of the accounts that need no decision.

        Args: named: (chart id, old code, old name). What was decided on a balance counts for its code.
        """
        accounts, targets = self._targets()
        versions = {
            chart.id: chart.version for chart in self.env["ledger.chart"].browse(c for c, *_ in named)
        }
        named = sorted(named)
        rows = [OldRow(ref(versions[chart], code), name or "", 0, ZERO, ZERO) for chart, code, name in named]
        found = {}
        for (chart, code, _name), proposal in zip(named, self._propose_rows(rows, targets), strict=True):
            if proposal.target:
                found[chart, code] = accounts[proposal.target].id
        for line in self.line_ids:
            if line.account_id and line.standing == "decided" and line.question != "unclosed":
                found[line.chart_id.id, line.code] = line.account_id.id
        return found

    def _sum_up(self):
        """Make the balances of what the list says before the opening day; decisions on them are kept."""
        self.ensure_one()
        old = self.line_ids.filtered("from_list")
        kept = {
            (line.chart_id.id, line.code, line.partner_id.id, line.origin_place_id.id): line for line in old
        }
        lines = self.env["ledger.opening.line"]
        for origin, entries in self.entry_ids.grouped("origin_place_id").items():
            charts = {entry.chart_id.version: entry.chart_id for entry in entries}
            for each in rules.balances([entry._plain() for entry in entries], self.date_opening):
                chart = charts[each.version]
                vals = {
                    "debit": float(max(each.net, ZERO)),
                    "credit": float(max(-each.net, ZERO)),
                    "name": each.name,
                }
                key = (chart.id, each.code, int(each.party or 0) or False, origin.id)
                if line := kept.pop(key, None):
                    line.write(vals)
                    continue
                lines |= lines.create(
                    {
                        **vals,
                        "opening_id": self.id,
                        "chart_id": key[0],
                        "code": key[1],
                        "partner_id": key[2],
                        "origin_place_id": key[3],
                        "from_list": True,
                    }
                )
        self.env["ledger.opening.line"].union(*kept.values()).unlink()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if "date_opening" in vals:
            for opening in self:
                if opening.entry_ids:
                    opening._sum_up()
        return result

    # -- vouchers of the running year ------------------------------------------------------------------------

    def action_list(self):
        """Open the lines of the voucher list."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_ledger.ledger_opening_entry_action")
        return {**action, "domain": [("opening_id", "=", self.id)]}

    def action_prepare_vouchers(self):
        """Prepare the vouchers of the list from the opening day on; each once."""
        self.ensure_one()
        self._require_group(ACCOUNTANT)
        if self.state != "booked":
            raise UserError(messages.book_first(self.env))
        entries = self.env["ledger.opening.entry"].search(self._waiting_domain())
        # The vouchers of two villages stand between each other in the order of the model.
        vouchers = list(entries.grouped(lambda entry: entry._key()).items())
        ready = [(key, lines) for key, lines in vouchers if all(line.account_id for line in lines)]
        if not ready:
            raise UserError(messages.no_voucher_ready(self.env, count=len(vouchers)))
        if strange := self._strange_accounts(entries.account_id):
            raise UserError(messages.listing(strange))
        for part in split_every(SET, ready):
            names = self._event_keys(part)
            made = self.env["ledger.voucher"]._from_event(
                [self._event(key, lines, names[key]) for key, lines in part]
            )
            for (_key, lines), voucher in zip(part, made, strict=True):
                # sudo: the line only learns which voucher it became.
                lines.sudo().write({"voucher_id": voucher.id})
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if len(ready) == len(vouchers) else "warning",
                "message": messages.vouchers_prepared(
                    self.env, count=len(ready), left=len(vouchers) - len(ready)
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _event_keys(self, vouchers):
        """Return {key of the list: event key} of (key, lines).

        Vouchers prepared before lists of several villages were told apart have no village in the name; they
        keep it, so that nothing is booked twice.
        """
        plain = {
            key: f"list:{self.entity_id.id}:{key.month:%Y-%m}:{key.word}:{key.number}"
            for key, _lines in vouchers
        }
        known = self.env["ledger.voucher"].search([("event_key", "in", list(plain.values()))])
        origins = {
            (voucher.event_key, origin.id)
            for voucher in known
            for origin in voucher.entry_ids.origin_place_id
        }
        return {
            key: name if (name, key.origin) in origins else f"{name}:{key.origin}"
            for key, name in plain.items()
        }

    def _event(self, key, lines, event_key):
        """Return the voucher of some lines as `ledger.voucher._from_event` takes it."""
        return {
            "entity_id": self.entity_id.id,
            "date": max(lines.mapped("date")),
            "word": rules.word_of(key.word),
            "summary": lines[:1].summary or messages.from_list(self.env, word=key.word, number=key.number),
            "event_key": event_key,
            "attachment_count": max(lines.mapped("papers")),
            "entries": [line._event_line() for line in lines],
        }

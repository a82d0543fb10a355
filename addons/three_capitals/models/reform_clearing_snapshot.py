import json

from odoo import api, fields, models
from odoo.addons.reform_seal import chain
from odoo.tools import SQL

from ..messages import snapshot as messages

TRIAL_BALANCE = "trial_balance"
BALANCE_COLUMNS = ("account", "origin_place_id", "partner_id", "debit", "credit")
# What a list says of an item is what never changes of it, without whose it is.
NOT_CONTENT = frozenset({"clearing_id", "entity_id", "category_id"})
SHA256 = "encode(sha256(convert_to(%s, 'UTF8')), 'hex')"


def parts_digest(parts):
    """Return the digest of a snapshot, {part: digest of its content}, as it is sealed."""
    return chain.digest(chain.canonical(parts))


class ReformClearingContent(models.Model):
    """A text that is named by its own digest: whoever holds the digest can tell that it is the same.

    Equal texts are stored once, so that the empty lists of two hundred villages are one row. The first line
    names the columns, every other is one row of the list, in the order of their characters.
    """

    _name = "reform.clearing.content"
    _description = "Content by Digest"
    _inherit = ["reform.append.only.mixin"]
    _rec_name = "digest"
    _order = "id"

    _frozen_columns = ("digest", "body")

    digest = fields.Char("SHA-256", required=True, readonly=True)
    body = fields.Text(required=True, readonly=True)
    snapshot_ids = fields.One2many("reform.clearing.snapshot", "content_id", "Snapshots")

    _digest_unique = models.UniqueIndex("(digest)", "This content is stored already.")


class ReformClearingSnapshot(models.Model):
    """What one list, or the trial balance, of one organisation was when it was frozen.

    What was true on the base date must still be readable when somebody asks in ten years, and it must be
    provable that nobody has put it right since. The digests of all its lists are sealed with the freeze.
    """

    _name = "reform.clearing.snapshot"
    _description = "Snapshot of a Clearing"
    _inherit = ["reform.append.only.mixin"]
    _order = "clearing_id, sequence, id"
    _rec_name = "part"

    _frozen_columns = (
        "clearing_id",
        "entity_id",
        "part",
        "category_id",
        "content_id",
        "line_count",
        "amount",
    )

    clearing_id = fields.Many2one(
        "reform.clearing", required=True, readonly=True, index=True, ondelete="restrict"
    )
    entity_id = fields.Many2one(
        "reform.entity", "Organisation", required=True, readonly=True, index=True, ondelete="restrict"
    )
    part = fields.Char(required=True, readonly=True, help="The code of the list, or trial_balance.")
    category_id = fields.Many2one("reform.clearing.category", "List", readonly=True, ondelete="restrict")
    sequence = fields.Integer(readonly=True, aggregator=None)
    name = fields.Char("What", compute="_compute_name")
    content_id = fields.Many2one(
        "reform.clearing.content", required=True, readonly=True, index=True, ondelete="restrict"
    )
    digest = fields.Char(related="content_id.digest")
    body = fields.Text("Text", related="content_id.body")
    line_count = fields.Integer("Lines", readonly=True)
    amount = fields.Float("Amount in the Books", digits=(16, 2), readonly=True)
    verdict = fields.Selection(
        [
            ("intact", "As sealed"),
            ("content", "Content changed"),
            ("items", "Items changed"),
            ("leave", "Booked since, with leave or by decision"),
            ("books", "Books changed"),
        ],
        "Reckoned Again",
        compute="_compute_verdict",
        help="Reckoned again each time somebody looks.",
    )

    _part_unique = models.UniqueIndex("(clearing_id, part)", "This list is in the snapshot already.")

    @api.depends("part", "category_id.name")
    @api.depends_context("lang")
    def _compute_name(self):
        for snapshot in self:
            snapshot.name = snapshot.category_id.name or messages.trial_balance(self.env)

    @api.depends("part")
    def _compute_verdict(self):
        found = self.sudo()._verdicts()
        for snapshot in self:
            snapshot.verdict = found.get(snapshot.id, "intact")

    # -- taking ---------------------------------------------------------------------------------------------

    @api.model
    def _item_columns(self):
        """Return the columns of an item that are its content, in their order."""
        return tuple(
            name for name in self.env["reform.clearing.item"]._frozen_columns if name not in NOT_CONTENT
        )

    @api.model
    def _take(self, clearings):
        """Store the lists and trial balances of clearings as they are; return {clearing id: {part: digest}}.

        A fixed number of statements, however many organisations there are.
        """
        cr = self.env.cr
        cr.execute(
            SQL(
                """CREATE TEMPORARY TABLE reform_snapshot_stage ON COMMIT DROP AS
                   SELECT t.*, %(digest)s AS digest FROM (%(lists)s UNION ALL %(balances)s) AS t""",
                digest=SQL(SHA256, SQL("t.body")),
                lists=self._lists(clearings.ids, self._item_columns()),
                balances=self._balances(clearings.ids),
            )
        )
        cr.execute(
            """INSERT INTO reform_clearing_content (digest, body)
               SELECT DISTINCT ON (digest) digest, body FROM reform_snapshot_stage ORDER BY digest
               ON CONFLICT (digest) DO NOTHING"""
        )
        cr.execute(
            SQL(
                """INSERT INTO reform_clearing_snapshot
                          (clearing_id, entity_id, part, category_id, sequence, content_id, line_count,
                           amount, create_uid, create_date, write_uid, write_date)
                   SELECT s.clearing_id, c.entity_id, s.part, s.category_id, s.sequence, o.id, s.line_count,
                          s.amount, %(uid)s, %(now)s, %(uid)s, %(now)s
                     FROM reform_snapshot_stage s JOIN reform_clearing c ON c.id = s.clearing_id
                     JOIN reform_clearing_content o ON o.digest = s.digest
                    ORDER BY s.clearing_id, s.sequence""",
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        cr.execute("DROP TABLE reform_snapshot_stage")
        self.invalidate_model()
        return self._parts(clearings.ids)

    @api.model
    def _parts(self, ids):
        """Return {clearing id: {part: digest}}."""
        self.env.cr.execute(
            SQL(
                """SELECT s.clearing_id, json_object_agg(s.part, o.digest)
                     FROM reform_clearing_snapshot s JOIN reform_clearing_content o ON o.id = s.content_id
                    WHERE s.clearing_id = ANY(%s) GROUP BY 1""",
                list(ids),
            )
        )
        return dict(self.env.cr.fetchall())

    @api.model
    def _lists(self, ids, columns):
        """Return the query of every list of the clearings: one row each, its text in `body`."""
        item = self.env["reform.clearing.item"]
        item.flush_model()
        assert set(columns) <= item._fields.keys(), columns
        return SQL(
            """SELECT c.id AS clearing_id, k.code AS part, k.id AS category_id, k.sequence,
                      count(i.line)::integer AS line_count, coalesce(sum(i.amount), 0) AS amount,
                      %(header)s || coalesce(
                          E'\n' || string_agg(i.line, E'\n' ORDER BY i.line COLLATE "C"), '') AS body
                 FROM reform_clearing c CROSS JOIN reform_clearing_category k
                 LEFT JOIN (SELECT clearing_id, category_id, book_amount AS amount,
                                   jsonb_build_array(%(values)s)::text AS line
                              FROM reform_clearing_item
                             WHERE clearing_id = ANY(%(ids)s) AND source <> 'found') i
                   ON i.clearing_id = c.id AND i.category_id = k.id
                WHERE c.id = ANY(%(ids)s)
                GROUP BY c.id, k.id HAVING k.active OR count(i.line) > 0""",
            header=json.dumps(columns),
            values=SQL(", ").join(SQL.identifier(name) for name in columns),
            ids=list(ids),
        )

    @api.model
    def _balances(self, ids, *, as_frozen=False):
        """Return the query of the trial balance of each clearing as at the end of its base date.

        By account, village of origin and party; whole months from the balances kept at posting, the days of
        the month of the base date from the entries. `as_frozen` leaves out what was posted since: under leave
        of the township, or by decision of the clearing itself.
        """
        later = SQL(
            """(v.event_key LIKE 'clearing:' || c.id || ':%%' OR EXISTS (
                SELECT FROM reform_freeze_use u WHERE u.res_model = 'ledger.voucher' AND u.res_id = v.id))"""
        )
        taken_off = SQL(
            """UNION ALL
               SELECT c.id, e.account_id, e.origin_place_id, e.partner_id, -e.debit, -e.credit
                 FROM reform_clearing c JOIN ledger_voucher v ON v.entity_id = c.entity_id
                  AND v.state = 'posted' AND v.date < date_trunc('month', c.date_base + 1)::date AND %s
                 JOIN ledger_entry e ON e.voucher_id = v.id WHERE c.id = ANY(%s)""",
            later,
            list(ids),
        )
        return SQL(
            """SELECT c.id AS clearing_id, %(part)s AS part, NULL::integer AS category_id, 0 AS sequence,
                      count(t.line)::integer AS line_count, coalesce(sum(t.debit), 0) AS amount,
                      %(header)s || coalesce(
                          E'\n' || string_agg(t.line, E'\n' ORDER BY t.line COLLATE "C"), '') AS body
                 FROM reform_clearing c
                 LEFT JOIN (
                     SELECT m.clearing_id, sum(m.debit) AS debit,
                            jsonb_build_array(a.code, m.origin_place_id, m.partner_id, round(sum(m.debit), 2),
                                              round(sum(m.credit), 2))::text AS line
                       FROM (
                           SELECT c.id AS clearing_id, b.account_id, b.origin_place_id, b.partner_id, b.debit,
                                  b.credit
                             FROM reform_clearing c JOIN ledger_balance b ON b.entity_id = c.entity_id
                              AND b.month < date_trunc('month', c.date_base + 1)::date
                            WHERE c.id = ANY(%(ids)s)
                           UNION ALL
                           SELECT c.id, e.account_id, e.origin_place_id, e.partner_id, e.debit, e.credit
                             FROM reform_clearing c JOIN ledger_voucher v ON v.entity_id = c.entity_id
                              AND v.date BETWEEN date_trunc('month', c.date_base + 1)::date AND c.date_base
                              AND v.state = 'posted' %(left_out)s
                             JOIN ledger_entry e ON e.voucher_id = v.id
                            WHERE c.id = ANY(%(ids)s)
                           %(taken_off)s
                       ) m JOIN ledger_account a ON a.id = m.account_id
                      GROUP BY m.clearing_id, a.code, m.origin_place_id, m.partner_id
                     HAVING sum(m.debit) <> 0 OR sum(m.credit) <> 0
                 ) t ON t.clearing_id = c.id
                WHERE c.id = ANY(%(ids)s) GROUP BY c.id""",
            part=TRIAL_BALANCE,
            header=json.dumps(BALANCE_COLUMNS),
            ids=list(ids),
            left_out=SQL("AND NOT %s", later) if as_frozen else SQL(),
            taken_off=taken_off if as_frozen else SQL(),
        )

    # -- comparing ------------------------------------------------------------------------------------------

    def _verdicts(self):
        """Return {snapshot id: verdict} of those that are not as sealed; everything is reckoned again."""
        ids = self.clearing_id.ids
        if not ids:
            return {}
        found = dict.fromkeys(self._changed_contents(ids), "content")
        for snapshot in self._changed_lists(ids):
            found.setdefault(snapshot, "items")
        for snapshot, verdict in self._changed_books(ids):
            found.setdefault(snapshot, verdict)
        return found

    @api.model
    def _changed_contents(self, ids):
        """Return the ids of snapshots whose text no longer has its digest."""
        self.env.cr.execute(
            SQL(
                """SELECT s.id FROM reform_clearing_snapshot s
                     JOIN reform_clearing_content o ON o.id = s.content_id
                    WHERE s.clearing_id = ANY(%s) AND o.digest <> %s ORDER BY s.id""",
                list(ids),
                SQL(SHA256, SQL("o.body")),
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]

    @api.model
    def _changed_lists(self, ids):
        """Return the ids of snapshots whose items are others today, read by the columns of their own day."""
        self.env.cr.execute(
            SQL(
                """SELECT split_part(o.body, E'\n', 1), array_agg(DISTINCT s.clearing_id)
                     FROM reform_clearing_snapshot s JOIN reform_clearing_content o ON o.id = s.content_id
                    WHERE s.clearing_id = ANY(%s) AND s.part <> %s GROUP BY 1""",
                list(ids),
                TRIAL_BALANCE,
            )
        )
        changed = []
        for header, clearings in self.env.cr.fetchall():
            self.env.cr.execute(
                SQL(
                    """SELECT s.id FROM (%s) l
                         JOIN reform_clearing_snapshot s ON s.clearing_id = l.clearing_id AND s.part = l.part
                         JOIN reform_clearing_content o ON o.id = s.content_id
                        WHERE split_part(o.body, E'\n', 1) = %s AND o.body <> l.body ORDER BY s.id""",
                    self._lists(clearings, json.loads(header)),
                    header,
                )
            )
            changed += [row[0] for row in self.env.cr.fetchall()]
        return changed

    @api.model
    def _changed_books(self, ids):
        """Return (id, verdict) of trial balances that the books of today do not give any more."""
        differ = self._differing_books(ids)
        if not differ:
            return []
        unexplained = self._differing_books(list(differ.values()), as_frozen=True)
        return [(snapshot, "books" if snapshot in unexplained else "leave") for snapshot in differ]

    @api.model
    def _differing_books(self, ids, *, as_frozen=False):
        """Return {snapshot id: clearing id} of trial balances that are not those of the books."""
        self.env.cr.execute(
            SQL(
                """SELECT s.id, s.clearing_id FROM (%s) l
                     JOIN reform_clearing_snapshot s ON s.clearing_id = l.clearing_id AND s.part = l.part
                     JOIN reform_clearing_content o ON o.id = s.content_id
                    WHERE o.body <> l.body ORDER BY s.id""",
                self._balances(ids, as_frozen=as_frozen),
            )
        )
        return dict(self.env.cr.fetchall())

    @api.model
    def _unsealed(self, clearings):
        """Return the clearings whose digests are not those in the sealed log."""
        self.env.cr.execute(
            SQL(
                """SELECT res_id, digest FROM reform_seal_entry
                    WHERE res_model = 'reform.clearing' AND kind = 'snapshot' AND res_id = ANY(%s)""",
                clearings.ids,
            )
        )
        sealed = dict(self.env.cr.fetchall())
        parts = self._parts(clearings.ids)
        return clearings.filtered(
            lambda clearing: sealed.get(clearing.id) != parts_digest(parts.get(clearing.id, {}))
        )

    @api.model
    def _problems(self, clearings):
        """Return a sentence for everything of the snapshots of clearings that is not as it was sealed."""
        names = {clearing.id: clearing.entity_id.display_name for clearing in clearings}
        say = {
            "content": messages.content_changed,
            "items": messages.items_changed,
            "books": lambda env, *, entity, part: messages.books_changed(env, entity=entity),
        }
        found = [
            messages.not_sealed(self.env, entity=names[clearing.id]) for clearing in self._unsealed(clearings)
        ]
        snapshots = clearings.snapshot_ids
        for snapshot_id, verdict in snapshots._verdicts().items():
            snapshot = self.browse(snapshot_id)
            if verdict in say:
                entity = names[snapshot.clearing_id.id]
                found.append(say[verdict](self.env, entity=entity, part=snapshot.name))
        return found

    @api.model
    def _reform_invariants(self):
        """Reckon the snapshots of all clearings again, and compare them with the log, items and books."""
        frozen = self.env["reform.clearing"].search([("frozen_at", "!=", False)])
        return [(messages.check_snapshots(self.env), self._problems(frozen))]

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import idle, idle_spell
from odoo.tools import SQL

from ..messages import idle as messages

OUTCOMES = [
    ("reused", "Used again"),
    ("let", "Let"),
    ("lent", "Lent"),
    ("scrapped", "Scrapped"),
    ("disposed", "Disposed of"),
]
STATES = [
    ("open", "Idle"),
    ("unfit_proposed", "Proposed as unfit"),
    ("unfit", "Unfit for use"),
    ("closed", "Ended"),
]
EDGES = frozenset(
    {
        ("open", "unfit_proposed"),
        ("unfit_proposed", "unfit"),
        ("unfit_proposed", "open"),
        ("unfit", "open"),
        ("open", "closed"),
        ("unfit_proposed", "closed"),
        ("unfit", "closed"),
        # A change of use that is taken back.
        ("closed", "open"),
    }
)


class ReformAssetIdle(models.Model):
    """One spell of idleness of an asset: since when, why, how it ended; the line of the idle ledger.

    What it accepts: nothing by hand. How to use: change the use of a card by `_set_use`, and the spells
    follow; `_as_of(day)` gives the idle ledger of any day. How it works: `_follow` compares cards with
    their open spells in SQL, with as many statements for thirty thousand cards as for one. The days of two
    spells of an asset never overlap; the database refuses it.
    """

    _name = "reform.asset.idle"
    _description = "Spell of Idleness"
    _inherit = ["reform.workflow.mixin"]
    _order = "date_from desc nulls last, id desc"
    _rec_name = "asset_id"

    _state_initial = "open"
    _state_edges = EDGES
    _guarded_fields = frozenset(
        {
            "asset_id", "date_from", "noted_on", "date_to", "reason", "low_use_kind_id", "outcome",
            "relapsed", "proposed_by_id", "proposed_reason", "confirmed_by_id", "confirmed_date",
        }
    )  # fmt: skip

    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="cascade", readonly=True)
    state = fields.Selection(STATES, required=True, default="open", readonly=True, index=True)
    date_from = fields.Date("Idle since", readonly=True, help="The first day without use. Empty: not known.")
    noted_on = fields.Date(required=True, readonly=True, default=civil_day.today)
    date_to = fields.Date(
        "Used again since", readonly=True, index=True, help="The first day on which it was no longer idle."
    )
    reason = fields.Char(readonly=True)
    low_use_kind_id = fields.Many2one(
        "reform.low.use.kind", "Kind of Idleness", readonly=True, index=True, ondelete="restrict"
    )
    outcome = fields.Selection(OUTCOMES, "Came to", readonly=True)
    relapsed = fields.Boolean(
        readonly=True, help="It had been put to use less than a year before, or as long as the county says."
    )
    days = fields.Integer("Days without Use", compute="_compute_days", aggregator="avg")
    proposed_by_id = fields.Many2one("res.users", "Proposed as Unfit by", readonly=True, ondelete="restrict")
    proposed_reason = fields.Char("Why It Is Unfit", readonly=True)
    confirmed_by_id = fields.Many2one("res.users", "Confirmed by", readonly=True, ondelete="restrict")
    confirmed_date = fields.Date("Confirmed On", readonly=True)
    attempt_ids = fields.One2many("reform.asset.attempt", "spell_id", "Attempts")

    # The card, for lists and groups.
    place_id = fields.Many2one(related="asset_id.place_id")
    township_id = fields.Many2one(related="asset_id.township_id")
    origin_place_id = fields.Many2one(related="asset_id.origin_place_id")
    owner_class = fields.Selection(related="asset_id.owner_class")
    area_sqm = fields.Float(related="asset_id.area_sqm", aggregator="sum")

    _no_overlap = models.Constraint(
        "EXCLUDE USING gist"
        " (asset_id WITH =, daterange(coalesce(date_from, noted_on), date_to, '[)') WITH &&)",
        lambda env, _diag: messages.spells_overlap(env),
    )
    _open = models.UniqueIndex("(asset_id) WHERE date_to IS NULL")
    _closed_has_outcome = models.Constraint(
        "CHECK ((date_to IS NULL) = (outcome IS NULL) AND (date_to IS NULL) = (state <> 'closed'))",
        lambda env, _diag: messages.check_spells(env),
    )

    @api.depends("asset_id.display_name", "date_from")
    def _compute_display_name(self):
        for spell in self:
            spell.display_name = messages.spell_name(
                self.env,
                card=spell.asset_id.display_name or "",
                since=spell.date_from or messages.since_unknown(self.env),
            )

    @api.depends("date_from", "date_to")
    @api.depends_context("tz")
    def _compute_days(self):
        today = civil_day.today()
        for spell in self:
            spell.days = spell.date_from and idle.days_idle(spell.date_from, spell.date_to or today)

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let the days without use be sorted and averaged in the database, as of today."""
        if field_expr == "days":
            return SQL(
                "greatest(coalesce(%(until)s, %(today)s::date) - %(since)s, 0)",
                until=self._field_to_sql(alias, "date_to", query),
                today=civil_day.today(),
                since=self._field_to_sql(alias, "date_from", query),
            )
        return super()._field_to_sql(alias, field_expr, query)

    # --- what was idle when ---

    @api.model
    def _on(self, day):
        """Return the domain of the spells that cover a day; one that began nobody knows when, since noted."""
        begun = [
            "|",
            ("date_from", "<=", day),
            "&",
            ("date_from", "=", False),
            ("noted_on", "<=", day),
        ]
        return [*begun, "|", ("date_to", "=", False), ("date_to", ">", day)]

    @api.model
    def _as_of(self, day):
        """Return the spells of the idle ledger on a day, whatever became of the assets since."""
        return self.search(self._on(day), order="date_from, id")

    @api.model
    def _ledger_title(self, day):
        return messages.ledger_at(self.env, day=day)

    # --- keeping in step with the cards ---

    @api.model
    def _follow(self, assets, at=None):
        """Let the spells say what the cards say: close, correct, open; `at` is the first day of the new use.

        The rights were asked for by whoever changed the card; the spells are kept as superuser.
        """
        if not assets.ids:
            return
        assets.flush_model(["use_state", "idle_since", "idle_reason", "state"])
        self.flush_model()
        spells = self.sudo()
        spells._drop_drafts(assets.ids)
        spells._close(assets.ids, at or civil_day.today())
        spells._correct_open(assets.ids)
        spells._reopen(assets.ids)
        opened = spells._open_new(assets.ids)
        spells._mark_relapsed(opened)
        spells._point(assets.ids)
        spells.invalidate_model()
        assets.invalidate_recordset(["idle_spell_id", "spell_ids"])

    def _rows(self, query, *args, **kwargs):
        self.env.cr.execute(SQL(query, *args, **kwargs))
        return self.env.cr.fetchall()

    def _drop_drafts(self, asset_ids):
        """Forget the idleness of a card nobody has put a name to yet: it was a slip of the pen."""
        self.env.cr.execute(
            SQL(
                """UPDATE reform_asset SET idle_spell_id = NULL
                    WHERE id = ANY(%(ids)s) AND state = 'registered' AND use_state <> 'idle'
                      AND idle_spell_id IS NOT NULL""",
                ids=asset_ids,
            )
        )
        self.env.cr.execute(
            SQL(
                """DELETE FROM reform_asset_idle s USING reform_asset a
                    WHERE a.id = s.asset_id AND a.id = ANY(%(ids)s) AND a.state = 'registered'
                      AND a.use_state <> 'idle' AND s.state = 'open'
                      AND NOT EXISTS (SELECT FROM reform_asset_attempt t WHERE t.spell_id = s.id)""",
                ids=asset_ids,
            )
        )

    def _close(self, asset_ids, at):
        rows = self._rows(
            """SELECT a.use_state, greatest(coalesce(s.date_from, s.noted_on), %(at)s::date), array_agg(s.id)
                 FROM reform_asset_idle s JOIN reform_asset a ON a.id = s.asset_id
                WHERE a.id = ANY(%(ids)s) AND s.date_to IS NULL AND a.use_state <> 'idle'
                GROUP BY 1, 2""",
            at=at,
            ids=asset_ids,
        )
        for use_state, day, ids in rows:
            self.browse(ids)._move("closed", date_to=day, outcome=idle_spell.outcome(use_state))
        self.flush_model()

    def _correct_open(self, asset_ids):
        self.env.cr.execute(
            SQL(
                """UPDATE reform_asset_idle s SET date_from = a.idle_since, reason = a.idle_reason
                     FROM reform_asset a
                    WHERE a.id = s.asset_id AND a.id = ANY(%s) AND a.use_state = 'idle' AND s.date_to IS NULL
                      AND (s.date_from, s.reason) IS DISTINCT FROM (a.idle_since, a.idle_reason)""",
                asset_ids,
            )
        )

    def _reopen(self, asset_ids):
        """Take up the last spell again where the card says it began on the same day: its end was undone."""
        rows = self._rows(
            """SELECT s.id FROM reform_asset_idle s JOIN reform_asset a ON a.id = s.asset_id
                WHERE a.id = ANY(%(ids)s) AND a.use_state = 'idle' AND s.date_from = a.idle_since
                  AND s.date_to > s.date_from
                  AND NOT EXISTS (SELECT FROM reform_asset_idle o
                                   WHERE o.asset_id = a.id
                                     AND (o.date_to IS NULL OR o.date_to > s.date_to))""",
            ids=asset_ids,
        )
        if rows:
            self.browse(spell_id for (spell_id,) in rows)._move("open", date_to=False, outcome=False)
            self.flush_model()

    def _open_new(self, asset_ids):
        """Open a spell for every idle card that has none, in one statement; return their ids."""
        whole = self.env.ref("reform_assets.low_use_kind_whole", raise_if_not_found=False)
        rows = self._rows(
            """INSERT INTO reform_asset_idle (asset_id, date_from, noted_on, reason, low_use_kind_id, state,
                                              relapsed, create_uid, write_uid, create_date, write_date)
               SELECT a.id, a.idle_since, %(today)s, a.idle_reason, %(kind)s, 'open', false,
                      %(uid)s, %(uid)s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                 FROM reform_asset a
                WHERE a.id = ANY(%(ids)s) AND a.use_state = 'idle'
                  AND NOT EXISTS (SELECT FROM reform_asset_idle s
                                   WHERE s.asset_id = a.id AND s.date_to IS NULL)
                ORDER BY a.id RETURNING id""",
            today=civil_day.today(),
            kind=whole.id if whole else None,
            uid=self.env.uid,
            ids=asset_ids,
        )
        return [spell_id for (spell_id,) in rows]

    def _mark_relapsed(self, opened):
        rows = self._rows(
            """SELECT DISTINCT ON (n.id) n.id, coalesce(n.date_from, n.noted_on), s.date_to, s.outcome
                 FROM reform_asset_idle n
                 JOIN reform_asset_idle s ON s.asset_id = n.asset_id AND s.date_to IS NOT NULL
                WHERE n.id = ANY(%(ids)s) ORDER BY n.id, s.date_to DESC""",
            ids=opened,
        )
        rules = self.env["reform.parameter"]._at(civil_day.today())
        back = [
            spell_id
            for spell_id, start, ended, outcome in rows
            if idle_spell.falls_back(ended=ended, outcome=outcome, start=start, rules=rules)
        ]
        if back:
            self.browse(back)._set_guarded({"relapsed": True})
            self.flush_model()

    def _point(self, asset_ids):
        """Let each card point to its open spell, or to none."""
        self.env.cr.execute(
            SQL(
                """UPDATE reform_asset a SET idle_spell_id = s.id
                     FROM reform_asset b LEFT JOIN reform_asset_idle s
                       ON s.asset_id = b.id AND s.date_to IS NULL
                    WHERE b.id = a.id AND a.id = ANY(%s) AND a.idle_spell_id IS DISTINCT FROM s.id""",
                asset_ids,
            )
        )

    @api.model
    def _backfill(self):
        """Open the spells of cards that were idle before spells were kept."""
        self.env["reform.asset"].flush_model()
        rows = self._rows(
            """SELECT a.id FROM reform_asset a
                WHERE a.use_state = 'idle' AND a.idle_spell_id IS NULL ORDER BY a.id"""
        )
        self._follow(self.env["reform.asset"].browse(asset_id for (asset_id,) in rows))
        return True

    # --- sealed ---

    def _seal_stream(self):
        return self.asset_id._seal_stream()

    def _seal_payload(self):
        return {
            "id": self.id,
            "asset": self.asset_id.id,
            "date_from": self.date_from or "",
            "date_to": self.date_to or "",
            "outcome": self.outcome or "",
            "reason": self.proposed_reason or "",
        }

    @api.model
    def _reform_invariants(self):
        """Compare cards with their open spells."""
        self.env.flush_all()
        rows = self._rows(
            """SELECT a.id FROM reform_asset a
                 LEFT JOIN reform_asset_idle s ON s.asset_id = a.id AND s.date_to IS NULL
                WHERE (a.use_state = 'idle') <> (s.id IS NOT NULL)
                   OR a.idle_spell_id IS DISTINCT FROM s.id
                   OR s.id IS NOT NULL AND s.date_from IS DISTINCT FROM a.idle_since
                ORDER BY a.id"""
        )
        cards = self.env["reform.asset"].browse(asset_id for (asset_id,) in rows)
        found = [messages.spell_differs(self.env, card=card.display_name) for card in cards]
        return [*super()._reform_invariants(), (messages.check_spells(self.env), found)]

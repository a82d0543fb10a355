from decimal import Decimal
from tempfile import SpooledTemporaryFile

from odoo import api, fields, models
from odoo.addons.reform_rules.assets import ledger_workbook
from odoo.addons.reform_rules.assets.ledger_workbook import IDLE, REGISTER
from odoo.addons.reform_seal import serial
from odoo.tools import SQL

KINDS = [(REGISTER, "All assets"), (IDLE, "Idle assets")]
# A workbook of a county stays in memory up to here and goes to a file above.
_SPOOL_BYTES = 8 << 20


class ReformAssetLedger(models.AbstractModel):
    """Both ledgers as the county prints them, from one query each, read through a server-side cursor.

    The register is as of today; the idle ledger is as of any day, because every spell of idleness is kept.
    Only cards within the scope of who asks are in it: the search below is the user's own.
    """

    _name = "reform.asset.ledger"
    _description = "Asset Ledgers in the County's Form"

    @api.model
    def _write_to(self, stream, kind, place, at):
        """Write one ledger of the assets at a place and below it; return its totals.

        Args: place: of the scope of the user; at: the day of the idle ledger.
        """
        place.check_access("read")
        about = ledger_workbook.About(place.full_name or place.name, at, fields.Datetime.now())
        return ledger_workbook.write(stream, kind, about, self._lines(kind, place, at))

    @api.model
    def _spooled(self, kind, place, at):
        """Return the workbook as an open file that reads from its beginning."""
        stream = SpooledTemporaryFile(max_size=_SPOOL_BYTES, mode="w+b")  # noqa: SIM115 -- the caller reads it
        self._write_to(stream, kind, place, at)
        stream.seek(0)
        return stream

    @api.model
    def _lines(self, kind, place, at):
        """Yield the lines, oldest card first."""
        below = [("place_id", "child_of", place.id)]
        # Whatever the cards say today is written down first; the cursor reads the tables.
        self.env.flush_all()
        if kind == IDLE:
            spells = self.env["reform.asset.idle"]
            found = spells._search([*spells._on(at), ("asset_id", "any", below)])
            source = SQL(
                "reform_asset_idle s JOIN reform_asset a ON a.id = s.asset_id AND s.id IN %s",
                found.subselect(),
            )
        else:
            cards = self.env["reform.asset"]
            found = cards._search([*below, *cards._on_register()])
            source = SQL(
                "(SELECT * FROM reform_asset WHERE id IN %s) a"
                " LEFT JOIN reform_asset_idle s ON s.id = a.idle_spell_id",
                found.subselect(),
            )
        for row in serial.stream_rows(self.env.cr, self._query(source, at)):
            yield self._line(kind, at, *row)

    def _query(self, source, at):
        lang = self.env.lang or "zh_CN"
        return SQL(
            """SELECT a.code, a.name, coalesce(c.name->>%(lang)s, c.name->>'en_US', ''), p.full_name,
                      CASE WHEN a.origin_place_id <> a.place_id THEN o.name ELSE '' END, a.owner_class,
                      coalesce(e.name, ''), coalesce(le.name, ''), coalesce(be.name, ''), a.acquired_date,
                      a.area_sqm, a.land_area_mu, a.cost, a.net_value, coalesce(a.certificate_no, ''),
                      coalesce(a.condition, ''), a.use_state, coalesce(t.names, ''), coalesce(a.note, ''),
                      s.date_from, coalesce(k.name->>%(lang)s, k.name->>'en_US', ''), coalesce(s.reason, ''),
                      %(plan)s, s.state, s.date_to
                 FROM %(source)s
                 JOIN reform_place p ON p.id = a.place_id
                 LEFT JOIN reform_place o ON o.id = a.origin_place_id
                 LEFT JOIN reform_asset_category c ON c.id = a.category_id
                 LEFT JOIN reform_entity e ON e.id = a.entity_id
                 LEFT JOIN reform_entity le ON le.id = a.land_owner_id
                 LEFT JOIN reform_entity be ON be.id = a.building_owner_id
                 LEFT JOIN reform_low_use_kind k ON k.id = s.low_use_kind_id
                 LEFT JOIN LATERAL (
                        SELECT string_agg(DISTINCT r.name, '、') AS names
                          FROM reform_lease_line l JOIN reform_lease d ON d.id = l.lease_id
                          JOIN res_partner r ON r.id = d.lessee_id
                         WHERE l.asset_id = a.id AND %(at)s BETWEEN l.hold_from AND l.hold_to) t ON true
                ORDER BY a.code, a.id""",
            lang=lang,
            source=source,
            plan=self._plan_words(),
            at=at,
        )

    @api.model
    def _plan_words(self):
        """Return SQL that says what the plan of a card `a` comes to; nothing where there are no plans."""
        if "reform.plan" not in self.env:
            return SQL("''")
        return SQL(
            """coalesce((SELECT string_agg(DISTINCT coalesce(w.name->>%(lang)s, w.name->>'en_US'), '、')
                           FROM reform_plan_asset pa
                           JOIN reform_plan n ON n.id = pa.plan_id
                           JOIN reform_plan_use u ON u.plan_id = n.id
                           JOIN reform_scheme_destination w ON w.id = u.destination_id
                          WHERE pa.asset_id = a.id AND n.state NOT IN ('superseded', 'cancelled')), '')""",
            lang=self.env.lang or "zh_CN",
        )

    def _line(self, kind, at, *row):
        *card, since, low_use_kind, reason, plan, standing, ended = row
        facts = dict(zip(ledger_workbook.Line._fields, card, strict=False))
        for name in ("area_sqm", "land_area_mu", "cost", "net_value"):
            facts[name] = Decimal(facts[name]) if facts[name] else None
        # A note is a line of the ledger, not a page of it.
        facts["note"] = " ".join(facts["note"].split())[:200]
        if kind == REGISTER:
            return ledger_workbook.Line(**facts)
        # What became of it later is not of that day.
        was_open = standing == "closed" and ended and ended > at
        return ledger_workbook.Line(
            **facts,
            idle_since=since,
            idle_days=(at - since).days if since else None,
            low_use_kind=low_use_kind,
            idle_reason=reason,
            plan=plan,
            standing="open" if was_open else standing or "",
        )

    @api.model
    def _file_name(self, kind, place, at):
        return f"{place.name}-{ledger_workbook.TITLES[kind]}-{at:%Y%m%d}.xlsx"

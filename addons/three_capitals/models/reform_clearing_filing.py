from odoo import fields, models
from odoo.addons.reform_decision.models.decision_table import TOWNSHIP
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.capitals import handover as rules
from odoo.addons.reform_seal import serial
from odoo.exceptions import UserError

from ..messages import publication as messages

FILERS = (TOWNSHIP, "reform_places.group_county_agriculture")
# A filing number is an official mark in Chinese, whatever language the officer works in.
OFFICIAL = {"lang": "zh_CN"}
LAST = """SELECT coalesce(max(filing_seq), 0) FROM reform_clearing
           WHERE filing_county_id = %s AND filing_year = %s"""


class ReformClearing(models.Model):
    """Filing (备案): one row of numbers for each county and year, without a gap.

    What was posted long enough, without open objections, and confirmed by the members, is filed by the
    township or the county, exactly as it hung out.
    """

    _inherit = "reform.clearing"

    _guarded_fields = frozenset(
        {"filing_no", "filing_county_id", "filing_year", "filing_seq", "filed_on", "filed_by_id"}
    )

    filing_no = fields.Char("Filing No.", readonly=True, copy=False, index="btree_not_null")
    filing_county_id = fields.Many2one("reform.place", readonly=True, copy=False, ondelete="restrict")
    filing_year = fields.Integer(readonly=True, copy=False, aggregator=None)
    filing_seq = fields.Integer("Number of the Year", readonly=True, copy=False, aggregator=None)
    filed_on = fields.Date(readonly=True, copy=False)
    filed_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")

    _filing_once = models.UniqueIndex(
        "(filing_county_id, filing_year, filing_seq) WHERE filing_seq IS NOT NULL AND filing_seq > 0"
    )

    def action_file(self):
        """File the posted lists under the next numbers of the county."""
        self._require_group(*FILERS)
        self.check_access("read")
        clearings = self.sudo()
        clearings._lock_rows()
        today = civil_day.today()
        digests = clearings._content_digests()
        for clearing in clearings:
            posting = clearing.publication_id
            problems = rules.filing(posting and posting._plain(digests[clearing.id]) or None, today)
            if clearing.state == "published" and problems:
                raise UserError(
                    messages.not_filed(self.env, clearing=clearing.display_name, problems=problems)
                )
        for county, filed in clearings.grouped(lambda one: one.entity_id.county_id).items():
            filed._file(county, today)
        clearings._set_item_states("filed", only=("confirmed", "registered"))
        return True

    def _file(self, county, today):
        """Number and move clearings of one county, in the order of the set."""
        last = self._last_number(county, today.year)
        for number, clearing in enumerate(self, last + 1):
            official = messages.filing_number(
                self.with_context(**OFFICIAL).env,
                county=county.name or "",
                year=today.year,
                number=f"{number:04d}",
            )
            clearing._move(
                "filed",
                filing_no=official,
                filing_county_id=county.id,
                filing_year=today.year,
                filing_seq=number,
                filed_on=today,
                filed_by_id=self.env.uid,
            )
        self.publication_id._move("filed")

    def _last_number(self, county, year):
        """Return the last number of the county in that year; the row of numbers is held until the end.

        What another officer has filed since our snapshot began, only a fresh cursor sees; while addons are
        being loaded nobody else files.
        """
        serial.lock(self.env.cr, f"clearing.filing:{county.id}:{year}")
        self.env.cr.execute(LAST, [county.id, year])
        [last] = self.env.cr.fetchone()
        if self.env.registry.ready:
            with serial.fresh(self.env) as cr:
                cr.execute(LAST, [county.id, year])
                last = max(last, cr.fetchone()[0])
        return last

    def _seal_payload(self):
        payload = super()._seal_payload()
        return {**payload, "filing": self.filing_no} if self.filing_no else payload

from odoo import fields, models
from odoo.addons.reform_rules.assets import idle
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import count as messages

FREEZERS = (
    "reform_places.group_director",
    "reform_places.group_township",
    "reform_places.group_county_finance",
    "reform_places.group_county_agriculture",
)
# Column of the line ← what the card says; cards that came from sheets leave out what is not known.
BOOK = {
    "book_quantity": "coalesce(a.quantity, 1)",
    "unit": "a.unit",
    "book_cost": "coalesce(a.cost, 0)",
    "book_accumulated": "coalesce(a.accumulated, coalesce(a.cost, 0) - coalesce(a.net_value, 0))",
    "book_net": "coalesce(a.net_value, 0)",
    "book_area_sqm": "coalesce(a.area_sqm, 0)",
    "book_area_mu": "coalesce(a.area_mu, 0)",
    "book_condition": "a.condition",
    "book_use_state": "a.use_state",
}
COPIED = (
    "code", "name", "card_kind", "place_id", "origin_place_id", "township_id", "entity_id", "owner_class",
    "nature", "category_id", "certificate_no", "acquired_date", "custodian",
)  # fmt: skip
# The regime under which an owner confirms what was counted of a card `a`.
REGIME = "CASE WHEN a.owner_class IN ('state', 'unconfirmed') THEN a.owner_class ELSE 'collective' END"


class ReformCountRound(models.Model):
    """The freeze: the list of what is to be counted, and what the books said of it, made once for ever.

    Cards entered afterwards do not come in, cards changed afterwards stay here as they were. One statement
    makes all lines, one more the digest that the sealed step carries; the nightly check reckons it again.
    """

    _inherit = "reform.count.round"

    def write(self, vals):
        """Who counts, and who counts again, is named by those who freeze the round; nobody names himself."""
        if vals.keys() & {"counter_ids", "checker_ids"} and not self._is_editable():
            self._require_group(*FREEZERS)
        return super().write(vals)

    def action_freeze(self):
        """Freeze the scope: make the lines, seal their digest."""
        self._require_group(*FREEZERS)
        for count in self:
            count.check_access("write")
            count._lock_rows()
            if count.state != "draft":
                raise UserError(messages.frozen_already(self.env, round=count.display_name))
            count._refuse_double()
            # The owners first: the lines are written once, with their owner, and not touched again.
            count._make_owners()
            number = count._make_lines()
            if not number:
                raise UserError(messages.nothing_to_count(self.env, round=count.display_name))
            count._move(
                "frozen",
                frozen_at=fields.Datetime.now(),
                frozen_by_id=self.env.uid,
                line_count=number,
                frozen_digest=count._book_digest(),
            )
        return True

    def _scope_sql(self):
        """Return the condition on a card `a` that makes it part of the round."""
        self.ensure_one()
        parts = [
            SQL(
                """a.place_id IN (SELECT p.id FROM reform_place p, reform_place root
                                   WHERE root.id = %s AND starts_with(p.parent_path, root.parent_path))""",
                self.place_id.id,
            ),
            SQL("a.use_state NOT IN %s", idle.LEFT),
        ]
        if self.entity_id:
            parts.append(SQL("a.entity_id = %s", self.entity_id.id))
        if self.owner_class:
            parts.append(SQL("a.owner_class = %s", self.owner_class))
        if self.nature:
            parts.append(SQL("a.nature = %s", self.nature))
        if self.category_ids:
            parts.append(SQL("a.category_id = ANY(%s)", self.category_ids.ids))
        return SQL(" AND ").join(parts)

    def _refuse_double(self):
        """A card is counted in one yearly round of a year, not in two at a time."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT r.id, count(*) FROM reform_asset a JOIN reform_count_line l ON l.asset_id = a.id
                     JOIN reform_count_round r ON r.id = l.round_id
                    WHERE %s AND r.id <> %s AND r.kind = %s AND r.record_date = %s AND r.state <> 'cancelled'
                    GROUP BY r.id ORDER BY r.id LIMIT 1""",
                self._scope_sql(),
                self.id,
                self.kind,
                self.record_date,
            )
        )
        for round_id, number in self.env.cr.fetchall():
            # sudo: the other round may lie out of sight; its name only is told.
            other = self.sudo().browse(round_id)
            raise UserError(messages.counted_elsewhere(self.env, round=other.display_name, count=number))

    def _make_lines(self):
        """Insert one line for every card of the scope, in one statement; return how many."""
        columns = [SQL.identifier(name) for name in (*COPIED, *BOOK)]
        values = [SQL.identifier("a", name) for name in COPIED] + [SQL(value) for value in BOOK.values()]
        self.env.cr.execute(
            SQL(
                """INSERT INTO reform_count_line
                          (round_id, owner_id, asset_id, %(columns)s, result, status, needs_second,
                           must_decide,
                           disputed, has_photo, create_uid, create_date, write_uid, write_date)
                   SELECT %(round)s, o.id, a.id, %(values)s, 'unseen', 'unseen', false, false, false,
                          false, %(user)s, %(now)s, %(user)s, %(now)s
                     FROM reform_asset a
                     JOIN reform_count_owner o ON o.round_id = %(round)s
                      AND coalesce(o.entity_id, 0) = coalesce(a.entity_id, 0) AND o.regime = %(regime)s
                    WHERE %(scope)s ORDER BY a.place_id, a.code, a.id""",
                regime=SQL(REGIME),
                columns=SQL(", ").join(columns),
                values=SQL(", ").join(values),
                round=self.id,
                user=self.env.uid,
                now=fields.Datetime.now(),
                scope=self._scope_sql(),
            )
        )
        number = self.env.cr.rowcount
        self.env["reform.count.line"].invalidate_model()
        return number

    def _make_owners(self):
        """Make one record for each owner whose things are counted: each confirms its own result."""
        self.env.cr.execute(
            SQL(
                """SELECT DISTINCT a.entity_id, %s FROM reform_asset a WHERE %s ORDER BY 1, 2""",
                SQL(REGIME),
                self._scope_sql(),
            )
        )
        found = self.env.cr.fetchall()
        entities = self.env["reform.entity"].browse(entity for entity, _regime in found if entity).sudo()
        places = {entity.id: entity.place_id.id for entity in entities}
        # sudo: owners come into being by the freeze and in no other way.
        owners = (
            self.env["reform.count.owner"]
            .sudo()
            ._create_guarded(
                [
                    {
                        "round_id": self.id,
                        "entity_id": entity,
                        "regime": regime,
                        "place_id": places.get(entity, self.place_id.id),
                    }
                    for entity, regime in found
                ]
            )
        )
        owners.flush_recordset()

    def _book_digest(self):
        """Return the digest of the list: every card with what the books said of it."""
        return self._line_digest((*COPIED, *BOOK))

    def _line_digest(self, columns):
        """Return the SHA-256 of all lines of the round in the order of their cards, made by the database."""
        self.ensure_one()
        self.env["reform.count.line"].flush_model()
        self.env.cr.execute(
            SQL(
                """SELECT encode(sha256(convert_to(coalesce(string_agg(
                              concat_ws('|', asset_id, %s), E'\n' ORDER BY asset_id), ''), 'UTF8')), 'hex')
                     FROM reform_count_line WHERE round_id = %s""",
                SQL(", ").join(SQL("coalesce(%s::text, '')", SQL.identifier(name)) for name in columns),
                self.id,
            )
        )
        return self.env.cr.fetchone()[0]

    def _reform_invariants(self):
        """Reckon the digests of all frozen rounds again: list and result are those that were sealed."""
        wrong = []
        for count in self.search([("frozen_digest", "!=", False)]):
            if count._book_digest() != count.frozen_digest:
                wrong.append(messages.list_differs(self.env, round=count.display_name))
            if count.result_digest and count._result_digest() != count.result_digest:
                wrong.append(messages.result_differs(self.env, round=count.display_name))
        return [*super()._reform_invariants(), (messages.check_lists(self.env), wrong)]

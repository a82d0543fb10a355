from datetime import date
from typing import NamedTuple

from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import distribution_entries
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import distribution as messages
from .reform_distribution import ROAD

CLERK = "reform_places.group_clerk"
ACCOUNTANT = "reform_places.group_accountant"
# States of the year's closing in which its income is established.
ESTABLISHED = ("transferred", "folded", "signed", "locked")
# What the members were told is spoken for; what is being booked is on its way out of 322.
SPOKEN_FOR = ROAD[ROAD.index("plan_published") :]
BEING_BOOKED = ROAD[ROAD.index("reserve_booked") :]


class Figures(NamedTuple):
    """What the books say of a year, in yuan.

    net: income less expense. brought: undistributed income of earlier years, less what their plans still give
    out; planned: that part. reserve: at the end of the year.
    """

    net: object
    brought: object
    planned: object
    reserve: object


class ReformDistributionBooks(models.Model):
    """What the books say of a distribution's year, taken over once and compared again at every later step."""

    _inherit = "reform.distribution"

    # A voted plan whose figures are gone comes down, and the members decide anew.
    _state_edges = frozenset({("voted", "accounts_closed")})
    _guarded_fields = frozenset({"planned_earlier", "post_from"})

    planned_earlier = fields.Float(
        "Given Out by Earlier Plans", digits=(16, 2), readonly=True, copy=False,
        help="What the plans of earlier years give out and the books of this year do not show yet; it is"
        " taken off what is brought forward.",
    )  # fmt: skip
    post_from = fields.Date(
        "Posted Not Before", readonly=True, copy=False,
        help="The day on which the figures were taken over, or the plan was taken down to be changed.",
    )  # fmt: skip

    # -- taking over ---

    def action_close_accounts(self):
        """Take over what the closed books say of the year; refused while they are open."""
        self._require_group(ACCOUNTANT)
        self.check_access("write")
        for plan in self:
            if problem := plan._books_problem():
                raise UserError(problem)
            figures = plan._book_figures()
            plan._move(
                "accounts_closed",
                net=float(figures.net),
                brought=float(figures.brought),
                planned_earlier=float(figures.planned),
                reserve_before=float(figures.reserve),
                post_from=civil_day.today(),
            )
        return True

    def action_reopen_draft(self):
        """Go back to the draft, because the year's books have changed or the plan was begun wrongly."""
        self._require_group(ACCOUNTANT, CLERK)
        return self._move("draft", net=0, brought=0, planned_earlier=0, reserve_before=0, post_from=False)

    def _books_problem(self):
        """Return why the income of the year is not established yet, or an empty text."""
        self.ensure_one()
        chart = self.env["ledger.book"]._of(self.entity_id).chart_id
        if not distribution_entries.knows(chart.version):
            return messages.chart_without_dividends(
                self.env, entity=self.entity_id.display_name, chart=chart.display_name
            )
        return "" if self._is_established(self.year) else messages.books_open(self.env, year=self.year)

    def _is_established(self, year):
        """Tell whether the income of a year stands: transferred by its closing, or its months closed."""
        closing = self._closing_of(year)
        if closing.state in ESTABLISHED and not closing.waiting_count:
            return True
        months = self.env["ledger.period"].search(
            [
                ("entity_id", "=", self.entity_id.id),
                ("date_from", ">=", date(year, 1, 1)),
                ("date_to", "<=", date(year, 12, 31)),
            ]
        )
        closed = all(month.state != "open" for month in months)
        return closed and bool(months.filtered(lambda month: month.date_to.month == 12))

    def _closing_of(self, year):
        return self.env["ledger.closing"].search(
            [("entity_id", "=", self.entity_id.id), ("year", "=", year)], limit=1
        )

    # -- the figures ---

    def _book_figures(self):
        """Return the Figures of the year, the plan's own events left out.

        By former village where the plan is one's: the balance table keeps them apart.
        """
        last = date(self.year, 12, 31)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT coalesce(sum(b.credit - b.debit) FILTER (
                              WHERE a.kind IN ('income', 'expense') AND b.month >= %(first)s
                                AND b.kind <> 'closing'), 0),
                          coalesce(sum(b.credit - b.debit) FILTER (
                              WHERE a.kind IN ('income', 'expense') OR left(a.code, 3) IN ('321', '322')), 0),
                          coalesce(sum(b.credit - b.debit) FILTER (WHERE left(a.code, 3) = '311'), 0)
                     FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
                    WHERE b.entity_id = %(entity)s AND b.month <= %(last)s AND %(origin)s""",
                entity=self.entity_id.id,
                first=date(self.year, 1, 1),
                last=last,
                origin=self._origin_sql(),
            )
        )
        net, total, reserve = map(yuan, self.env.cr.fetchone())
        own, laid_aside = self._given_out(last).get(self.id, (ZERO, ZERO))
        planned = self._beside([("year", "<", self.year), ("state", "in", SPOKEN_FOR)])._still_to_give(last)
        return Figures(net, total + own - net - planned, planned, reserve - laid_aside)

    def _origin_sql(self):
        if not self.origin_place_id:
            return SQL("TRUE")
        return SQL("b.origin_place_id = %s", self.origin_place_id.id)

    def _beside(self, domain):
        """Return the other plans that give out of the same income; a plan of the whole has all beside it."""
        mine = [("entity_id", "=", self.entity_id.id), ("id", "!=", self.id)]
        if self.origin_place_id:
            mine.append(("origin_place_id", "=", self.origin_place_id.id))
        # sudo: what others have been promised counts, whoever asks.
        return self.sudo().search(mine + domain)

    def _given_out(self, day):
        """Return {plan id: (yuan taken from undistributed income, yuan of it laid aside)}, posted by a day.

        Corrections are left out: they move what has been given out already.
        """
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT e.distribution_id,
                      sum(CASE e.kind WHEN 'loss_covered' THEN -e.amount
                                      ELSE e.amount + coalesce(e.extra, 0) END),
                      sum(CASE e.kind WHEN 'loss_covered' THEN -e.amount WHEN 'reserve' THEN e.amount
                                      ELSE coalesce(e.extra, 0) END)
                 FROM reform_distribution_event e JOIN ledger_voucher v ON v.event_key = e.key
                WHERE e.distribution_id = ANY(%s) AND e.kind IN ('loss_covered', 'reserve', 'dividend')
                  AND v.state = 'posted' AND v.date <= %s
                GROUP BY 1""",
            [self.ids, day],
        )
        return {plan: (yuan(out), yuan(aside)) for plan, out, aside in self.env.cr.fetchall()}

    def _still_to_give(self, day):
        """Return what the plans give out in all and the books do not show by the end of a day, in yuan."""
        posted = self._given_out(day)
        return sum(
            (
                yuan(plan.reserve)
                + yuan(plan.dividend)
                - yuan(plan.from_reserve)
                - posted.get(plan.id, (ZERO, ZERO))[0]
                for plan in self
            ),
            start=ZERO,
        )

    # -- compared again ---

    def _figures_changed(self):
        """Return the sentence that says how the books differ from what was taken over, or an empty text."""
        self.ensure_one()
        # sudo: whoever takes the next step; the books are read, and nothing of them is shown but the sums.
        plan = self.sudo()
        now, taken = plan._book_figures(), plan._result()
        # The reserve matters to a plan that draws on it.
        drawn = yuan(plan.from_reserve) and now.reserve != taken.reserve
        if (now.net, now.brought) == (taken.net, taken.brought) and not drawn:
            return ""
        return messages.books_changed(
            self.env, year=plan.year,
            net=now.net, brought=now.brought, reserve=now.reserve,
            was_net=taken.net, was_brought=taken.brought, was_reserve=taken.reserve,
        )  # fmt: skip

    def _books_refusal(self):
        """Return why what was taken over does not hold any more, or an empty text."""
        return self.sudo()._books_problem() or self._figures_changed()

    def _check_books(self):
        """Refuse a plan whose year was opened again, or whose income is not what the books say."""
        self.ensure_one()
        if refusal := self._books_refusal():
            raise UserError(refusal)

    def _check_undistributed(self):
        """Refuse to give out what is not there any more: 322 stays above zero."""
        self.ensure_one()
        plan, today = self.sudo(), civil_day.today()
        claimed = (plan | plan._beside([("state", "in", BEING_BOOKED)]))._still_to_give(today)
        left = plan._undistributed_today()
        if claimed > left:
            raise UserError(messages.given_out_already(self.env, claimed=claimed, left=left))

    def _undistributed_today(self):
        """Return the undistributed income as the books have it now, in yuan, of established years alone."""
        this_year = civil_day.today().year
        later = range(this_year - 1, self.year, -1)
        year = next((each for each in later if self._is_established(each)), self.year)
        self.env.flush_all()
        # Closing vouchers carry income from account to account and add up to nothing.
        self.env.cr.execute(
            SQL(
                """SELECT coalesce(sum(b.credit - b.debit), 0)
                     FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
                    WHERE b.entity_id = %(entity)s AND %(origin)s
                      AND (left(a.code, 3) IN ('321', '322')
                           OR a.kind IN ('income', 'expense') AND (b.month <= %(last)s OR b.kind = 'closing'))
                """,
                entity=self.entity_id.id,
                origin=self._origin_sql(),
                last=date(year, 12, 31),
            )
        )
        return yuan(*self.env.cr.fetchone())

    # -- days ---

    def _check_posting_day(self):
        """Refuse a posting before there were figures to post."""
        self.ensure_one()
        since = self.post_from or civil_day.today()
        if self.published_on < since:
            raise UserError(messages.posted_too_early(self.env, date=self.published_on, since=since))

    def _booking_day(self):
        """Return the day on which the books hear of it: the year's last, while its closing waits for the
        distribution, otherwise today."""
        self.ensure_one()
        waits = self._closing_of(self.year).state == "transferred"
        return date(self.year, 12, 31) if waits else civil_day.today()

    def _red_letters(self, reason):
        """Return the standing events in red, each in the year that shows it while that year still waits."""
        self.ensure_one()
        day, red = self._booking_day(), self.env["reform.distribution.event"]
        for event in self._standing_events():
            red |= event._take_back(day if event.date <= day else civil_day.today(), reason)
        return red

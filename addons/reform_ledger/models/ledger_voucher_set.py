import csv
import io
from typing import NamedTuple

from odoo import api, fields, models
from odoo.addons.reform_rules.errors import Problem
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .. import sql
from ..messages import books as messages


class SetResult(NamedTuple):
    """What became of a set: vouchers posted, events booked before, problems (`row`: place in the set from
    1)."""

    posted: int
    repeated: int
    problems: list


VOUCHER_COLUMNS = (
    "no", "entity_id", "date", "word", "kind", "summary", "event_key", "attachment_count", "prepared_by",
    "reviewed_by",
)  # fmt: skip
ENTRY_COLUMNS = (
    "no", "line_no", "account", "debit", "credit", "quantity", "summary", "partner_id", "origin_place_id"
)  # fmt: skip


class LedgerVoucherSet(models.Model):
    """Posting many vouchers at once: staged by COPY, checked, numbered and inserted by SQL, under the same
    guards."""

    _inherit = "ledger.voucher"

    @api.model
    def _post_set(self, vouchers, *, prepared_by, reviewed_by, partial=False):
        """Post a set of vouchers by the user, and return a SetResult.

        Args: vouchers: iterable of dicts as for `_from_event` (`event_key` optional); `prepared_by`,
        `reviewed_by`:
            the two other people (res.users), who have prepared and reviewed what the set was made from.
            partial: post the good ones although others have problems; otherwise nothing is posted then.
        An event that was booked before is not booked again.
        """
        self._require_group("reform_places.group_accountant")
        self._check_set_makers(prepared_by, reviewed_by)
        self.env.flush_all()
        self._stage(vouchers, prepared_by.id, reviewed_by.id)
        self._check_set_scope()
        repeated = self._drop_repeated()
        self._stage_months()
        problems = self._stage_problems()
        if problems and not partial:
            return SetResult(0, repeated, problems)
        self._drop_staged({problem.row for problem in problems})
        posted = self._insert_staged()
        return SetResult(posted, repeated, problems)

    def _check_set_makers(self, prepared_by, reviewed_by):
        people = prepared_by | reviewed_by | self.env.user
        if len(people) != 3:
            raise AccessError(messages.three_people(self.env))
        if not (
            prepared_by.has_group("reform_places.group_clerk")
            or prepared_by.has_group("reform_places.group_accountant")
        ) or not reviewed_by.has_group("reform_places.group_supervisor"):
            raise AccessError(messages.makers_without_role(self.env))

    # -- staging ---------------------------------------------------------------------------------------------

    def _stage(self, vouchers, prepared_by, reviewed_by):
        sql.install(self.env.cr, "stage")
        heads, lines = io.StringIO(), io.StringIO()
        write_head, write_line = csv.writer(heads).writerow, csv.writer(lines).writerow
        for no, voucher in enumerate(vouchers, 1):
            origin = voucher.get("origin_place_id")
            summary = voucher["summary"]
            write_head(
                (
                    no,
                    voucher["entity_id"],
                    voucher["date"],
                    voucher.get("word", "general"),
                    voucher.get("kind", "normal"),
                    summary,
                    voucher.get("event_key"),
                    voucher.get("attachment_count", 0),
                    prepared_by,
                    reviewed_by,
                )
            )
            for line_no, line in enumerate(voucher["entries"], 1):
                write_line(
                    (
                        no,
                        line_no,
                        line["account"],
                        line.get("debit") or 0,
                        line.get("credit") or 0,
                        line.get("quantity") or 0,
                        line.get("summary") or summary,
                        line.get("partner_id") or None,
                        line.get("origin_place_id") or origin,
                    )
                )
        cr = self.env.cr
        for table, columns, text in (
            ("stage_voucher", VOUCHER_COLUMNS, heads),
            ("stage_entry", ENTRY_COLUMNS, lines),
        ):
            text.seek(0)
            cr.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN WITH (FORMAT csv)", text)
        cr.execute("ANALYZE stage_voucher; ANALYZE stage_entry")

    def _check_set_scope(self):
        """Nobody posts for an entity out of reach, and nobody for one that has no books."""
        self.env.cr.execute("SELECT DISTINCT entity_id FROM stage_voucher")
        entities = self.env["reform.entity"].browse(row[0] for row in self.env.cr.fetchall())
        if not self.env.su:
            entities.check_access("read")
        books = self.env["ledger.book"].search([("entity_id", "in", entities.ids)])
        for entity in entities - books.entity_id:
            raise UserError(messages.no_book(self.env, entity=entity.display_name))

    def _drop_repeated(self):
        """Forget what has been booked before; return how many that were."""
        self.env.cr.execute(
            """DELETE FROM stage_voucher s USING ledger_voucher v WHERE v.event_key = s.event_key"""
        )
        return self.env.cr.rowcount

    def _stage_months(self):
        """Make the months that are missing and attach each voucher to its own."""
        self.env.cr.execute(
            """SELECT DISTINCT b.id, date_trunc('year', s.date)::date FROM stage_voucher s
                 JOIN ledger_book b USING (entity_id)
                 LEFT JOIN ledger_period p ON p.book_id = b.id AND s.date BETWEEN p.date_from AND p.date_to
                WHERE p.id IS NULL ORDER BY 1, 2"""
        )
        for book_id, year in self.env.cr.fetchall():
            self.env["ledger.book"].browse(book_id)._periods_of_year(year)
        self.env.flush_all()
        self.env.cr.execute(
            """UPDATE stage_voucher s SET book_id = b.id, opening = b.date_opening,
                      period_id = p.id, period_state = p.state
                 FROM ledger_book b LEFT JOIN ledger_period p ON p.book_id = b.id
                WHERE b.entity_id = s.entity_id AND s.date BETWEEN p.date_from AND p.date_to"""
        )
        self._stage_facts()
        self.env.cr.execute(
            """UPDATE stage_entry e
                  SET account_id = a.account_id, detail_required = a.detail_required, postable = a.postable,
                      origin_place_id = p.place_id, strayed = p.strayed
                 FROM stage_voucher s
                 JOIN stage_account a ON a.entity_id = s.entity_id
                 JOIN stage_place p ON p.entity_id = s.entity_id
                WHERE s.no = e.no AND s.book_id IS NOT NULL AND a.code = e.account
                  AND p.asked = coalesce(e.origin_place_id, 0)"""
        )

    def _stage_facts(self):
        """Look up once each account and each village of origin that the entries of an entity name."""
        self.env.cr.execute(
            """-- Codes of prescribed accounts and of an entity's own never collide: there is one match.
               INSERT INTO stage_account
               SELECT b.entity_id, a.code, a.id, a.detail_required, a.postable AND NOT EXISTS (
                          SELECT FROM ledger_account c WHERE c.parent_id = a.id AND c.active
                             AND coalesce(c.entity_id, b.entity_id) = b.entity_id)
                 FROM ledger_book b
                 JOIN ledger_account a ON a.chart_id = b.chart_id AND a.active
                  AND coalesce(a.entity_id, b.entity_id) = b.entity_id
                WHERE b.entity_id IN (SELECT entity_id FROM stage_voucher)
                  AND a.code IN (SELECT account FROM stage_entry);
               -- Without a village of its own an entry comes from where the entity is.
               INSERT INTO stage_place
               SELECT t.entity_id, t.asked, place.id,
                      t.asked <> 0 AND place.parent_path NOT LIKE home.parent_path || '%'
                 FROM (SELECT DISTINCT s.entity_id, coalesce(e.origin_place_id, 0) AS asked
                         FROM stage_voucher s JOIN stage_entry e USING (no)) t
                 JOIN reform_entity owner ON owner.id = t.entity_id
                 JOIN reform_place home ON home.id = owner.place_id
                 JOIN reform_place place ON place.id = coalesce(nullif(t.asked, 0), home.id);
               ANALYZE stage_account; ANALYZE stage_place"""
        )

    def _stage_problems(self):
        """Return everything wrong with the staged vouchers, in their order."""
        cr = self.env.cr
        problems = []
        for name, query in _CHECKS.items():
            cr.execute(query)
            columns = [column.name for column in cr.description]
            for row in cr.fetchall():
                facts = dict(zip(columns, row, strict=True))
                problems.append(Problem(name, facts, row=facts.pop("no")))
        return sorted(problems, key=lambda problem: problem.row)

    def _drop_staged(self, numbers):
        if numbers:
            self.env.cr.execute("DELETE FROM stage_voucher WHERE no = ANY(%s)", [sorted(numbers)])

    # -- numbering and inserting -----------------------------------------------------------------------------

    def _insert_staged(self):
        cr = self.env.cr
        cr.execute("SELECT DISTINCT entity_id, period_id, word FROM stage_voucher")
        series = cr.fetchall()
        if not series:
            return 0
        last = self._last_numbers({row[0] for row in series}, {row[1:] for row in series})
        cr.execute_values(
            "INSERT INTO stage_last (period_id, word, last) VALUES %s",
            [(*key, number) for key, number in last.items()],
        )
        now = fields.Datetime.now()
        cr.execute(
            """
            INSERT INTO stage_numbered (no, id, number)
            SELECT no, nextval('ledger_voucher_id_seq'), number FROM (
                SELECT s.no, l.last + row_number() OVER (PARTITION BY s.period_id, s.word ORDER BY s.date,
                s.no) AS number
                  FROM stage_voucher s JOIN stage_last l USING (period_id, word) ORDER BY s.no) AS n
            """
        )
        cr.execute("ANALYZE stage_numbered")
        cr.execute(
            """
            INSERT INTO ledger_voucher (id, entity_id, book_id, period_id, date, word, number, kind, state,
            summary,
                event_key, attachment_count, prepared_by_id, prepared_at, reviewed_by_id, reviewed_at,
                posted_by_id,
                posted_at, create_uid, create_date, write_uid, write_date)
            SELECT n.id, s.entity_id, s.book_id, s.period_id, s.date, s.word, n.number, s.kind, 'posted',
            s.summary,
                   s.event_key, s.attachment_count, s.prepared_by, %(now)s, s.reviewed_by, %(now)s, %(uid)s,
                   %(now)s,
                   %(uid)s, %(now)s, %(uid)s, %(now)s
              FROM stage_voucher s JOIN stage_numbered n USING (no) ORDER BY n.id
            """,
            {"now": now, "uid": self.env.uid},
        )
        posted = cr.rowcount
        cr.execute(
            """
            INSERT INTO ledger_entry (voucher_id, line_no, entity_id, date, account_id, debit, credit,
            quantity, summary,
                                      partner_id, origin_place_id)
            SELECT n.id, e.line_no, s.entity_id, s.date, e.account_id, e.debit, e.credit, e.quantity,
            e.summary,
                   e.partner_id, e.origin_place_id
              FROM stage_entry e JOIN stage_voucher s USING (no) JOIN stage_numbered n USING (no)
             ORDER BY n.id, e.line_no
            """
        )
        self._seal_rows(self._held_stream(SQL("SELECT id FROM stage_numbered")), "", "posted")
        self.env["ledger.voucher"].invalidate_model()
        self.env["ledger.entry"].invalidate_model()
        self.env["ledger.balance"].invalidate_model()
        return posted


_CHECKS = {
    "WordUnknown": """
        SELECT no, word FROM stage_voucher
         WHERE word NOT IN ('general', 'receipt', 'payment', 'transfer', 'opening')
            OR kind NOT IN ('normal', 'opening', 'closing') OR (word = 'opening') <> (kind = 'opening')""",
    "SummaryMissing": "SELECT no FROM stage_voucher WHERE btrim(coalesce(summary, '')) = ''",
    "BeforeOpening": "SELECT no, date FROM stage_voucher WHERE period_id IS NULL OR date < opening",
    "PeriodClosed": "SELECT no, date FROM stage_voucher WHERE period_state = 'closed'",
    "EventTwice": """
        SELECT s.no, s.event_key FROM stage_voucher s JOIN (
            SELECT event_key, min(no) AS first FROM stage_voucher WHERE event_key IS NOT NULL
             GROUP BY 1 HAVING count(*) > 1) t ON t.event_key = s.event_key AND s.no <> t.first""",
    "AccountUnknown": """
        SELECT no, line_no AS line, account FROM stage_entry JOIN stage_voucher USING (no)
         WHERE account_id IS NULL AND period_id IS NOT NULL""",
    "AccountNotPostable": """
        SELECT no, line_no AS line, account FROM stage_entry JOIN stage_voucher USING (no) WHERE NOT
        postable""",
    "PartyMissing": """
        SELECT no, line_no AS line, account FROM stage_entry JOIN stage_voucher USING (no)
         WHERE detail_required AND partner_id IS NULL""",
    "OriginElsewhere": """
        SELECT no, line_no AS line, account FROM stage_entry JOIN stage_voucher USING (no) WHERE strayed""",
    "AmountOnBothSides": """
        SELECT no, line_no AS line, account, debit, credit FROM stage_entry JOIN stage_voucher USING (no)
         WHERE debit <> 0 AND credit <> 0""",
    "AmountMissing": """
        SELECT no, line_no AS line, account FROM stage_entry JOIN stage_voucher USING (no)
         WHERE debit = 0 AND credit = 0""",
    "AmountTooLarge": """
        SELECT no, line_no AS line, account, greatest(abs(debit), abs(credit)) AS amount
          FROM stage_entry JOIN stage_voucher USING (no) WHERE NOT (abs(debit) < 1e12 AND abs(credit) <
          1e12)""",
    "AmountNotInCents": """
        SELECT no, line_no AS line, account, debit + credit AS amount FROM stage_entry JOIN stage_voucher
        USING (no)
         WHERE debit <> round(debit, 2) OR credit <> round(credit, 2)""",
    "VoucherEmpty": """
        SELECT s.no FROM stage_voucher s LEFT JOIN stage_entry e USING (no) GROUP BY 1 HAVING count(e.no) <
        2""",
    "VoucherUnbalanced": """
        SELECT no, sum(debit) AS debit, sum(credit) AS credit, sum(debit) - sum(credit) AS difference
          FROM stage_entry JOIN stage_voucher USING (no) GROUP BY 1 HAVING sum(debit) <> sum(credit)""",
}

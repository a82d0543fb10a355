from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.ledger import entry as rules
from odoo.addons.reform_rules.ledger import numbering
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import chain, serial
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..messages import books as messages


class LedgerVoucherActs(models.Model):
    """The four acts on a voucher: prepare, review, post, reverse, and the two ways back before posting."""

    _inherit = "ledger.voucher"

    # -- prepare and review ----------------------------------------------------------------------------------

    def action_prepare(self):
        """Submit drafts for review: everything that is wrong with them is said at once."""
        self._require_group("reform_places.group_clerk", "reform_places.group_accountant")
        self._check_content()
        for voucher in self:
            for line_no, line in enumerate(voucher.entry_ids, 1):
                if line.line_no != line_no:
                    line.line_no = line_no
                if not line.summary:
                    line.summary = voucher.summary
        # The lines must be in the database before their voucher leaves the draft: afterwards they cannot
        # change.
        self.env["ledger.entry"].flush_model()
        return self._move("prepared", prepared_by_id=self.env.uid, prepared_at=fields.Datetime.now())

    def _check_content(self):
        Account = self.env["ledger.account"]
        facts = {}
        problems = []
        for voucher in self:
            owner = (voucher.entity_id, voucher.book_id.chart_id)
            if owner not in facts:
                accounts = Account._of_entity(*owner, archived=True)
                every = Account._facts(accounts)
                facts[owner] = every, {code: each for code, each in every.items() if accounts[code].active}
            # What stands on an account that has gone out of use is still corrected and closed.
            undoes = voucher.reversal_of_id or voucher.kind == "closing"
            known = facts[owner][0 if undoes else 1]
            problems += [
                messages.problem(self.env, problem, voucher=voucher.display_name)
                for problem in rules.check(voucher._plain(), voucher._account_facts(known))
            ]
            # A code alone may mean an account of another chart, or another collective's own.
            problems += [
                messages.account_of_other_books(
                    self.env, name=voucher.display_name, account=account.display_name
                )
                for account in voucher.entry_ids.account_id._strange_to(*owner)
            ]
            original = voucher.reversal_of_id
            if original and not rules.cancels(original._plain().entries, voucher._plain().entries):
                problems.append(messages.not_the_red_letter(self.env, voucher=original.display_name))
        if problems:
            raise UserError(messages.listing(problems))

    def _account_facts(self, facts):
        """Return {code: AccountFacts} for this voucher; a voucher of a kind of its own may know better."""
        return facts

    def action_review(self):
        """The supervisor confirms what another person has prepared."""
        self._require_group("reform_places.group_supervisor")
        self.check_access("read")
        if own := self.filtered(lambda voucher: voucher.prepared_by_id == self.env.user):
            raise AccessError(messages.own_work(self.env, voucher=own[0].display_name))
        # A supervisor may write nothing but this step; scope and right have been checked.
        return self.sudo()._move("reviewed", reviewed_by_id=self.env.uid, reviewed_at=fields.Datetime.now())

    def action_back(self):
        """Ask for the reason and give the vouchers back to those who prepared them."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give Back for Correction"),
            "res_model": "ledger.voucher.back",
            "view_mode": "form",
            "target": "new",
            "context": {"default_voucher_ids": self.ids},
        }

    def _back(self, reason):
        """Give vouchers that are not posted back to draft; whoever may review or prepare may do it, with a
        reason."""
        self._require_group(
            "reform_places.group_supervisor", "reform_places.group_accountant", "reform_places.group_clerk"
        )
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(messages.reason_required(self.env))
        if not self.env.user.has_group("reform_places.group_supervisor") and not self.env.user.has_group(
            "reform_places.group_accountant"
        ):
            # A clerk takes back her own only, and only while nobody has reviewed it.
            if any(v.prepared_by_id != self.env.user or v.state != "prepared" for v in self):
                raise AccessError(messages.not_yours_to_take_back(self.env))
        return self.sudo()._move(
            "draft",
            reason=reason,
            prepared_by_id=False,
            prepared_at=False,
            reviewed_by_id=False,
            reviewed_at=False,
        )

    # -- post ------------------------------------------------------------------------------------------------

    def action_post(self):
        """Number, post and seal reviewed vouchers; their balances grow with them in the database."""
        self._require_group("reform_places.group_accountant")
        vouchers = self._reached("write", ["entity_id", "date"])
        # sudo: the right to write each of them has just been checked.
        vouchers = vouchers.sorted(lambda voucher: (voucher.entity_id.id, voucher.date, voucher.id)).sudo()
        return vouchers._post()

    def _reached(self, operation, names):
        """Return the vouchers with some fields read, all of which the user may do `operation` with.

        One statement asks the rules about all of them; `check_access` alone reads voucher, entity and place
        of each first, and posting a voucher has few statements to spend.
        """
        self.browse().check_access(operation)
        allowed = self.env["ir.rule"]._compute_domain(self._name, operation)
        found = self.sudo().search_fetch(Domain("id", "in", self.ids) & allowed, names).sudo(self.env.su)
        (self - found).check_access(operation)
        return found

    def _post(self):
        held = self._hold()
        for row in held.values():
            self._check_postable(row)
        last, heads = self._take_turn(
            {row.entity for row in held.values()}, {(row.period, row.word) for row in held.values()}
        )
        posted = {}
        for voucher in self:
            row = held[voucher.id]
            key = (row.period, row.word)
            last[key] += 1
            posted[voucher.id] = row._replace(number=last[key], posted_by=self.env.uid)
        self._write_posted({voucher: row.number for voucher, row in posted.items()})
        self._seal_rows(posted.values(), "reviewed", "posted", heads)
        return True

    def _write_posted(self, numbers):
        """Write the posting of vouchers, {id: number}, in one statement; the database's guards look at it."""
        self.env.cr.execute(
            SQL(
                """UPDATE ledger_voucher v
                      SET state = 'posted', number = given.number, posted_by_id = %(uid)s,
                          posted_at = %(now)s, write_uid = %(uid)s, write_date = %(now)s
                     FROM unnest(%(ids)s::int[], %(numbers)s::int[]) AS given (id, number)
                    WHERE v.id = given.id""",
                uid=self.env.uid,
                now=fields.Datetime.now(),
                ids=list(numbers),
                numbers=list(numbers.values()),
            )
        )
        written = ["state", "number", "posted_by_id", "posted_at"]
        self.invalidate_recordset([*written, "write_uid", "write_date"], flush=False)
        self.modified(written)

    def _check_postable(self, row):
        label = f"{row.date:%Y-%m} {row.summary}"
        if row.state != "reviewed":
            raise UserError(messages.cannot_post(self.env, voucher=label, state=self._state_label(row.state)))
        if self.env.uid in (row.prepared_by, row.reviewed_by):
            raise AccessError(messages.own_work(self.env, voucher=label))
        if row.period_state != "open":
            raise UserError(messages.period_closed(self.env, date=row.date, period=f"{row.date:%Y-%m}"))

    @api.model
    def _last_numbers(self, entities, series):
        """Take the turn of each entity and return {(period id, word): last number given}."""
        return self._take_turn(entities, series)[0]

    @api.model
    def _take_turn(self, entities, series):
        """Take the turn of each entity; return ({(period id, word): last number given}, {stream: its head}).

        Whoever posts for the same entity waits here. Our snapshot does not show what the one before has just
        committed; a fresh cursor does, and what we have given ourselves in this transaction only our own
        shows. The lock is that of the entity's sealed stream: posting takes it anyway, and one lock makes no
        ring; so the heads of the streams are read on the same occasion.
        """
        streams = [f"ledger:{entity}" for entity in sorted(entities)]
        # The end of each series and stream is one step into an index, however long they are.
        query = SQL(
            """SELECT s.period_id, s.word, n.number, NULL AS hash
                 FROM unnest(%s::int[], %s::text[]) AS s (period_id, word) CROSS JOIN LATERAL (
                   SELECT number FROM ledger_number WHERE period_id = s.period_id AND word = s.word
                    ORDER BY number DESC LIMIT 1) AS n
               UNION ALL
               SELECT NULL, s.stream, h.seq, h.hash FROM unnest(%s::text[]) AS s (stream) CROSS JOIN LATERAL (
                   SELECT seq, hash FROM reform_seal_entry WHERE stream = s.stream
                    ORDER BY seq DESC LIMIT 1) AS h""",
            [period for period, _word in series],
            [word for _period, word in series],
            streams,
        )
        self.env.cr.execute(
            SQL(
                "WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(key) FROM"
                " unnest(%s::bigint[]) AS key)"
                " SELECT own.* FROM (SELECT count(*) FROM turn) AS t LEFT JOIN (%s) AS own ON TRUE",
                [serial.lock_number(f"reform.seal:{stream}") for stream in streams],
                query,
            )
        )
        rows = self.env.cr.fetchall()
        with serial.fresh(self.env) as cr:
            cr.execute(query)
            rows += cr.fetchall()
        last, heads = dict.fromkeys(series, 0), {}
        for period, word, number, digest in rows:
            if digest:
                heads[word] = max(heads.get(word, chain.Head(0, "")), chain.Head(number, digest))
            elif number:
                last[period, word] = max(last[period, word], number)
        return last, heads

    # -- red letter ------------------------------------------------------------------------------------------

    def action_reverse(self):
        """Ask for the reason of a red-letter correction."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reverse in Red"),
            "res_model": "ledger.voucher.reverse",
            "view_mode": "form",
            "target": "new",
            "context": {"default_voucher_id": self.id},
        }

    def _reverse(self, reason):
        """Return the red-letter copies of posted vouchers, prepared by the user, dated in the first open
        period."""
        self._require_group("reform_places.group_accountant")
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(messages.reason_required(self.env))
        copies = self.browse()
        for voucher in self:
            if voucher.state != "posted":
                raise UserError(messages.only_posted_reversed(self.env, voucher=voucher.display_name))
            if voucher.reversal_ids:
                raise UserError(messages.already_reversed(self.env, voucher=voucher.display_name))
            copies |= self._create_guarded([voucher._red_letter_vals(reason)])
        copies.action_prepare()
        return copies

    def _red_letter_vals(self, reason):
        """Return the values of the negative copy."""
        self.ensure_one()
        return {
            "entity_id": self.entity_id.id,
            "date": self._reversal_date(),
            "word": self.word,
            "kind": self.kind,
            "summary": messages.red_letter_summary(self.env, voucher=self.display_name, reason=reason),
            "reversal_of_id": self.id,
            "event_key": f"reversal:{self.id}",
            "entry_ids": [
                fields.Command.create(
                    {
                        "line_no": line.line_no,
                        "account_id": line.account_id.id,
                        "debit": -line.debit,
                        "credit": -line.credit,
                        "quantity": -line.quantity,
                        "summary": line.summary,
                        "partner_id": line.partner_id.id,
                        "origin_place_id": line.origin_place_id.id,
                    }
                )
                for line in self.entry_ids
            ],
        }

    def _reversal_date(self):
        today = civil_day.today()
        self.book_id._period(today)
        periods = self.env["ledger.period"].search(
            [("book_id", "=", self.book_id.id), ("date_to", ">=", self.date)]
        )
        try:
            return numbering.reversal_date(
                self.date,
                today,
                [numbering.Period(each.date_from, each.date_to, each.state == "open") for each in periods],
            )
        except RuleError as error:
            raise UserError(messages.no_open_period(self.env, date=self.date)) from error

    # -- the call of others ----------------------------------------------------------------------------------

    @api.model
    def _from_event(self, events):
        """Return one prepared voucher per event, in order; an event that was booked before gives its
        voucher again.

        Args: events: dicts `entity_id`, `date`, `summary`, `event_key` (e.g. "lease:L0123:2026-03:rent"),
            `entries`; optional `word` (general), `kind` (normal), `attachment_count`, `exact` (True: the very
            accounts that are named, though they are divided). Entries: dicts `account`
            (code; as deep as the chart goes), `debit` or `credit`, optional `partner_id`, `origin_place_id`,
            `quantity`, `summary`.
        Raises: UserError: the list of what is wrong with the vouchers.
        """
        keys = [event["event_key"] for event in events]
        # The key is unique over all books, whatever of them the user may see.
        known = {
            voucher.event_key: voucher.with_env(self.env)
            for voucher in self.sudo().search([("event_key", "in", keys)])
        }
        vals_list, made, accounts = [], {}, {}
        for event in events:
            if event["event_key"] not in known and event["event_key"] not in made:
                made[event["event_key"]] = True
                # The accounts of an entity are looked up once for all its events.
                if event["entity_id"] not in accounts:
                    entity = self.env["reform.entity"].browse(event["entity_id"])
                    accounts[entity.id] = self._accounts_of(entity)
                vals_list.append(self._event_vals(event, accounts[event["entity_id"]]))
        if vals_list:
            vouchers = self._create_guarded(vals_list)
            vouchers.action_prepare()
            known.update(zip(made, vouchers, strict=True))
        return self.browse([known[key].id for key in keys])

    @api.model
    def _event_vals(self, event, accounts):
        entity = self.env["reform.entity"].browse(event["entity_id"])
        lines = []
        for line_no, line in enumerate(event["entries"], 1):
            account = accounts.get(line["account"])
            if not account:
                raise UserError(
                    messages.account_unknown(self.env, code=line["account"], entity=entity.display_name)
                )
            lines.append(
                fields.Command.create(
                    {
                        "line_no": line_no,
                        "account_id": account.id,
                        "debit": float(yuan(line.get("debit") or 0)),
                        "credit": float(yuan(line.get("credit") or 0)),
                        "quantity": float(line.get("quantity") or 0),
                        "summary": line.get("summary") or event["summary"],
                        "partner_id": line.get("partner_id") or False,
                        "origin_place_id": line.get("origin_place_id")
                        or event.get("origin_place_id")
                        or False,
                    }
                )
            )
        return {
            "entity_id": entity.id,
            "date": event["date"],
            "word": event.get("word", "general"),
            "kind": event.get("kind", "normal"),
            "summary": event["summary"],
            "event_key": event["event_key"],
            "attachment_count": event.get("attachment_count", 0),
            "entry_ids": lines,
        }

    @api.model
    def _accounts_of(self, entity):
        book = self.env["ledger.book"]._of(entity)
        return self.env["ledger.account"]._of_entity(entity, book.chart_id)

    # -- buttons ---------------------------------------------------------------------------------------------

    def _action_form(self):
        """Open one voucher, or a list of several."""
        action = {"type": "ir.actions.act_window", "res_model": self._name, "name": self.env._("Vouchers")}
        if len(self) == 1:
            return {**action, "view_mode": "form", "views": [(False, "form")], "res_id": self.id}
        return {**action, "view_mode": "list,form", "domain": [("id", "in", self.ids)]}

    def action_original(self):
        return self.reversal_of_id._action_form()

    def action_reversals(self):
        return self.reversal_ids._action_form()

    # -- checks ----------------------------------------------------------------------------------------------

    @api.model
    def _check_books(self):
        """Return the invariants of posted vouchers: balanced, numbered without gap, open to nobody, on the
        accounts of their own books."""
        self.env.flush_all()
        return [
            (messages.check_balanced(self.env), self._check_unbalanced()),
            (messages.check_numbers(self.env), self._check_numbers()),
            (messages.check_periods(self.env), self._check_periods()),
            (messages.check_accounts(self.env), self._check_accounts()),
        ]

    def _check_unbalanced(self):
        self.env.cr.execute(
            """SELECT v.id, sum(e.debit), sum(e.credit), count(e.id) FROM ledger_voucher v
                 LEFT JOIN ledger_entry e ON e.voucher_id = v.id
                WHERE v.state = 'posted' GROUP BY v.id
               HAVING count(e.id) < 2 OR sum(e.debit) IS DISTINCT FROM sum(e.credit)"""
        )
        return [
            messages.unbalanced(
                self.env, voucher=self._name_of(row[0]), debit=row[1] or 0, credit=row[2] or 0
            )
            for row in self.env.cr.fetchall()
        ]

    def _check_numbers(self):
        self.env.cr.execute(
            """SELECT entity_id, period_id, word, array_agg(number ORDER BY number) FROM ledger_voucher
                WHERE state = 'posted' GROUP BY 1, 2, 3 HAVING max(number) <> count(*) OR min(number) <> 1"""
        )
        found = []
        for entity, period, word, numbers in self.env.cr.fetchall():
            found.append(
                messages.gap(
                    self.env,
                    entity=self.env["reform.entity"].browse(entity).sudo().display_name,
                    period=self.env["ledger.period"].browse(period).sudo().name,
                    numbers=", ".join(numbering.label(word, number) for number in numbering.gaps(numbers)),
                )
            )
        return found

    def _check_periods(self):
        self.env.cr.execute(
            """SELECT v.id FROM ledger_voucher v JOIN ledger_period p ON p.id = v.period_id
                WHERE v.date NOT BETWEEN p.date_from AND p.date_to OR v.entity_id <> p.entity_id
                   OR (p.state = 'closed' AND v.state <> 'posted')
               UNION SELECT e.voucher_id FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                WHERE v.state = 'posted' AND (e.date <> v.date OR e.entity_id <> v.entity_id)"""
        )
        return [messages.misplaced(self.env, voucher=self._name_of(row[0])) for row in self.env.cr.fetchall()]

    def _check_accounts(self):
        self.env.cr.execute(
            """SELECT DISTINCT e.voucher_id, a.id FROM ledger_account a
                 JOIN ledger_entry e ON e.account_id = a.id
                 JOIN ledger_voucher v ON v.id = e.voucher_id AND v.state <> 'draft'
                 JOIN ledger_book b ON b.id = v.book_id
                WHERE a.chart_id <> b.chart_id OR a.entity_id <> v.entity_id ORDER BY 1, 2"""
        )
        Account = self.env["ledger.account"].sudo()
        return [
            messages.account_of_other_books(
                self.env, name=self._name_of(voucher), account=Account.browse(account).display_name
            )
            for voucher, account in self.env.cr.fetchall()
        ]

    def _name_of(self, voucher_id):
        voucher = self.sudo().browse(voucher_id)
        return f"{voucher.entity_id.display_name} {voucher.display_name}"

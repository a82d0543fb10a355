from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..messages import books as messages

PLACE = frozenset({"parent_id", "entity_id", "active"})


class LedgerAccount(models.Model):
    """One of the sub-accounts of a divided account takes what is booked on the account by itself.

    Rent, depreciation and all other events name prescribed accounts; a collective may have divided them.
    *How it works*: the first own sub-account takes what events book, until the accountant names another one;
    there is one below every divided account as long as it is divided, on every level.
    """

    _inherit = "ledger.account"

    takes_events = fields.Boolean(
        "Takes What Is Booked by Itself",
        copy=False,
        help="Rent, depreciation and other events name the account above; one of its sub-accounts takes "
        "them.",
    )

    _one_takes_events = models.UniqueIndex(
        "(parent_id, entity_id) WHERE takes_events",
        "Another sub-account takes what is booked by itself already.",
    )

    def _init_column(self, column_name):  # pylint: disable=missing-return  # it returns nothing
        """Accounts divided before: the first sub-account takes it."""
        super()._init_column(column_name)
        if column_name == "takes_events":
            self.env.cr.execute(
                """UPDATE ledger_account a SET takes_events = TRUE
                     FROM (SELECT DISTINCT ON (c.parent_id, c.entity_id) c.id
                             FROM ledger_account c JOIN ledger_account p ON p.id = c.parent_id
                            WHERE c.entity_id IS NOT NULL AND c.active AND p.postable
                            ORDER BY c.parent_id, c.entity_id, c.code) first
                    WHERE first.id = a.id"""
            )

    @api.model_create_multi
    def create(self, vals_list):
        named = [vals.get("takes_events") for vals in vals_list]
        accounts = super().create([{**vals, "takes_events": False} for vals in vals_list])
        accounts._appoint()
        for account, wanted in zip(accounts, named, strict=True):
            if wanted:
                account.write({"takes_events": True})
        return accounts

    def write(self, vals):
        if not (PLACE | {"takes_events"}) & vals.keys():
            return super().write(vals)
        rest = {name: value for name, value in vals.items() if name != "takes_events"}
        if not vals.get("takes_events", True) and (taking := self.filtered("takes_events")):
            above = taking[0].parent_id.display_name
            raise ValidationError(messages.name_another_taker(self.env, account=above))
        left = [(account.parent_id, account.entity_id) for account in self]
        going = self.filtered(lambda account: account.takes_events and account._goes(rest))
        going._mark(False)
        result = super().write(rest)
        if vals.get("takes_events"):
            self._give_way()
            self._mark(True)
        self._appoint(left)
        return result

    def _mark(self, takes):
        """Write the mark alone; who else has it, and whether somebody must, is seen to around it."""
        return models.Model.write(self, {"takes_events": takes})

    def _goes(self, vals):
        """Tell whether the values take the account away from where it stands."""
        self.ensure_one()
        return not vals.get("active", True) or any(
            vals.get(name, self[name].id) != self[name].id for name in ("parent_id", "entity_id")
        )

    def unlink(self):
        left = [(account.parent_id, account.entity_id) for account in self]
        result = super().unlink()
        self._appoint(left)
        return result

    def _give_way(self):
        """Whoever took what is booked by itself until now does so no more."""
        for account in self:
            if not account.entity_id or not account.parent_id.postable or not account.active:
                raise ValidationError(messages.takes_no_events(self.env, account=account.display_name))
            others = account._siblings(account.parent_id, account.entity_id) - account
            others.filtered("takes_events")._mark(False)
        # The index looks at every line by itself.
        self.flush_model(["takes_events"])

    @api.model
    def _siblings(self, parent, entity):
        return self.search([("parent_id", "=", parent.id), ("entity_id", "=", entity.id)])

    def _appoint(self, left=()):
        """Name the first sub-account where none takes what is booked by itself.

        Args: left: (parent, entity) where the accounts stood before.
        """
        stand = {(account.parent_id, account.entity_id) for account in self.exists()} | set(left)
        # sudo: what the accounts of one collective are to each other, whoever has touched one of them.
        mine = self.sudo()
        for parent, entity in stand:
            if not entity or not parent.exists() or not parent.sudo().postable:
                continue
            siblings = mine._siblings(parent, entity)
            if siblings and not any(account.takes_events for account in siblings):
                siblings[0]._mark(True)

    @api.model
    def _takers(self, accounts):
        """Return {code: account} with the account that takes what is booked by itself for every divided one.

        Args: accounts: {code: account} of one entity, all of it, as `_of_entity` gives them.
        """
        # sudo: events are booked by people who need not see every account.
        takers = {each.sudo().parent_id.id: each for each in accounts.values() if each.sudo().takes_events}
        if not takers:
            return accounts
        found = {}
        for code, account in accounts.items():
            while account.id in takers:
                account = takers[account.id]
            found[code] = account
        return found


class LedgerVoucher(models.Model):
    """An event names an account of the chart; in the books it stands where the collective divides it.

    An event that says `exact`, and every closing, means the very accounts it names.
    """

    _inherit = "ledger.voucher"

    @api.model
    def _accounts_of(self, entity):
        return self.env["ledger.account"]._takers(super()._accounts_of(entity))

    @api.model
    def _event_vals(self, event, accounts):
        if event.get("exact") or event.get("kind") == "closing":
            entity = self.env["reform.entity"].browse(event["entity_id"])
            book = self.env["ledger.book"]._of(entity)
            # Closing also carries what came onto an account after it went out of use.
            archived = event.get("kind") == "closing"
            accounts = self.env["ledger.account"]._of_entity(entity, book.chart_id, archived=archived)
        return super()._event_vals(event, accounts)

    def _stage_facts(self):
        # Before the accounts are looked up by their codes; nothing to do where nobody divides an account.
        self.env.cr.execute(
            """WITH RECURSIVE taker AS (
                   SELECT c.entity_id, p.code AS above, c.id, c.code, 1 AS depth
                     FROM ledger_account c JOIN ledger_account p ON p.id = c.parent_id
                     JOIN ledger_book b ON b.entity_id = c.entity_id AND b.chart_id = c.chart_id
                    WHERE c.takes_events AND c.entity_id IN (SELECT entity_id FROM stage_voucher)
                   UNION ALL
                   SELECT t.entity_id, t.above, c.id, c.code, t.depth + 1
                     FROM taker t JOIN ledger_account c
                       ON c.parent_id = t.id AND c.entity_id = t.entity_id AND c.takes_events)
               SELECT DISTINCT ON (entity_id, above) entity_id, above, code FROM taker
                ORDER BY entity_id, above, depth DESC"""
        )
        if takers := self.env.cr.fetchall():
            self.env.cr.execute_values(
                """UPDATE stage_entry e SET account = t.code
                     FROM stage_voucher s JOIN (VALUES %s) AS t (entity_id, above, code) USING (entity_id)
                    WHERE s.no = e.no AND s.kind <> 'closing' AND e.account = t.above""",
                takers,
            )
        return super()._stage_facts()

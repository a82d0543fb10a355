"""Books and money in two hands: what the roles say, and what the database holds against everybody."""

from odoo import api, models
from odoo.exceptions import ValidationError

from ..messages import agency as messages
from ..messages import spending as spending_messages

CASHIER = "reform_places.group_cashier"
ACCOUNTANT = "reform_places.group_accountant"
# Fired once for each statement, so that a set of a hundred thousand vouchers is looked at in one join.
BOOKS_SQL = """
CREATE OR REPLACE FUNCTION reform_agency_refuse_cashier() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    hand record;
BEGIN
    SELECT n.id, e.cashier_id INTO hand
      FROM fresh n JOIN reform_agency_engagement e ON e.entity_id = n.entity_id
       AND e.state <> 'draft' AND n.date >= e.date_from
       AND n.date <= coalesce(e.ended_on, e.date_to, 'infinity'::date)
     WHERE e.cashier_id IN (n.prepared_by_id, n.reviewed_by_id, n.posted_by_id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'voucher % by cashier %', hand.id, hand.cashier_id USING ERRCODE = 'check_violation',
            TABLE = 'ledger_voucher', CONSTRAINT = 'ledger_voucher_cashier';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER ledger_voucher_cashier_insert AFTER INSERT ON ledger_voucher
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION reform_agency_refuse_cashier();
CREATE OR REPLACE TRIGGER ledger_voucher_cashier_update AFTER UPDATE ON ledger_voucher
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION reform_agency_refuse_cashier();
"""
HANDS_SQL = """
CREATE OR REPLACE FUNCTION reform_agency_two_hands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    engagement integer := CASE TG_TABLE_NAME WHEN 'reform_agency_engagement' THEN to_jsonb(NEW)->>'id'
                                             ELSE to_jsonb(NEW)->>'engagement_id' END;
BEGIN
    IF EXISTS (SELECT FROM reform_agency_accountant_rel r
                 JOIN reform_agency_engagement e ON e.id = r.engagement_id
                WHERE e.id = engagement AND e.cashier_id = r.user_id) THEN
        RAISE EXCEPTION 'engagement %: books and money in one hand', engagement
            USING ERRCODE = 'check_violation', TABLE = 'reform_agency_engagement',
            CONSTRAINT = 'reform_agency_engagement_two_hands';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER reform_agency_two_hands AFTER INSERT OR UPDATE ON reform_agency_engagement
    FOR EACH ROW EXECUTE FUNCTION reform_agency_two_hands();
CREATE OR REPLACE TRIGGER reform_agency_two_hands AFTER INSERT OR UPDATE ON reform_agency_accountant_rel
    FOR EACH ROW EXECUTE FUNCTION reform_agency_two_hands();
"""
# Not only the accountant of this entity: whoever bears one of the two roles at all signs no spending.
SPENDING_SQL = """
CREATE OR REPLACE FUNCTION reform_spending_refuse_bookkeeper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM reform_spending s JOIN reform_agency_engagement e ON e.entity_id = s.entity_id
           AND e.state = 'signed'
          LEFT JOIN reform_agency_accountant_rel r ON r.engagement_id = e.id
         WHERE s.id = NEW.res_id AND (NEW.user_id IN (e.cashier_id, r.user_id)
            OR NEW.on_behalf_of_id IN (e.cashier_id, r.user_id))
    ) OR EXISTS (
        SELECT FROM res_groups_users_rel g JOIN ir_model_data d ON d.model = 'res.groups' AND d.res_id = g.gid
         WHERE g.uid = NEW.user_id AND d.module = 'reform_places'
           AND d.name IN ('group_accountant', 'group_cashier')
    ) THEN
        RAISE EXCEPTION 'spending % approved by who keeps books or money', NEW.res_id
            USING ERRCODE = 'check_violation',
            TABLE = 'reform_approval', CONSTRAINT = 'reform_approval_bookkeeper';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER reform_spending_refuse_bookkeeper BEFORE INSERT ON reform_approval FOR EACH ROW
    WHEN (NEW.res_model = 'reform.spending' AND NEW.verdict <> 'returned')
    EXECUTE FUNCTION reform_spending_refuse_bookkeeper();
"""


class ReformAgencyEngagement(models.Model):
    """The guards of the database stand with the engagement that names the hands."""

    _inherit = "reform.agency.engagement"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute(BOOKS_SQL)
        self.env.cr.execute(HANDS_SQL)
        self.env.cr.execute(SPENDING_SQL)

    def _sql_error_to_message(self, exc):
        if exc.diag.constraint_name == "reform_agency_engagement_two_hands":
            return messages.hands_in_one(self.env)
        return super()._sql_error_to_message(exc)


class ReformApproval(models.Model):
    """The database's own refusal, in words."""

    _inherit = "reform.approval"

    def _sql_error_to_message(self, exc):
        if exc.diag.constraint_name == "reform_approval_bookkeeper":
            return spending_messages.keeps_the_books(self.env, request="", person=self.env.user.name)
        return super()._sql_error_to_message(exc)


class ResUsers(models.Model):
    """One person has one of the two roles; his places are the same for both, so they would always meet."""

    _inherit = "res.users"

    @api.constrains("group_ids")
    def _check_two_hands(self):
        both = self.env.ref(ACCOUNTANT) | self.env.ref(CASHIER)
        for user in self.sudo():
            if both <= user.all_group_ids:
                raise ValidationError(messages.both_roles(self.env, person=user.name))

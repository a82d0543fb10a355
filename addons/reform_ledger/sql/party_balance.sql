-- What is left of every party on every account of claims and debts. Nil balances, most of a county's, are left out.
CREATE OR REPLACE VIEW ledger_party_balance AS
    SELECT min(b.id) AS id, b.entity_id, e.township_id, b.account_id, b.partner_id,
           greatest(sum(b.debit - b.credit), 0) AS claim, greatest(sum(b.credit - b.debit), 0) AS debt,
           max(b.month) AS last_month
      FROM ledger_balance b
      JOIN ledger_account a ON a.id = b.account_id AND a.kind IN ('asset', 'liability')
      JOIN reform_entity e ON e.id = b.entity_id
     WHERE b.partner_id IS NOT NULL
     GROUP BY b.entity_id, e.township_id, b.account_id, b.partner_id
    HAVING sum(b.debit) <> sum(b.credit);

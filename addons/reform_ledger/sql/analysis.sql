-- The balance table with the names questions are asked by. The entity's township and the account's first level are
-- joined, never copied: a question filtered by entity or month still uses the index of the table.
CREATE OR REPLACE VIEW ledger_analysis AS
    SELECT b.id, b.entity_id, e.township_id, a.chart_id, b.account_id, r.id AS root_id, a.kind AS account_kind, b.kind,
           b.month, b.origin_place_id, b.partner_id, b.debit, b.credit,
           CASE WHEN a.side = 'credit' THEN b.credit - b.debit ELSE b.debit - b.credit END AS net
      FROM ledger_balance b
      JOIN ledger_account a ON a.id = b.account_id
      JOIN ledger_account r ON r.chart_id = a.chart_id AND r.code = left(a.code, 3) AND r.entity_id IS NULL
      JOIN reform_entity e ON e.id = b.entity_id;

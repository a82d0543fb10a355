-- Balances grow by posting and are folded by ledger_balance_fold; nothing else writes here.
CREATE OR REPLACE FUNCTION ledger_balance_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN
        RETURN NULL;
    END IF;
    IF TG_OP IN ('INSERT', 'DELETE') AND current_setting('reform.balance_fold', true) = pg_current_xact_id()::text THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'balances are written by posting alone: % refused', TG_OP USING ERRCODE = 'check_violation',
        TABLE = 'ledger_balance', CONSTRAINT = 'ledger_balance_by_posting';
END $$;

-- Replace the rows of the same key by their sum, for one entity; return the number of rows saved.
CREATE OR REPLACE FUNCTION ledger_balance_fold(entity integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    taken integer;
    given integer;
BEGIN
    PERFORM set_config('reform.balance_fold', pg_current_xact_id()::text, true);
    WITH twins AS (
        SELECT account_id, partner_id, origin_place_id, month, kind FROM ledger_balance
         WHERE entity_id = entity GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 1
    ), gone AS (
        DELETE FROM ledger_balance b USING twins t
         WHERE b.entity_id = entity AND b.account_id = t.account_id AND b.month = t.month AND b.kind = t.kind
           AND b.partner_id IS NOT DISTINCT FROM t.partner_id
           AND b.origin_place_id IS NOT DISTINCT FROM t.origin_place_id
        RETURNING b.*
    ), kept AS (
        INSERT INTO ledger_balance (entity_id, account_id, partner_id, origin_place_id, month, kind, debit, credit)
        SELECT entity_id, account_id, partner_id, origin_place_id, month, kind, sum(debit), sum(credit)
          FROM gone GROUP BY 1, 2, 3, 4, 5, 6
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM kept) INTO taken, given;
    PERFORM set_config('reform.balance_fold', '', true);
    RETURN taken - given;
END $$;

CREATE OR REPLACE TRIGGER ledger_balance_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON ledger_balance
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_balance_guard();
ALTER TABLE ledger_balance ENABLE ALWAYS TRIGGER ledger_balance_guard;

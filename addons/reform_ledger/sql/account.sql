-- An account that has been used keeps its code, chart and owner: the sealed vouchers name it by its code. It also keeps
-- its kind and how it is kept: the statements, the checks and the closing read by them what was booked before.
CREATE OR REPLACE FUNCTION ledger_account_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.code, OLD.chart_id, OLD.entity_id) IS DISTINCT FROM (NEW.code, NEW.chart_id, NEW.entity_id)
        AND EXISTS (SELECT FROM ledger_entry e WHERE e.account_id = OLD.id) THEN
        RAISE EXCEPTION 'account % has entries', OLD.code USING ERRCODE = 'check_violation',
            TABLE = 'ledger_account', CONSTRAINT = 'ledger_account_used_keeps_code';
    END IF;
    IF (OLD.kind, OLD.side, OLD.must_be_nil, OLD.detail,
            coalesce(OLD.two_sided, false), coalesce(OLD.detail_required, false))
        IS DISTINCT FROM (NEW.kind, NEW.side, NEW.must_be_nil, NEW.detail,
            coalesce(NEW.two_sided, false), coalesce(NEW.detail_required, false))
        AND EXISTS (SELECT FROM ledger_entry e WHERE e.account_id = OLD.id) THEN
        RAISE EXCEPTION 'account % has entries', OLD.code USING ERRCODE = 'check_violation',
            TABLE = 'ledger_account', CONSTRAINT = 'ledger_account_used_keeps_kind';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER ledger_account_guard BEFORE UPDATE ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_account_guard();
ALTER TABLE ledger_account ENABLE ALWAYS TRIGGER ledger_account_guard;

-- A closed month accepts nothing, and opens again only by an act that leaves its record.
CREATE OR REPLACE FUNCTION ledger_period_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'a period begins open' USING ERRCODE = 'check_violation',
                TABLE = 'ledger_period', CONSTRAINT = 'ledger_period_begins_open';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'open' THEN
            RAISE EXCEPTION 'period % is closed', OLD.id USING ERRCODE = 'check_violation',
                TABLE = 'ledger_period', CONSTRAINT = 'ledger_period_closed_stays';
        END IF;
        RETURN OLD;
    END IF;
    IF (OLD.entity_id, OLD.book_id, OLD.date_from, OLD.date_to)
        IS DISTINCT FROM (NEW.entity_id, NEW.book_id, NEW.date_from, NEW.date_to) THEN
        RAISE EXCEPTION 'period % keeps its entity and days', OLD.id USING ERRCODE = 'check_violation',
            TABLE = 'ledger_period', CONSTRAINT = 'ledger_period_keeps_its_days';
    END IF;
    IF OLD.state = 'closed' AND NEW.state IS DISTINCT FROM 'closed' AND NOT EXISTS (
        SELECT FROM ledger_period_act a
         WHERE a.period_id = OLD.id AND a.kind = 'reopen' AND btrim(a.reason) <> ''
           AND a.made_in = pg_current_xact_id()
    ) THEN
        RAISE EXCEPTION 'period % is closed; only an act of the county opens it', OLD.id
            USING ERRCODE = 'check_violation',
                TABLE = 'ledger_period', CONSTRAINT = 'ledger_period_closed_stays';
    END IF;
    IF OLD.state = 'open' AND NEW.state = 'closed' AND EXISTS (
        SELECT FROM ledger_voucher v WHERE v.period_id = OLD.id AND v.state <> 'posted'
    ) THEN
        RAISE EXCEPTION 'period % holds vouchers that are not posted', OLD.id
            USING ERRCODE = 'check_violation',
                TABLE = 'ledger_period', CONSTRAINT = 'ledger_period_all_posted';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER ledger_period_guard BEFORE INSERT OR UPDATE OR DELETE ON ledger_period
    FOR EACH ROW EXECUTE FUNCTION ledger_period_guard();
CREATE OR REPLACE TRIGGER ledger_period_no_truncate BEFORE TRUNCATE ON ledger_period
    FOR EACH STATEMENT EXECUTE FUNCTION reform_seal_refuse();
ALTER TABLE ledger_period ENABLE ALWAYS TRIGGER ledger_period_guard;
ALTER TABLE ledger_period ENABLE ALWAYS TRIGGER ledger_period_no_truncate;

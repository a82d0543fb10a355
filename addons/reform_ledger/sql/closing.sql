-- A locked year stays locked: only an act of the county opens it, and its months open only after it.
CREATE OR REPLACE FUNCTION ledger_closing_refuse(rule text, facts text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: %', rule, facts USING ERRCODE = 'check_violation',
        TABLE = 'ledger_closing', CONSTRAINT = 'ledger_closing_' || rule;
END $$;

CREATE OR REPLACE FUNCTION ledger_closing_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'checking' THEN
            PERFORM ledger_closing_refuse('begins_unlocked', 'year ' || NEW.year);
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'checking' THEN
            PERFORM ledger_closing_refuse('stays_locked', 'delete of year ' || OLD.year);
        END IF;
        RETURN OLD;
    END IF;
    IF (OLD.entity_id, OLD.book_id, OLD.year) IS DISTINCT FROM (NEW.entity_id, NEW.book_id, NEW.year) THEN
        PERFORM ledger_closing_refuse('keeps_its_year', 'year ' || OLD.year);
    END IF;
    IF OLD.state = 'locked' AND NEW.state = 'locked' AND
        to_jsonb(NEW) - ARRAY['write_date', 'write_uid'] IS DISTINCT FROM
        to_jsonb(OLD) - ARRAY['write_date', 'write_uid'] THEN
        PERFORM ledger_closing_refuse('stays_locked', 'change of year ' || OLD.year);
    END IF;
    IF (OLD.state = 'locked') <> (NEW.state = 'locked') AND NOT EXISTS (
        SELECT FROM ledger_closing_act a
         WHERE a.closing_id = OLD.id AND a.made_in = pg_current_xact_id()
           AND (NEW.state = 'locked' AND a.kind = 'lock' OR
                OLD.state = 'locked' AND a.kind = 'reopen' AND btrim(a.reason) <> '')
    ) THEN
        PERFORM ledger_closing_refuse('stays_locked', 'year ' || OLD.year);
    END IF;
    IF OLD.state <> 'locked' AND NEW.state = 'locked' AND EXISTS (
        SELECT FROM ledger_period p
         WHERE p.book_id = NEW.book_id AND p.state <> 'closed' AND extract(year FROM p.date_from) = NEW.year
    ) THEN
        PERFORM ledger_closing_refuse('months_closed', 'year ' || NEW.year);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION ledger_closing_period_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever locks the year holds its row, so that a month is not opened beside it.
    PERFORM FROM ledger_closing c
      WHERE c.book_id = NEW.book_id AND c.year = extract(year FROM NEW.date_from) AND c.state = 'locked' FOR SHARE;
    IF FOUND AND (TG_OP = 'INSERT' OR OLD.state = 'closed' AND NEW.state <> 'closed') THEN
        PERFORM ledger_closing_refuse('year_locked', 'period ' || NEW.date_from);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER ledger_closing_guard BEFORE INSERT OR UPDATE OR DELETE ON ledger_closing
    FOR EACH ROW EXECUTE FUNCTION ledger_closing_guard();
CREATE OR REPLACE TRIGGER ledger_closing_no_truncate BEFORE TRUNCATE ON ledger_closing
    FOR EACH STATEMENT EXECUTE FUNCTION reform_seal_refuse();
CREATE OR REPLACE TRIGGER ledger_closing_period_guard BEFORE INSERT OR UPDATE ON ledger_period
    FOR EACH ROW EXECUTE FUNCTION ledger_closing_period_guard();
ALTER TABLE ledger_closing ENABLE ALWAYS TRIGGER ledger_closing_guard;
ALTER TABLE ledger_closing ENABLE ALWAYS TRIGGER ledger_closing_no_truncate;
ALTER TABLE ledger_period ENABLE ALWAYS TRIGGER ledger_closing_period_guard;

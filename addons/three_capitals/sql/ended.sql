-- Books that have been handed over take nothing more, and books that are ended are read-only for ever: no role, no act
-- and no context opens them again. Constraint names are keys of messages/integration.py.
CREATE OR REPLACE FUNCTION reform_integration_refuse(rule text, facts text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: %', rule, facts USING ERRCODE = 'check_violation',
        TABLE = 'reform_integration_side', CONSTRAINT = 'reform_integration_' || rule;
END $$;

-- Between the handover and the end only the vouchers of the handover itself enter the old books.
CREATE OR REPLACE FUNCTION reform_integration_voucher_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner integer;
BEGIN
    SELECT n.entity_id INTO owner FROM fresh n JOIN reform_integration_side s ON s.entity_id = n.entity_id
     WHERE s.state = 'ended' OR s.state = 'carried' AND coalesce(n.event_key, '') NOT LIKE 'handover:%' LIMIT 1;
    IF FOUND THEN
        PERFORM reform_integration_refuse('books_handed_over', 'voucher of entity ' || owner);
    END IF;
    RETURN NULL;
END $$;

-- No month of ended books is made, opened or given back.
CREATE OR REPLACE FUNCTION reform_integration_period_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT FROM reform_integration_side s
                    WHERE s.entity_id = OLD.entity_id AND s.state = 'ended') THEN
            PERFORM reform_integration_refuse('books_ended', 'period of entity ' || OLD.entity_id);
        END IF;
        RETURN OLD;
    END IF;
    IF (TG_OP = 'INSERT' OR OLD.state = 'closed' AND NEW.state <> 'closed')
        AND EXISTS (SELECT FROM reform_integration_side s
                     WHERE s.entity_id = NEW.entity_id AND s.state = 'ended') THEN
        PERFORM reform_integration_refuse('books_ended', 'period of entity ' || NEW.entity_id);
    END IF;
    RETURN NEW;
END $$;

-- The books of an ended side do not come into use again, and nobody takes them away.
CREATE OR REPLACE FUNCTION reform_integration_book_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM reform_integration_side s WHERE s.entity_id = OLD.entity_id AND s.state = 'ended')
        AND (TG_OP = 'DELETE' OR OLD.state = 'closed' AND NEW.state IS DISTINCT FROM 'closed') THEN
        PERFORM reform_integration_refuse('books_ended', 'books of entity ' || OLD.entity_id);
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

-- What was handed over stays handed over: everything above rests on it.
CREATE OR REPLACE FUNCTION reform_integration_side_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('carried', 'ended') AND (TG_OP = 'DELETE'
        OR (OLD.entity_id, OLD.integration_id) IS DISTINCT FROM (NEW.entity_id, NEW.integration_id)
        OR NEW.state IS DISTINCT FROM OLD.state AND (OLD.state, NEW.state) <> ('carried', 'ended')) THEN
        PERFORM reform_integration_refuse('stays_handed_over', 'side ' || OLD.id);
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE OR REPLACE TRIGGER reform_integration_voucher_guard AFTER INSERT ON ledger_voucher
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION reform_integration_voucher_guard();
CREATE OR REPLACE TRIGGER reform_integration_period_guard BEFORE INSERT OR UPDATE OR DELETE ON ledger_period
    FOR EACH ROW EXECUTE FUNCTION reform_integration_period_guard();
CREATE OR REPLACE TRIGGER reform_integration_book_guard BEFORE UPDATE OR DELETE ON ledger_book
    FOR EACH ROW EXECUTE FUNCTION reform_integration_book_guard();
CREATE OR REPLACE TRIGGER reform_integration_side_guard BEFORE UPDATE OR DELETE ON reform_integration_side
    FOR EACH ROW EXECUTE FUNCTION reform_integration_side_guard();
CREATE OR REPLACE TRIGGER reform_integration_side_no_truncate BEFORE TRUNCATE ON reform_integration_side
    FOR EACH STATEMENT EXECUTE FUNCTION reform_seal_refuse();
ALTER TABLE ledger_voucher ENABLE ALWAYS TRIGGER reform_integration_voucher_guard;
ALTER TABLE ledger_period ENABLE ALWAYS TRIGGER reform_integration_period_guard;
ALTER TABLE ledger_book ENABLE ALWAYS TRIGGER reform_integration_book_guard;
ALTER TABLE reform_integration_side ENABLE ALWAYS TRIGGER reform_integration_side_guard;

-- What a frozen organisation cannot do, whichever way somebody tries. Constraint names are keys of messages/freeze.py.
--
-- Every guarded row takes a share lock on its organisation. Many writers hold it together; the freeze, which changes
-- the row, waits for them, and a writer whose snapshot is older than the freeze fails to serialise and begins again.

CREATE OR REPLACE FUNCTION reform_freeze_refuse(rule text, facts text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'frozen, %: %', rule, facts USING ERRCODE = 'check_violation',
        TABLE = 'reform_freeze', CONSTRAINT = 'reform_freeze_' || rule;
END $$;

-- Return normally when the act may be done; take an unused leave of the township where it needs one.
CREATE OR REPLACE FUNCTION reform_freeze_check(owner integer, act text, record_model text, record_id integer, day date,
                                               event text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    is_frozen boolean;
    held record;
    leave integer;
BEGIN
    SELECT frozen INTO is_frozen FROM reform_entity WHERE id = owner FOR SHARE;
    IF NOT coalesce(is_frozen, FALSE) THEN
        RETURN;
    END IF;
    SELECT f.id, f.clearing_id, f.date_base INTO held FROM reform_freeze f WHERE f.entity_id = owner AND f.lifted_at IS NULL;
    IF NOT FOUND OR (act = 'voucher' AND day > held.date_base) THEN
        RETURN;
    END IF;
    -- What the clearing itself has decided is booked as at the base date.
    IF act = 'voucher' AND event LIKE 'clearing:' || held.clearing_id || ':%' THEN
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM reform_freeze_use u JOIN reform_freeze_exception e ON e.id = u.exception_id
                WHERE e.freeze_id = held.id AND e.kind = act AND u.res_model = record_model AND u.res_id = record_id)
    THEN
        RETURN;
    END IF;
    SELECT e.id INTO leave FROM reform_freeze_exception e
     WHERE e.freeze_id = held.id AND e.kind = act AND e.date_until >= reform_civil_day(now() AT TIME ZONE 'UTC')
       AND NOT EXISTS (SELECT FROM reform_freeze_use u WHERE u.exception_id = e.id)
     ORDER BY e.date_until, e.id LIMIT 1;
    IF leave IS NULL THEN
        PERFORM reform_freeze_refuse(act, 'entity ' || owner || ', base date ' || held.date_base);
    END IF;
    INSERT INTO reform_freeze_use (exception_id, entity_id, res_model, res_id, used_at)
        VALUES (leave, owner, record_model, record_id, now() AT TIME ZONE 'UTC');
END $$;

-- Once for each statement, so that a set of a hundred thousand vouchers locks its organisations once.
CREATE OR REPLACE FUNCTION reform_freeze_voucher() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    any_frozen boolean;
    voucher record;
BEGIN
    -- Who only writes in a draft waits for nobody and holds nothing.
    IF TG_OP = 'UPDATE' THEN
        SELECT bool_or(held.frozen) INTO any_frozen FROM (
            SELECT frozen FROM reform_entity WHERE id IN (
                SELECT n.entity_id FROM fresh n JOIN stale o USING (id)
                 WHERE n.date <> o.date OR n.state <> o.state AND n.state <> 'draft') ORDER BY id FOR SHARE) AS held;
    ELSE
        SELECT bool_or(held.frozen) INTO any_frozen FROM (
            SELECT frozen FROM reform_entity WHERE id IN (SELECT entity_id FROM fresh)
             ORDER BY id FOR SHARE) AS held;
    END IF;
    IF NOT coalesce(any_frozen, FALSE) THEN
        RETURN NULL;
    END IF;
    FOR voucher IN SELECT n.* FROM fresh n JOIN reform_entity e ON e.id = n.entity_id AND e.frozen ORDER BY n.id LOOP
        -- Back to the draft, or the same step again: nothing that the books would show.
        IF TG_OP = 'UPDATE' THEN
            CONTINUE WHEN EXISTS (SELECT FROM stale o WHERE o.id = voucher.id AND o.date = voucher.date
                                     AND (o.state = voucher.state OR voucher.state = 'draft'));
        END IF;
        PERFORM reform_freeze_check(voucher.entity_id, 'voucher', 'ledger.voucher', voucher.id, voucher.date,
                                    voucher.event_key);
    END LOOP;
    RETURN NULL;
END $$;

-- Arguments: the act, the model, the states that are not reached without leave (an empty list: only new rows).
CREATE OR REPLACE FUNCTION reform_freeze_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    new_state text := to_jsonb(NEW) ->> 'state';
BEGIN
    IF TG_OP = 'UPDATE' AND (
        new_state IS NOT DISTINCT FROM to_jsonb(OLD) ->> 'state' AND NEW.entity_id IS NOT DISTINCT FROM OLD.entity_id
        OR NEW.entity_id IS NOT DISTINCT FROM OLD.entity_id AND new_state <> ALL (string_to_array(TG_ARGV[2], ','))
    ) THEN
        RETURN NEW;
    END IF;
    PERFORM reform_freeze_check(NEW.entity_id, TG_ARGV[0], TG_ARGV[1], NEW.id, NULL, NULL);
    RETURN NEW;
END $$;

-- The flag of an organisation cannot be taken away while its freeze stands.
CREATE OR REPLACE FUNCTION reform_freeze_flag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT coalesce(NEW.frozen, FALSE)
        AND EXISTS (SELECT FROM reform_freeze f WHERE f.entity_id = NEW.id AND f.lifted_at IS NULL) THEN
        PERFORM reform_freeze_refuse('flag', 'entity ' || NEW.id);
    END IF;
    RETURN NEW;
END $$;

-- A freeze keeps its facts for ever and ends once: when its clearing was cancelled, or was handed over.
CREATE OR REPLACE FUNCTION reform_freeze_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ends text[] := ARRAY['lifted_at', 'lifted_by_id', 'lifted_why', 'write_date', 'write_uid'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM reform_freeze_refuse('stays', 'freeze ' || OLD.id);
    END IF;
    IF OLD.lifted_at IS NOT NULL OR to_jsonb(NEW) - ends IS DISTINCT FROM to_jsonb(OLD) - ends THEN
        PERFORM reform_freeze_refuse('stays', 'freeze ' || OLD.id);
    END IF;
    IF NEW.lifted_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM reform_clearing c WHERE c.id = NEW.clearing_id
           AND c.state IN ('cancelled', 'handed_over', 'reconciled', 'closed')) THEN
        PERFORM reform_freeze_refuse('lifting', 'freeze ' || OLD.id);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER reform_freeze_stays BEFORE UPDATE OR DELETE ON reform_freeze
    FOR EACH ROW EXECUTE FUNCTION reform_freeze_stays();
CREATE OR REPLACE TRIGGER reform_freeze_no_truncate BEFORE TRUNCATE ON reform_freeze
    FOR EACH STATEMENT EXECUTE FUNCTION reform_seal_refuse();
CREATE OR REPLACE TRIGGER reform_freeze_flag BEFORE INSERT OR UPDATE OF frozen ON reform_entity
    FOR EACH ROW EXECUTE FUNCTION reform_freeze_flag();
CREATE OR REPLACE TRIGGER reform_freeze_voucher AFTER INSERT ON ledger_voucher
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION reform_freeze_voucher();
CREATE OR REPLACE TRIGGER reform_freeze_voucher_step AFTER UPDATE ON ledger_voucher
    REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION reform_freeze_voucher();
CREATE OR REPLACE TRIGGER reform_freeze_lease BEFORE INSERT OR UPDATE OF state, entity_id ON reform_lease
    FOR EACH ROW EXECUTE FUNCTION reform_freeze_record(
        'lease', 'reform.lease', 'priced,decided,listed,bid_closed,result_published,signed');
CREATE OR REPLACE TRIGGER reform_freeze_amendment BEFORE INSERT OR UPDATE OF state ON reform_lease_amendment
    FOR EACH ROW EXECUTE FUNCTION reform_freeze_record('lease', 'reform.lease.amendment', 'decided,effective');
CREATE OR REPLACE TRIGGER reform_freeze_disposal BEFORE INSERT OR UPDATE OF state, entity_id ON reform_disposal
    FOR EACH ROW EXECUTE FUNCTION reform_freeze_record(
        'disposal', 'reform.disposal', 'classified,valued,value_published,decided,approved,listed,sold,transferred,'
        'contributed,scrapped,demolished,delivered');
CREATE OR REPLACE TRIGGER reform_freeze_spending BEFORE INSERT OR UPDATE OF state, entity_id ON reform_spending
    FOR EACH ROW EXECUTE FUNCTION reform_freeze_record('spending', 'reform.spending', 'asked,approved,paid');
CREATE OR REPLACE TRIGGER reform_freeze_purchase BEFORE INSERT OR UPDATE OF state, entity_id ON reform_purchase
    FOR EACH ROW EXECUTE FUNCTION reform_freeze_record('purchase', 'reform.purchase', 'approved');
CREATE OR REPLACE TRIGGER reform_freeze_bank_account BEFORE INSERT OR UPDATE OF entity_id ON ledger_bank_account
    FOR EACH ROW EXECUTE FUNCTION reform_freeze_record('bank_account', 'ledger.bank.account', '');
-- reform_entity keeps an ordinary trigger: a restored copy of the database loads its rows in any order.
ALTER TABLE reform_freeze ENABLE ALWAYS TRIGGER reform_freeze_stays;
ALTER TABLE reform_freeze ENABLE ALWAYS TRIGGER reform_freeze_no_truncate;
ALTER TABLE ledger_voucher ENABLE ALWAYS TRIGGER reform_freeze_voucher;
ALTER TABLE ledger_voucher ENABLE ALWAYS TRIGGER reform_freeze_voucher_step;
ALTER TABLE reform_lease ENABLE ALWAYS TRIGGER reform_freeze_lease;
ALTER TABLE reform_lease_amendment ENABLE ALWAYS TRIGGER reform_freeze_amendment;
ALTER TABLE reform_disposal ENABLE ALWAYS TRIGGER reform_freeze_disposal;
ALTER TABLE reform_spending ENABLE ALWAYS TRIGGER reform_freeze_spending;
ALTER TABLE reform_purchase ENABLE ALWAYS TRIGGER reform_freeze_purchase;
ALTER TABLE ledger_bank_account ENABLE ALWAYS TRIGGER reform_freeze_bank_account;

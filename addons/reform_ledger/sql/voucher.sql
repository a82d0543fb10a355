-- What no client and no role can do to a voucher. Constraint names are keys of messages.py.
--
-- made_in: the transaction that inserted the voucher; only that one may still add the entries of a voucher that it
-- inserts posted (sets). entry_version: raised by every change of entries, so that posting a voucher and changing its
-- entries at the same moment conflict on one row, instead of each missing the other in its snapshot.
-- Only where they are missing: adding a column shuts the table for readers even if it is there, and an addon that
-- extends the voucher runs this file again in the transaction in which its own data is loaded.
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'ledger_voucher'::regclass AND attname = 'entry_version') THEN
        ALTER TABLE ledger_voucher ADD COLUMN IF NOT EXISTS made_in xid8;
        ALTER TABLE ledger_voucher ADD COLUMN IF NOT EXISTS entry_version integer NOT NULL DEFAULT 0;
    END IF;
END $$;

-- Every number given, and never another row: the gap-free series lives here, not in a counter that is updated.
CREATE TABLE IF NOT EXISTS ledger_number (
    entity_id integer NOT NULL,
    period_id integer NOT NULL,
    word varchar NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    voucher_id integer NOT NULL,
    PRIMARY KEY (period_id, word, number)
);

CREATE OR REPLACE FUNCTION ledger_refuse(rule text, facts text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: %', rule, facts USING ERRCODE = 'check_violation',
        TABLE = 'ledger_voucher', CONSTRAINT = 'ledger_voucher_' || rule;
END $$;

CREATE OR REPLACE FUNCTION ledger_voucher_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    month ledger_period%ROWTYPE;
    acts text[] := ARRAY['state', 'number', 'prepared_by_id', 'reviewed_by_id', 'posted_by_id',
                         'prepared_at', 'reviewed_at', 'posted_at', 'write_date', 'write_uid'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'draft' THEN
            PERFORM ledger_refuse(CASE OLD.state WHEN 'posted' THEN 'posted_is_final' ELSE 'under_review' END,
                                  'delete of voucher ' || OLD.id);
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        NEW.made_in := pg_current_xact_id();
        IF NEW.state NOT IN ('draft', 'posted') THEN
            PERFORM ledger_refuse('step', 'a voucher cannot begin as ' || NEW.state);
        END IF;
    ELSE
        IF OLD.state = 'posted' THEN
            -- A column that another addon adds later may be filled once; nothing that is there may change.
            IF NEW.state IS DISTINCT FROM OLD.state OR NOT (
                to_jsonb(NEW) - ARRAY['write_date', 'write_uid']
                @> jsonb_strip_nulls(to_jsonb(OLD) - ARRAY['write_date', 'write_uid'])
            ) OR (OLD.reversal_of_id, OLD.event_key, OLD.attachment_count, OLD.made_in)
                IS DISTINCT FROM (NEW.reversal_of_id, NEW.event_key, NEW.attachment_count, NEW.made_in) THEN
                PERFORM ledger_refuse('posted_is_final', 'voucher ' || OLD.id);
            END IF;
            RETURN NEW;
        END IF;
        IF NEW.state IS DISTINCT FROM OLD.state AND (OLD.state, NEW.state) NOT IN (
            ('draft', 'prepared'), ('prepared', 'draft'), ('prepared', 'reviewed'),
            ('reviewed', 'draft'), ('reviewed', 'posted')
        ) THEN
            PERFORM ledger_refuse('step', OLD.state || ' to ' || coalesce(NEW.state, '?'));
        END IF;
        IF OLD.state <> 'draft' AND to_jsonb(NEW) - acts IS DISTINCT FROM to_jsonb(OLD) - acts THEN
            PERFORM ledger_refuse('under_review', 'voucher ' || OLD.id);
        END IF;
        IF NEW.entity_id <> OLD.entity_id OR NEW.book_id <> OLD.book_id THEN
            PERFORM ledger_refuse('entity', 'voucher ' || OLD.id || ' belongs to entity ' || OLD.entity_id);
        END IF;
        IF OLD.state <> 'draft' AND NEW.state <> 'draft' AND (
            NEW.prepared_by_id IS DISTINCT FROM OLD.prepared_by_id
            OR OLD.state = 'reviewed' AND NEW.reviewed_by_id IS DISTINCT FROM OLD.reviewed_by_id
        ) THEN
            PERFORM ledger_refuse('makers', 'voucher ' || OLD.id);
        END IF;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        -- A share lock: many writers hold it together, closing the month waits for them, and a month closed since our
        -- snapshot is a serialization failure here, never a voucher slipped into it. New vouchers: at the end of their
        -- statement, once for each month.
        SELECT * INTO month FROM ledger_period p WHERE p.id = NEW.period_id FOR SHARE;
        IF month.id IS NULL OR month.entity_id <> NEW.entity_id OR month.book_id <> NEW.book_id
            OR NEW.date NOT BETWEEN month.date_from AND month.date_to THEN
            PERFORM ledger_refuse('period', 'voucher dated ' || NEW.date);
        END IF;
        IF month.state <> 'open' THEN
            PERFORM ledger_refuse('period_closed', 'voucher dated ' || NEW.date);
        END IF;
    END IF;
    IF NEW.state IN ('prepared', 'reviewed', 'posted') AND NEW.prepared_by_id IS NULL
        OR NEW.state IN ('reviewed', 'posted') AND NEW.reviewed_by_id IS NULL
        OR NEW.state = 'posted' AND NEW.posted_by_id IS NULL
        OR NEW.state = 'draft'
            AND coalesce(NEW.prepared_by_id, NEW.reviewed_by_id, NEW.posted_by_id) IS NOT NULL THEN
        PERFORM ledger_refuse('makers', 'state ' || NEW.state);
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state = 'posted' THEN
        -- Its entries were there when it was a draft: from now on nobody adds any, in this transaction neither.
        NEW.made_in := NULL;
    END IF;
    IF (NEW.state = 'posted') <> (coalesce(NEW.number, 0) > 0) THEN
        PERFORM ledger_refuse('number', 'state ' || NEW.state || ', number ' || coalesce(NEW.number, 0));
    END IF;
    RETURN NEW;
END $$;

-- At the end of the transaction a posted voucher balances, and its entries bear its day and entity, whoever wrote it.
CREATE OR REPLACE FUNCTION ledger_voucher_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lines record;
BEGIN
    SELECT count(*) AS n, sum(debit) AS debit, sum(credit) AS credit,
           bool_or(entity_id <> NEW.entity_id OR date <> NEW.date) AS strayed INTO lines
      FROM ledger_entry WHERE voucher_id = NEW.id;
    IF lines.n < 2 OR lines.debit <> lines.credit THEN
        PERFORM ledger_refuse('balanced', 'voucher ' || NEW.id || ': ' || coalesce(lines.debit, 0)
                              || ' / ' || coalesce(lines.credit, 0));
    END IF;
    IF lines.strayed THEN
        PERFORM ledger_refuse('same_day', 'an entry bears another day or entity than voucher ' || NEW.id);
    END IF;
    RETURN NULL;
END $$;

-- After posting, once per statement: months that are open, numbers without gap, balances. Each query counts here: a
-- connection of the pool has forgotten every plan when it posts a voucher.
CREATE OR REPLACE FUNCTION ledger_voucher_posted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids integer[];
    stray record;
    hole record;
    gap boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM FROM ledger_period p WHERE p.id IN (SELECT n.period_id FROM fresh n) ORDER BY p.id FOR SHARE;
        SELECT n.date, p.state INTO stray
          FROM fresh n LEFT JOIN ledger_period p ON p.id = n.period_id AND p.entity_id = n.entity_id
           AND p.book_id = n.book_id AND n.date BETWEEN p.date_from AND p.date_to
         WHERE p.id IS NULL OR p.state <> 'open' LIMIT 1;
        IF FOUND THEN
            PERFORM ledger_refuse(CASE WHEN stray.state IS NULL THEN 'period' ELSE 'period_closed' END,
                                  'voucher dated ' || stray.date);
        END IF;
        SELECT array_agg(n.id) INTO ids FROM fresh n WHERE n.state = 'posted';
    ELSE
        SELECT array_agg(n.id) INTO ids FROM fresh n JOIN stale o USING (id)
         WHERE n.state = 'posted' AND o.state <> 'posted';
    END IF;
    IF ids IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO ledger_number (entity_id, period_id, word, number, voucher_id)
        SELECT entity_id, period_id, word, number, id FROM ledger_voucher
         WHERE id = ANY (ids) ORDER BY period_id, word, number;
    FOR hole IN
        SELECT v.period_id, v.word, v.number - 1 AS number FROM ledger_voucher v
         WHERE v.id = ANY (ids) AND v.number > 1 AND NOT EXISTS (
            SELECT FROM ledger_number n
             WHERE n.period_id = v.period_id AND n.word = v.word AND n.number = v.number - 1)
    LOOP
        -- Not in our snapshot. A writer who committed since may hold it: the unique index, which sees everything
        -- committed, tells. Where the number can be taken, nobody has it.
        gap := true;
        BEGIN
            INSERT INTO ledger_number VALUES (0, hole.period_id, hole.word, hole.number, 0);
        EXCEPTION WHEN unique_violation THEN
            gap := false;
        END;
        IF gap THEN
            PERFORM ledger_refuse('gap', hole.word || ' ' || hole.number || ' is missing');
        END IF;
    END LOOP;
    -- The entries of a voucher that is inserted posted come after it, and bring their balances with them.
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO ledger_balance (entity_id, account_id, partner_id, origin_place_id, month, kind, debit, credit)
            SELECT e.entity_id, e.account_id, e.partner_id, e.origin_place_id, date_trunc('month', e.date)::date,
                   v.kind, sum(e.debit), sum(e.credit)
              FROM ledger_voucher v JOIN ledger_entry e ON e.voucher_id = v.id
             WHERE v.id = ANY (ids) GROUP BY 1, 2, 3, 4, 5, 6;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ledger_number_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Given by posting alone, that is from inside the trigger above.
    IF TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN
        RETURN NULL;
    END IF;
    PERFORM ledger_refuse('gap', TG_OP || ' on ledger_number');
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER ledger_voucher_guard BEFORE INSERT OR UPDATE OR DELETE ON ledger_voucher
    FOR EACH ROW EXECUTE FUNCTION ledger_voucher_guard();
CREATE OR REPLACE TRIGGER ledger_voucher_no_truncate BEFORE TRUNCATE ON ledger_voucher
    FOR EACH STATEMENT EXECUTE FUNCTION reform_seal_refuse();
CREATE OR REPLACE TRIGGER ledger_voucher_inserted AFTER INSERT ON ledger_voucher
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_voucher_posted();
CREATE OR REPLACE TRIGGER ledger_voucher_updated AFTER UPDATE ON ledger_voucher
    REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_voucher_posted();
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'ledger_voucher'::regclass
                      AND tgname = 'ledger_voucher_balanced') THEN
        CREATE CONSTRAINT TRIGGER ledger_voucher_balanced AFTER INSERT OR UPDATE ON ledger_voucher
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'posted')
            EXECUTE FUNCTION ledger_voucher_balanced();
    END IF;
END $$;
CREATE OR REPLACE TRIGGER ledger_number_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON ledger_number
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_number_guard();
ALTER TABLE ledger_voucher ENABLE ALWAYS TRIGGER ledger_voucher_guard;
ALTER TABLE ledger_voucher ENABLE ALWAYS TRIGGER ledger_voucher_no_truncate;
ALTER TABLE ledger_voucher ENABLE ALWAYS TRIGGER ledger_voucher_inserted;
ALTER TABLE ledger_voucher ENABLE ALWAYS TRIGGER ledger_voucher_updated;
ALTER TABLE ledger_voucher ENABLE ALWAYS TRIGGER ledger_voucher_balanced;
ALTER TABLE ledger_number ENABLE ALWAYS TRIGGER ledger_number_guard;

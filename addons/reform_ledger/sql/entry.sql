-- Entries live with their voucher: free while it is a draft, never after.
CREATE OR REPLACE FUNCTION ledger_entry_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    here xid8 := pg_current_xact_id();
    seen record;
BEGIN
    -- Posted vouchers take entries only while they are a set that this transaction itself inserts, and these must come
    -- balanced with every statement. xmin guards against a transaction number that comes round again after a restore.
    SELECT bool_or(v.state = 'posted') AS in_sets,
           bool_or(v.state <> 'draft' AND NOT (v.state = 'posted' AND v.made_in IS NOT DISTINCT FROM here
                   AND v.xmin::text::bigint >= (here::text::bigint & 4294967295))) AS final,
           bool_or(v.state = 'posted' AND (n.entity_id <> v.entity_id OR n.date <> v.date)) AS strayed
      INTO seen FROM fresh n JOIN ledger_voucher v ON v.id = n.voucher_id;
    IF seen.final THEN
        PERFORM ledger_refuse('posted_is_final', 'new entry');
    END IF;
    IF seen.strayed THEN
        PERFORM ledger_refuse('same_day', 'an entry bears another day or entity than its voucher');
    END IF;
    IF seen.in_sets THEN
        IF EXISTS (SELECT FROM fresh n JOIN ledger_voucher v ON v.id = n.voucher_id
                    WHERE v.state = 'posted' GROUP BY n.voucher_id HAVING sum(n.debit) <> sum(n.credit)) THEN
            PERFORM ledger_refuse('balanced', 'a set');
        END IF;
        INSERT INTO ledger_balance (entity_id, account_id, partner_id, origin_place_id, month, kind, debit, credit)
            SELECT n.entity_id, n.account_id, n.partner_id, n.origin_place_id, date_trunc('month', n.date)::date,
                   v.kind, sum(n.debit), sum(n.credit)
              FROM fresh n JOIN ledger_voucher v ON v.id = n.voucher_id
             WHERE v.state = 'posted' GROUP BY 1, 2, 3, 4, 5, 6;
    END IF;
    UPDATE ledger_voucher v SET entry_version = v.entry_version + 1
     WHERE v.id IN (SELECT voucher_id FROM fresh) AND v.state = 'draft' AND v.made_in IS DISTINCT FROM here;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ledger_entry_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- As for vouchers: a later addon's empty column may be filled once.
    IF EXISTS (
        SELECT FROM stale o JOIN fresh n USING (id) JOIN ledger_voucher v ON v.id IN (o.voucher_id, n.voucher_id)
         WHERE v.state <> 'draft' AND (
            (o.voucher_id, o.line_no, o.entity_id, o.date, o.account_id, o.debit, o.credit, o.quantity, o.summary,
             o.origin_place_id, o.partner_id)
            IS DISTINCT FROM
            (n.voucher_id, n.line_no, n.entity_id, n.date, n.account_id, n.debit, n.credit, n.quantity, n.summary,
             n.origin_place_id, n.partner_id)
            OR NOT (to_jsonb(n) - ARRAY['write_date', 'write_uid']
                    @> jsonb_strip_nulls(to_jsonb(o) - ARRAY['write_date', 'write_uid'])))
    ) OR (SELECT count(*) FROM stale o JOIN fresh n USING (id)) <> (SELECT count(*) FROM stale) THEN
        PERFORM ledger_refuse('posted_is_final', 'change of an entry');
    END IF;
    UPDATE ledger_voucher v SET entry_version = v.entry_version + 1
     WHERE v.id IN (SELECT voucher_id FROM fresh UNION SELECT voucher_id FROM stale)
       AND v.state = 'draft' AND v.made_in IS DISTINCT FROM pg_current_xact_id();
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ledger_entry_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM stale o JOIN ledger_voucher v ON v.id = o.voucher_id WHERE v.state <> 'draft') THEN
        PERFORM ledger_refuse('posted_is_final', 'delete of an entry');
    END IF;
    UPDATE ledger_voucher v SET entry_version = v.entry_version + 1
     WHERE v.id IN (SELECT voucher_id FROM stale)
       AND v.state = 'draft' AND v.made_in IS DISTINCT FROM pg_current_xact_id();
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER ledger_entry_inserted AFTER INSERT ON ledger_entry
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_inserted();
CREATE OR REPLACE TRIGGER ledger_entry_updated AFTER UPDATE ON ledger_entry
    REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_updated();
CREATE OR REPLACE TRIGGER ledger_entry_deleted AFTER DELETE ON ledger_entry
    REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_deleted();
CREATE OR REPLACE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION reform_seal_refuse();
ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER ledger_entry_inserted;
ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER ledger_entry_updated;
ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER ledger_entry_deleted;
ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER ledger_entry_no_truncate;

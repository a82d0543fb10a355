-- The acts of locking and reopening a year only grow. `made_in` is the transaction of the act: an old one opens nothing.
ALTER TABLE ledger_closing_act ADD COLUMN IF NOT EXISTS made_in xid8;

CREATE OR REPLACE FUNCTION ledger_closing_act_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.made_in := pg_current_xact_id();
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER ledger_closing_act_stamp BEFORE INSERT ON ledger_closing_act
    FOR EACH ROW EXECUTE FUNCTION ledger_closing_act_stamp();
CREATE OR REPLACE TRIGGER ledger_closing_act_append_only BEFORE UPDATE OR DELETE ON ledger_closing_act
    FOR EACH ROW EXECUTE FUNCTION reform_seal_refuse();
CREATE OR REPLACE TRIGGER ledger_closing_act_no_truncate BEFORE TRUNCATE ON ledger_closing_act
    FOR EACH STATEMENT EXECUTE FUNCTION reform_seal_refuse();
ALTER TABLE ledger_closing_act ENABLE ALWAYS TRIGGER ledger_closing_act_stamp;
ALTER TABLE ledger_closing_act ENABLE ALWAYS TRIGGER ledger_closing_act_append_only;
ALTER TABLE ledger_closing_act ENABLE ALWAYS TRIGGER ledger_closing_act_no_truncate;

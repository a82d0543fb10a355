-- Books stay with their entity, chart and opening day once a voucher stands in them.
CREATE OR REPLACE FUNCTION ledger_book_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.entity_id, OLD.chart_id, OLD.date_opening) IS DISTINCT FROM (NEW.entity_id, NEW.chart_id, NEW.date_opening)
        AND EXISTS (SELECT FROM ledger_voucher v WHERE v.book_id = OLD.id) THEN
        RAISE EXCEPTION 'book % has vouchers', OLD.id USING ERRCODE = 'check_violation',
            TABLE = 'ledger_book', CONSTRAINT = 'ledger_book_keeps_entity';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER ledger_book_guard BEFORE UPDATE ON ledger_book
    FOR EACH ROW EXECUTE FUNCTION ledger_book_guard();
ALTER TABLE ledger_book ENABLE ALWAYS TRIGGER ledger_book_guard;

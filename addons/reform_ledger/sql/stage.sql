-- Where a set waits until it is checked; gone with the transaction.
DROP TABLE IF EXISTS pg_temp.stage_voucher, pg_temp.stage_entry, pg_temp.stage_account, pg_temp.stage_place,
    pg_temp.stage_last, pg_temp.stage_numbered;
CREATE TEMP TABLE stage_voucher (
    no integer PRIMARY KEY, entity_id integer NOT NULL, date date NOT NULL, word varchar, kind varchar, summary varchar,
    event_key varchar, attachment_count integer, prepared_by integer, reviewed_by integer,
    book_id integer, opening date, period_id integer, period_state varchar
) ON COMMIT DROP;
CREATE TEMP TABLE stage_entry (
    no integer NOT NULL, line_no integer NOT NULL, account varchar, debit numeric, credit numeric, quantity numeric,
    summary varchar, partner_id integer, origin_place_id integer,
    account_id integer, postable boolean, detail_required boolean, strayed boolean
) ON COMMIT DROP;
-- What an account of an entity is, and where its entries may come from: few rows, joined to many.
CREATE TEMP TABLE stage_account (
    entity_id integer, code varchar, account_id integer, detail_required boolean, postable boolean
) ON COMMIT DROP;
CREATE TEMP TABLE stage_place (entity_id integer, asked integer, place_id integer, strayed boolean) ON COMMIT DROP;
CREATE TEMP TABLE stage_last (period_id integer, word varchar, last integer) ON COMMIT DROP;
CREATE TEMP TABLE stage_numbered (no integer PRIMARY KEY, id integer, number integer) ON COMMIT DROP;

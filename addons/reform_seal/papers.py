"""Files are evidence: the database keeps them as they were sealed, whoever asks.

A route of the framework may remove a file as superuser, where no guard of a model is asked. So the rows of
ir_attachment are guarded where they lie.
"""

# Models whose files and log messages are evidence.
OWN_MODELS = ("reform.", "ledger.")


def is_own(model: str | None) -> bool:
    """Tell whether a model is one of this product."""
    return (model or "").startswith(OWN_MODELS)


def keep(cr, name: str, sealed: str) -> None:
    """Let the database refuse to change, move or remove a file while `sealed` holds.

    Args: name: of the guard. sealed: SQL condition on `paper`, the row of ir_attachment as it stands; both
    are constants of our code. A NULL lets the file go, so the files of a deleted record can follow it.
    """
    cr.execute(  # pylint: disable=sql-injection  # constants of our code
        f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            paper ir_attachment%ROWTYPE := OLD;
        BEGIN
            IF TG_OP = 'UPDATE' AND
                (OLD.res_model, OLD.res_field, OLD.res_id, OLD.type, OLD.url, OLD.store_fname, OLD.checksum,
                 OLD.db_datas)
                IS NOT DISTINCT FROM
                (NEW.res_model, NEW.res_field, NEW.res_id, NEW.type, NEW.url, NEW.store_fname, NEW.checksum,
                 NEW.db_datas) THEN
                RETURN NEW;
            END IF;
            IF ({sealed}) THEN
                RAISE EXCEPTION 'file % is sealed: % refused', OLD.id, TG_OP
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END $$;
        CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE OR DELETE ON ir_attachment
            FOR EACH ROW EXECUTE FUNCTION {name}();
        ALTER TABLE ir_attachment ENABLE ALWAYS TRIGGER {name};
        """
    )

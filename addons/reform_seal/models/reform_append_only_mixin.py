from odoo import api, models
from odoo.exceptions import AccessError

from .. import messages


class ReformAppendOnlyMixin(models.AbstractModel):
    """Rows that our own acts add and nobody changes: dues, lines of receipts, corrections.

    What it accepts: a model, and in `_frozen_columns` the columns that never change once written (stored sums
    that follow from other rows are not among them). How to use: `_add(vals_list)` from our own code. How it
    works: `create`, `write` and `unlink` refuse every client; a trigger refuses update of the columns and
    removal of the row for every role.
    """

    _name = "reform.append.only.mixin"
    _description = "Append-Only Rows"

    _frozen_columns = ()

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        if self._abstract or not self._frozen_columns:
            return
        columns = ", ".join(self._frozen_columns)
        # The function comes with the sealed log; names of columns and table are constants of our classes.
        self.env.cr.execute(  # pylint: disable=sql-injection  # constants of our code
            f"""
            CREATE OR REPLACE TRIGGER {self._table}_append_only
                BEFORE DELETE OR UPDATE OF {columns} ON {self._table}
                FOR EACH ROW EXECUTE FUNCTION reform_seal_refuse();
            CREATE OR REPLACE TRIGGER {self._table}_no_truncate
                BEFORE TRUNCATE ON {self._table}
                FOR EACH STATEMENT EXECUTE FUNCTION reform_seal_refuse();
            ALTER TABLE {self._table} ENABLE ALWAYS TRIGGER {self._table}_append_only;
            ALTER TABLE {self._table} ENABLE ALWAYS TRIGGER {self._table}_no_truncate;
            """
        )

    def _add(self, vals_list):
        """Create rows for one of our own acts; rights and scope of the user still apply.

        Whatever the act does not say begins as the field defines it: neither a default_… key of the context
        nor a default the user has stored (ir.default) says it in its place.
        """
        context = {key: value for key, value in self.env.context.items() if not key.startswith("default_")}
        begin = {
            name: field.convert_to_write(field.default(self), self) if field.default else False
            for name, field in self._fields.items()
            if field.store and not field.compute and name not in models.MAGIC_COLUMNS
        }
        rows = super(ReformAppendOnlyMixin, self.with_context(context)).create(  # pylint: disable=super-method-mismatch,context-overridden  # the one door past the guard
            [{**begin, **vals} for vals in vals_list]
        )
        return rows.with_env(self.env)

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super  # only an act writes here
        raise AccessError(messages.append_only(self.env, model=self._model_label()))

    def write(self, vals):  # pylint: disable=method-required-super  # only an act writes here
        raise AccessError(messages.append_only(self.env, model=self._model_label()))

    def unlink(self):  # pylint: disable=method-required-super  # only an act writes here
        raise AccessError(messages.append_only(self.env, model=self._model_label()))

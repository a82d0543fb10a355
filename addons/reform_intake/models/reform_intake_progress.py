from odoo import api, fields, models

# Nobody looks back at how a file was read a week ago.
KEEP_DAYS = 7


class ReformIntakeProgress(models.Model):
    """How far a long reading has come, told while its transaction is still open.

    Reading and checking is one transaction, so that a broken file leaves nothing behind. What a clerk sees of
    it meanwhile is written on the side, through a cursor of its own; the batch is therefore a number here and
    no link, because its row may not be visible yet.
    """

    _name = "reform.intake.progress"
    _description = "Progress of a Reading"
    _log_access = False

    batch_key = fields.Integer(required=True, index=True)
    done = fields.Integer(help="Rows read so far.")
    cancelled = fields.Boolean()
    told_at = fields.Datetime()

    def init(self):
        self.env.cr.execute(
            """CREATE UNIQUE INDEX IF NOT EXISTS reform_intake_progress_batch
                   ON reform_intake_progress (batch_key)"""
        )

    @api.model
    def _tell(self, batch_key, done):
        """Note how far it is and return whether somebody asked to stop."""
        with self.env.registry.cursor() as cr:
            cr.execute(
                """INSERT INTO reform_intake_progress (batch_key, done, told_at)
                   VALUES (%s, %s, now() AT TIME ZONE 'UTC')
                   ON CONFLICT (batch_key) DO UPDATE SET done = excluded.done, told_at = excluded.told_at
                   RETURNING coalesce(cancelled, false)""",
                [batch_key, done],
            )
            return cr.fetchone()[0]

    @api.model
    def _cancel(self, batch_key, cancelled):
        """Ask a running reading to stop, or take it back before a new one."""
        with self.env.registry.cursor() as cr:
            cr.execute(
                """INSERT INTO reform_intake_progress (batch_key, done, cancelled, told_at)
                   VALUES (%s, 0, %s, now() AT TIME ZONE 'UTC')
                   ON CONFLICT (batch_key) DO UPDATE SET cancelled = excluded.cancelled,
                       done = CASE WHEN excluded.cancelled THEN reform_intake_progress.done ELSE 0 END""",
                [batch_key, cancelled],
            )

    @api.model
    def _done(self, batch_key):
        """Return the rows read so far."""
        self.env.cr.execute("SELECT done FROM reform_intake_progress WHERE batch_key = %s", [batch_key])
        found = self.env.cr.fetchone()
        return found[0] if found else 0

    @api.autovacuum
    def _gc_progress(self):
        self.env.cr.execute(
            """DELETE FROM reform_intake_progress
                WHERE told_at < now() AT TIME ZONE 'UTC' - %s * interval '1 day'""",
            [KEEP_DAYS],
        )

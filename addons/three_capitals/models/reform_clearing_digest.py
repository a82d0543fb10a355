from odoo import models
from odoo.tools import SQL


class ReformClearing(models.Model):
    """The digest of what stands on the lists: the same words a month later give the same digest.

    It covers every column of every item and the files in its fields, but for what moves by itself: the state,
    who wrote when, and the answers of the receiver, which have a digest of their own.
    """

    _inherit = "reform.clearing"

    # Columns that say nothing about the item as cleared; classes of other files add theirs.
    _silent_columns = frozenset(
        {
            "state", "create_uid", "create_date", "write_uid", "write_date", "answer", "answer_note",
            "answered_by_id", "answered_at", "handed_no",
        }
    )  # fmt: skip

    def _content_digests(self):
        """Return {clearing id: SHA-256 of its lists as 64 hex digits}, with one statement."""
        if not self:
            return {}
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT c.id, encode(sha256(convert_to(
                              coalesce(i.text, '') || chr(10) || coalesce(f.text, ''), 'UTF8')), 'hex')
                     FROM unnest(%(ids)s::int[]) AS c(id)
                     LEFT JOIN LATERAL (
                         SELECT string_agg(jsonb_strip_nulls(to_jsonb(r) - %(silent)s::text[])::text, chr(10)
                                           ORDER BY r.id) AS text
                           FROM reform_clearing_item r WHERE r.clearing_id = c.id) i ON true
                     LEFT JOIN LATERAL (
                         SELECT string_agg(concat_ws(' ', a.res_id, a.res_field, a.checksum), chr(10)
                                           ORDER BY a.res_id, a.res_field, a.id) AS text
                           FROM ir_attachment a JOIN reform_clearing_item r ON r.id = a.res_id
                          WHERE a.res_model = 'reform.clearing.item' AND a.res_field IS NOT NULL
                            AND r.clearing_id = c.id) f ON true""",
                ids=list(self.ids),
                silent=sorted(self._declared("_silent_columns")),
            )
        )
        return dict(self.env.cr.fetchall())

    def _set_item_states(self, state, *, only=None):
        """Set the state of all items, or of those in one of the states `only`, with one statement."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """UPDATE reform_clearing_item
                      SET state = %s, write_uid = %s, write_date = now() at time zone 'UTC'
                    WHERE clearing_id = ANY(%s) AND (%s::text[] IS NULL OR state = ANY(%s))""",
                state,
                self.env.uid,
                list(self.ids),
                only and list(only),
                only and list(only),
            )
        )
        self.env["reform.clearing.item"].invalidate_model(["state"])

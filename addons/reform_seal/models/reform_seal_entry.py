import csv
import io
import json
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .. import chain, messages, serial

_COPY = f"COPY reform_seal_entry ({', '.join(chain.Entry._fields)}) FROM STDIN WITH (FORMAT csv)"


class ReformSealEntry(models.Model):
    """One line of the village's sealed log: who moved what, when, from which step to which, and why.

    The log only grows. The database itself refuses every change and every removal, for every role; the chain
    of hashes shows what somebody with the power to switch that off has done all the same.
    """

    _name = "reform.seal.entry"
    _description = "Sealed Entry"
    _order = "id desc"
    _rec_name = "ref"
    _log_access = False
    _allow_sudo_commands = False

    stream = fields.Char(
        required=True, readonly=True, help="The series this entry belongs to, one for each entity."
    )
    seq = fields.Integer("No.", required=True, readonly=True, aggregator=None)
    at = fields.Datetime("Time", required=True, readonly=True)
    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict", index=True)
    kind = fields.Char("Act", required=True, readonly=True)
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record ID", model_field="res_model", required=True, readonly=True)
    ref = fields.Char("Record", readonly=True)
    from_state = fields.Char(readonly=True)
    to_state = fields.Char(readonly=True)
    step = fields.Char(compute="_compute_step", help="The act in the words of the record's own status bar.")
    reason = fields.Char(readonly=True)
    digest = fields.Char("Content Digest", required=True, readonly=True)
    prev_hash = fields.Char("Previous Hash", required=True, readonly=True)
    hash = fields.Char(required=True, readonly=True)

    @api.depends("kind", "res_model", "from_state", "to_state")
    @api.depends_context("lang")
    def _compute_step(self):
        for entry in self:
            words = entry._state_words()
            steps = [words.get(state, state) for state in (entry.from_state, entry.to_state) if state]
            if len(set(steps)) < len(steps) or not steps:
                steps = [messages.recorded(self.env), *steps[:1]]
            entry.step = " → ".join(steps) if entry.from_state != entry.to_state else " · ".join(steps)

    def _state_words(self):
        """Return {state: its label} of the record's model, empty when the model is gone."""
        model = self.env.get(self.res_model)
        field = getattr(model, "_state_field", None) if model is not None else None
        if not field or model._fields[field].type != "selection":
            return {}
        return dict(model._fields[field]._description_selection(self.env))

    _stream_seq = models.UniqueIndex("(stream, seq)")
    _record = models.Index("(res_model, res_id, id)")

    def init(self):
        """Let the database refuse every change, for every role, whatever the session says about triggers."""
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION reform_seal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
                    USING ERRCODE = 'restrict_violation';
            END $$;
            CREATE OR REPLACE TRIGGER reform_seal_entry_append_only
                BEFORE UPDATE OR DELETE ON reform_seal_entry
                FOR EACH ROW EXECUTE FUNCTION reform_seal_refuse();
            CREATE OR REPLACE TRIGGER reform_seal_entry_no_truncate
                BEFORE TRUNCATE ON reform_seal_entry
                FOR EACH STATEMENT EXECUTE FUNCTION reform_seal_refuse();
            ALTER TABLE reform_seal_entry ENABLE ALWAYS TRIGGER reform_seal_entry_append_only;
            ALTER TABLE reform_seal_entry ENABLE ALWAYS TRIGGER reform_seal_entry_no_truncate;
            """
        )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super  # append-only: never
        raise AccessError(messages.seal_is_append_only(self.env))

    def write(self, vals):  # pylint: disable=method-required-super  # append-only: never
        raise AccessError(messages.seal_is_append_only(self.env))

    def unlink(self):  # pylint: disable=method-required-super  # append-only: never
        raise AccessError(messages.seal_is_append_only(self.env))

    # -- appending -------------------------------------------------------------------------------------------

    @api.model
    def _append(self, stream, items, heads=None):
        """Append `items` (list of chain.SealItem) to a stream and return their hashes, in order.

        Waits for whoever writes the same stream; the entries become visible with the caller's transaction.
        Args: heads: {stream: chain.Head} of a caller that has the turn of its streams already.
        """
        items = list(items)
        if not items:
            return []
        entries = list(
            chain.chain(
                items,
                stream=stream,
                head=self._head(stream) if heads is None else heads.get(stream),
                at=fields.Datetime.now().isoformat(),
                user_id=self.env.uid,
            )
        )
        rows = io.StringIO()
        # Quoted, or PostgreSQL would take an empty text for none.
        csv.writer(rows, quoting=csv.QUOTE_NONNUMERIC).writerows(entries)
        rows.seek(0)
        self.env.cr.copy_expert(_COPY, rows)
        self.invalidate_model()
        return [entry.hash for entry in entries]

    @api.model
    def _append_by_stream(self, pairs, heads=None):
        """Append (stream, item) pairs; `heads` as for `_append`.

        Streams are taken in a fixed order, so that two sets never wait in a ring.
        """
        by_stream = defaultdict(list)
        for stream, item in pairs:
            by_stream[stream].append(item)
        for stream in sorted(by_stream):
            self._append(stream, by_stream[stream], heads)

    @api.model
    def _head(self, stream):
        """Lock a stream and return its newest entry (chain.Head) or None.

        The newest is either committed, seen by a fresh cursor, or our own and not yet committed, seen by this
        one.
        """
        query = SQL(
            "SELECT seq, hash FROM reform_seal_entry WHERE stream = %s ORDER BY seq DESC LIMIT 1", stream
        )
        # One statement for both: posting a voucher has few to spend.
        self.env.cr.execute(
            SQL(
                "WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(%s))"
                " SELECT own.seq, own.hash FROM turn LEFT JOIN LATERAL (%s) AS own ON TRUE",
                serial.lock_number(f"reform.seal:{stream}"),
                query,
            )
        )
        found = [row for row in self.env.cr.fetchall() if row[0]]
        with serial.fresh(self.env) as cr:
            cr.execute(query)
            found += cr.fetchall()
        return chain.Head(*max(found)) if found else None

    # -- reading ---------------------------------------------------------------------------------------------

    @api.model
    def _entries(self, streams=None):
        """Yield chain.Entry by stream and seq, all streams or those given, through a server-side cursor."""
        query = SQL(
            """SELECT stream, seq, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS'), user_id, kind,
                      res_model, res_id, coalesce(ref, ''), coalesce(from_state, ''),
                      coalesce(to_state, ''), coalesce(reason, ''), digest, prev_hash, hash
                 FROM reform_seal_entry WHERE %s ORDER BY stream, seq""",
            SQL("TRUE") if streams is None else SQL("stream = ANY(%s)", list(streams)),
        )
        return map(chain.Entry._make, serial.stream_rows(self.env.cr, query))

    @api.model
    def _heads(self, streams=None):
        """Return {stream: chain.Head} of all streams or those given."""
        self.env.cr.execute(
            SQL(
                """SELECT DISTINCT ON (stream) stream, seq, hash
                     FROM reform_seal_entry WHERE %s ORDER BY stream, seq DESC""",
                SQL("TRUE") if streams is None else SQL("stream = ANY(%s)", list(streams)),
            )
        )
        return {stream: chain.Head(seq, own_hash) for stream, seq, own_hash in self.env.cr.fetchall()}

    @api.model
    def _heads_json(self, streams=None):
        """Return the heads as the JSON text that is to be kept outside the database."""
        return json.dumps(
            {
                "database": self.env.cr.dbname,
                "at": fields.Datetime.now().isoformat(),
                "heads": {stream: head._asdict() for stream, head in sorted(self._heads(streams).items())},
            },
            ensure_ascii=False,
            indent=1,
        )

    @api.model
    def _verify(self, streams=None, heads=None):
        """Return the breaks (list of chain.Break) of the chain.

        `heads`: {stream: chain.Head} known from outside.
        """
        return list(chain.verify(self._entries(streams), heads))

    @api.model
    def _reform_invariants(self, heads=None):
        problems = [messages.chain_break(self.env, **found._asdict()) for found in self._verify(heads=heads)]
        return [(messages.check_chain(self.env), problems)]

    # -- acts ------------------------------------------------------------------------------------------------

    @api.model
    def action_export_heads(self):
        """Offer the heads of all streams the user may see as a file."""
        self.check_access("read")
        streams = [stream for (stream,) in self._read_group([], ["stream"])]
        attachment = self.env["ir.attachment"].create(
            {
                "name": f"seal-heads-{fields.Date.context_today(self)}.json",
                "raw": self._heads_json(streams).encode(),
                "mimetype": "application/json",
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment.id}?download=1",
            "target": "self",
        }

    def action_open_record(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

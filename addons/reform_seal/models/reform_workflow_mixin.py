from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, split_every

from .. import chain, fields_of_clients, messages, serial
from ..guard import creating_guarded, take_guarded


class ReformWorkflowMixin(models.AbstractModel):
    """A record that moves along a drawn path, step by step, each step checked and sealed.

    What it accepts: a model with a selection field for its state, the table of its edges, and the names of
    the fields that only its own acts may write. How to use: `_inherit` it, fill the class attributes, and
    call `_move` in the `action_…` methods. How it works: `create`, `write`, `copy` and `unlink` refuse the
    guarded fields for everybody and without looking at the context, which a client may send as it likes; the
    acts write past them.
    """

    _name = "reform.workflow.mixin"
    _description = "Guarded Workflow"

    _state_field = "state"
    _state_initial = "draft"
    # Allowed steps: (from, to).
    _state_edges = frozenset()
    # Written only by `_move` and `_set_guarded`, at every step.
    _guarded_fields = frozenset()
    # Written freely in the editable states, only by `_move` and `_set_guarded` afterwards.
    _frozen_fields = frozenset()
    # None: the initial state only.
    _editable_states = None

    # -- what a model may say about itself -------------------------------------------------------------------

    def _seal_stream(self):
        """Return the stream a record is sealed in: that of its entity, or one for the model."""
        self.ensure_one()
        entity = self["entity_id"] if "entity_id" in self._fields else None
        return f"entity:{entity.id}" if entity else f"model:{self._name}"

    def _seal_payload(self):
        """Return the content to be sealed with a step, as values that `chain.canonical` writes."""
        self.ensure_one()
        return {"id": self.id}

    def _seal_ref(self):
        """Return the name by which people know the record."""
        return self.display_name or ""

    def _seal_digests(self):
        """Yield (id, name, digest of the present content) of sealed records, to be compared with the log.

        Empty unless a model's sealed content must not change after its last step.
        """
        return ()

    # -- the guard -------------------------------------------------------------------------------------------

    def _declared(self, name):
        """Return what all classes of the model declare under a name, together.

        A file that adds a subject to a model declares its own edges and fields beside those of the others.
        """
        return frozenset().union(*(vars(part).get(name, ()) for part in type(self).__mro__))

    def _guarded(self):
        return self._declared("_guarded_fields") | {self._state_field}

    def _frozen(self):
        return self._declared("_frozen_fields") | ({"active"} & self._fields.keys())

    def _is_editable(self):
        """Tell whether every record of the set is in an editable state."""
        editable = {self._state_initial} if self._editable_states is None else self._editable_states
        return all(record[self._state_field] in editable for record in self.sudo())

    @api.model_create_multi
    def create(self, vals_list):
        begin = self._guarded_beginnings()
        if take_guarded(self._name):
            return super().create([{**begin, **vals} for vals in vals_list])
        guarded, derived = self._guarded(), fields_of_clients.derived(self)
        # A default_… key of the context is a value sent by the client under another name.
        clean = fields_of_clients.without_defaults(self, guarded | derived)
        checked = []
        for vals in vals_list:
            for name in guarded & vals.keys():
                expected = self._state_initial if name == self._state_field else begin.get(name, False)
                if vals[name] and vals[name] != expected:
                    raise AccessError(
                        messages.new_record_is_guarded(
                            self.env, fields=self._labels({name}), model=self._model_label()
                        )
                    )
            plain = {name: value for name, value in vals.items() if name not in guarded | derived}
            checked.append({**begin, **plain, self._state_field: self._state_initial})
        records = super(ReformWorkflowMixin, clean).create(checked)
        fields_of_clients.work_out_again(records, derived)
        return records.with_env(self.env)

    def _guarded_beginnings(self):
        """Return what guarded fields begin with, from their own definition alone.

        A default that a user has stored (ir.default) is a value sent by a client under yet another name.
        """
        stored = {
            name: self._fields[name] for name in self._declared("_guarded_fields") if self._fields[name].store
        }
        return {
            name: field.convert_to_write(field.default(self), self) if field.default else False
            for name, field in stored.items()
            if not field.compute
        }

    def write(self, vals):
        self._refuse_guarded(vals.keys())
        result = super().write(vals)
        if vals.keys() & {"entity_id", "place_id"}:
            # Nobody pushes a record over the fence, to where he does not answer for it.
            self.check_access("write")
        return result

    def update_field_translations(self, field_name, translations, source_lang=""):
        self._refuse_guarded({field_name})
        return super().update_field_translations(field_name, translations, source_lang=source_lang)

    def unlink(self):
        for record in self.sudo():
            if record[self._state_field] != self._state_initial:
                raise UserError(
                    messages.not_deletable(self.env, record=record.display_name, state=record._state_label())
                )
        return super().unlink()

    def copy_data(self, default=None):
        """A copy starts its own life.

        What only acts may write is not copied, what a client asks for is refused later.
        """
        guarded = self._guarded() - (default or {}).keys()
        return [
            vals and {name: value for name, value in vals.items() if name not in guarded}
            for vals in super().copy_data(default)
        ]

    def _refuse_guarded(self, names):
        """Raise AccessError when `names` holds a guarded field, or a frozen one of a record that moved on."""
        if not self:
            return
        if touched := (self._guarded() | fields_of_clients.derived(self)) & set(names):
            raise AccessError(
                messages.state_is_guarded(self.env, fields=self._labels(touched), record=self._record_label())
            )
        if touched := self._frozen() & set(names):
            for record in self.sudo():
                if not record._is_editable():
                    raise AccessError(
                        messages.frozen(
                            self.env,
                            fields=self._labels(touched),
                            record=record.display_name,
                            state=record._state_label(),
                        )
                    )

    # -- the acts --------------------------------------------------------------------------------------------

    def _create_guarded(self, vals_list):
        """Create records whose guarded fields are given by our own act. The state stays the initial one.

        For fields that are required in the database from the first moment; otherwise create, then
        `_set_guarded`.
        """
        with creating_guarded(self._name):
            return self.create([{**vals, self._state_field: self._state_initial} for vals in vals_list])

    def _set_guarded(self, vals):
        """Write guarded or frozen fields without moving. Rights and scope of the user still apply."""
        assert self._state_field not in vals, "the state is written by _move"
        return models.Model.write(self, vals)

    def _move(self, to, reason=None, **vals):
        """Move all records to a state, seal the step, and say it in the chatter; `vals` are written with it.

        Raises: UserError: a record has no such step. AccessError: the user may not write a record.
        """
        field = self._state_field
        self.check_access("write")
        self._lock_rows()
        before = {record.id: record[field] for record in self}
        edges = self._declared("_state_edges")
        for record in self:
            if (before[record.id], to) not in edges:
                raise UserError(
                    messages.no_such_step(
                        self.env,
                        record=record.display_name,
                        from_state=self._state_label(before[record.id]),
                        to_state=self._state_label(to),
                    )
                )
        models.Model.write(self, {**vals, field: to})
        self.flush_recordset()
        self._seal({record: (before[record.id], to) for record in self}, reason=reason)
        self._say_moved(before, to, reason)
        return True

    def _seal(self, steps, *, kind=None, reason=None):
        """Seal {record: (from, to)}; `kind` names an act that moves nothing, with from = to."""
        self.env["reform.seal.entry"].sudo()._append_by_stream(
            (
                record._seal_stream(),
                chain.SealItem(
                    kind=kind or f"{before}→{after}",
                    res_model=record._name,
                    res_id=record.id,
                    ref=record._seal_ref(),
                    from_state=before,
                    to_state=after,
                    reason=reason or "",
                    payload=record._seal_payload(),
                ),
            )
            for record, (before, after) in steps.items()
        )

    def _lock_rows(self):
        """Hold the rows, so that of two people pressing the same button one waits and is then refused."""
        for ids in split_every(1000, sorted(self.ids)):
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM %s WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
                    SQL.identifier(self._table),
                    list(ids),
                )
            )
        self.invalidate_recordset([self._state_field])

    def _say_moved(self, before, to, reason):
        if not hasattr(self, "_message_log_batch"):
            return
        bodies = {}
        for record_id, old in before.items():
            facts = {"from_state": self._state_label(old), "to_state": self._state_label(to)}
            bodies[record_id] = (
                messages.moved_because(self.env, **facts, reason=reason)
                if reason
                else messages.moved(self.env, **facts)
            )
        self._message_log_batch(bodies)

    def _require_group(self, *xmlids):
        """Raise AccessError unless the user has one of the groups; administrators are no exception.

        `env.su` is only ever set by our own code: a client cannot ask for it.
        """
        if self.env.su or any(self.env.user.has_group(xmlid) for xmlid in xmlids):
            return
        names = [self.env.ref(xmlid).sudo().name for xmlid in xmlids]
        raise AccessError(messages.group_required(self.env, groups=", ".join(names)))

    def action_sealed_history(self):
        """Show the sealed entries of the records."""
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_seal.reform_seal_entry_action")
        action["domain"] = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        return action

    # -- words -----------------------------------------------------------------------------------------------

    def _state_label(self, value=None):
        field = self._fields[self._state_field]
        value = self[self._state_field] if value is None else value
        return dict(field._description_selection(self.env)).get(value, value or "")

    def _labels(self, names):
        described = self.fields_get(sorted(names), ["string"])
        return ", ".join(described.get(name, {}).get("string", name) for name in sorted(names))

    def _record_label(self):
        return ", ".join(self.sudo()[:3].mapped(lambda record: record.display_name or ""))

    # -- checks ----------------------------------------------------------------------------------------------

    @api.model
    def _reform_invariants(self):
        """Compare each record's state, and its content where the model gives digests, with the log."""
        label = self._model_label()
        return [
            (messages.check_states(self.env, model=label), [*self._check_states(), *self._check_digests()])
        ]

    def _check_states(self):
        """Return a sentence for each record whose state is not the one sealed last."""
        self.flush_model()
        query = SQL(
            """SELECT r.id, r.%(state)s, e.to_state
                 FROM %(table)s r
                 LEFT JOIN (SELECT DISTINCT ON (res_id) res_id, to_state FROM reform_seal_entry
                             WHERE res_model = %(model)s ORDER BY res_id, id DESC) e ON e.res_id = r.id
                WHERE r.%(state)s IS DISTINCT FROM coalesce(e.to_state, %(initial)s)""",
            table=SQL.identifier(self._table),
            state=SQL.identifier(self._state_field),
            model=self._name,
            initial=self._state_initial,
        )
        label = self._model_label()
        return [
            messages.state_not_sealed(
                self.env,
                model=label,
                record=self.browse(record_id).sudo().display_name,
                state=self._state_label(state),
                sealed=self._state_label(sealed or self._state_initial),
            )
            for record_id, state, sealed in serial.stream_rows(self.env.cr, query)
        ]

    def _check_digests(self):
        """Return a sentence for each record whose present content is not the one sealed last."""
        found = []
        label = self._model_label()
        for batch in split_every(5000, self._seal_digests()):
            rows = {record_id: (name, digest) for record_id, name, digest in batch}
            self.env.cr.execute(
                SQL(
                    """SELECT DISTINCT ON (res_id) res_id, digest FROM reform_seal_entry
                        WHERE res_model = %s AND res_id = ANY(%s) ORDER BY res_id, id DESC""",
                    self._name,
                    list(rows),
                )
            )
            sealed = dict(self.env.cr.fetchall())
            found += [
                messages.content_not_sealed(self.env, model=label, record=name)
                for record_id, (name, digest) in rows.items()
                if sealed.get(record_id) != digest
            ]
        return found

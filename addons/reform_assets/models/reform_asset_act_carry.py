from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import act as act_rule
from odoo.addons.reform_rules.assets import act_parts
from odoo.addons.reform_rules.money import split, yuan
from odoo.addons.reform_seal import serial
from odoo.exceptions import UserError

from ..messages import act as messages

USE = ("use_state", "idle_since", "idle_reason")
WORTH = ("cost", "net_value", "accumulated")


class ReformAssetAct(models.Model):
    """What an act does to its cards, and what it tells the books."""

    _inherit = "reform.asset.act"

    _guarded_fields = frozenset({"done_no"})

    done_no = fields.Integer(
        readonly=True, copy=False, aggregator=None, help="Order in which acts were carried out."
    )

    @api.model
    def _enact(self, kind, assets, vals=None, reason="", origin=None):
        """Create and carry out acts that their origin has had approved, one for each owner; return them.

        Args: kind: of `KINDS`, not undo. assets: cards. vals: fields of the act, and `cards`:
        {card id: fields of its line}, `parts`: list of fields of parts. origin: the record that was approved
        (a closed count, a concluded disposal), which holds the papers.
        Raises: UserError: what the rule finds on the cards.
        """
        assert origin, "an act nobody approved is entered and submitted"
        assets.check_access("read")
        vals = dict(vals or {})
        cards, parts = vals.pop("cards", {}), vals.pop("parts", [])
        values = []
        for owned in assets.grouped(lambda asset: (asset.entity_id, asset.regime)).values():
            lines = [{**self._line_vals(kind, asset), **cards.get(asset.id, {})} for asset in owned] + parts
            values.append(
                {
                    "kind": kind,
                    "entity_id": owned[:1].entity_id.id,
                    "place_id": owned[:1].place_id.id,
                    "reason": reason,
                    "line_ids": [fields.Command.create(line) for line in lines],
                    **vals,
                }
            )
        # sudo: the roles that close a count or conclude a disposal do not enter acts by hand.
        acts = self.sudo().create(values)
        acts._set_guarded(
            {"origin_model": origin._name, "origin_id": origin.id, "origin_ref": origin.sudo().display_name}
        )
        acts._refuse_problems()
        acts._carry_out()
        return acts.with_env(self.env)

    @api.model
    def _line_vals(self, kind, asset):
        """Return the fields of a line: a card that comes in or is revalued keeps its values unless told."""
        vals = {"asset_id": asset.id}
        if kind == "revalue" or act_rule.KINDS[kind].group == "acquire":
            vals |= {"cost": asset.cost, "accumulated": asset.accumulated, "months_used": asset.months_used}
        return vals

    def _has_come_in(self, card):
        """Tell whether another act says how the card came in."""
        return any(
            line.act_id.state == "done" and line.act_id.kind in COMES_IN and line.act_id != self
            for line in card.act_line_ids
        )

    def _carry_out(self):
        """Write what the acts say into their cards, number and seal them; rights have been asked for."""
        numbers = serial.numbers(self.env.cr, "reform_asset_act_seq", len(self))
        for act, number in zip(self.sudo(), numbers, strict=True):
            act._do()
            act._set_guarded({"done_no": number})
        self.sudo()._move("done", done_by_id=self.env.uid, done_at=fields.Datetime.now())
        for act in self.sudo().filtered("undo_of_id"):
            act.undo_of_id._move("undone", reason=act.reason)
        return True

    def _do(self):
        self.ensure_one()
        doing = {
            "split": self._do_split,
            "merge": self._do_merge,
            "undo": self._do_undo,
            "lend": lambda: self._do_use("lent"),
            "give_back": lambda: self._do_use(self.use_after or "in_use"),
            "shortage": lambda: self._do_use("scrapped"),
            "removal": lambda: self._do_use(self.leaves_as or "disposed"),
        }
        doing.get(self.kind, self._do_values)()

    def _cards(self):
        return self.line_ids.filtered("asset_id")

    def _why(self):
        """Return the sentence that stands in the list of changes of the cards."""
        label = dict(self._fields["kind"]._description_selection(self.env))[self.kind]
        return messages.why(self.env, kind=label, act=self.name, reason=self.reason or "")

    # --- values ---

    def _do_values(self):
        lines = self._cards()
        values = {line.asset_id: vals for line, vals in zip(lines, self._values_of(lines), strict=True)}
        before = {line: _snapshot(line.asset_id, {*values[line.asset_id], *WORTH}) for line in lines}
        lines.asset_id._change_each(values, kind="act", reason=self._why(), since=self.date)
        for line in lines:
            line._set_guarded(
                {"before": before[line], "after": _snapshot(line.asset_id, before[line]), "result_id": False}
            )

    def _values_of(self, lines):
        """Return the new values of each card."""
        if self.kind == "move":
            return [{"place_id": self.to_place_id.id} for _line in lines]
        if self.kind == "improve":
            costs = [yuan(line.asset_id.cost) for line in lines]
            shares = split(yuan(self.amount), costs if any(costs) else [1] * len(costs))
            return [
                {
                    "cost": float(cost + share),
                    "net_value": float(yuan(line.asset_id.net_value) + share),
                    "useful_life_months": line.asset_id.useful_life_months + self.more_months,
                }
                for line, cost, share in zip(lines, costs, shares, strict=True)
            ]
        return [self._values_in(line) for line in lines]

    def _values_in(self, line):
        """Return the values of a card that comes in, or is revalued."""
        if line.asset_id.card_kind == "resource" or line.asset_id.nature == "resource":
            vals = {}
        else:
            cost, accumulated = yuan(line.cost), yuan(line.accumulated)
            vals = {
                "cost": float(cost),
                "net_value": float(cost - accumulated),
                "accumulated": float(accumulated),
            }
        if self.kind != "revalue":
            day = line.acquired_date or (line.asset_id.acquired_date if self.kind == "opening" else self.date)
            vals |= {"months_used": line.months_used, "acquired_date": day}
        return vals

    # --- use ---

    def _do_use(self, use_state):
        lines = self._cards()
        before = {line: _snapshot(line.asset_id, (*USE, *WORTH)) for line in lines}
        lines.asset_id._set_use(use_state, self.date, self._why())
        for line in lines:
            line._set_guarded(
                {"before": before[line], "after": _snapshot(line.asset_id, before[line]), "result_id": False}
            )

    # --- parts ---

    def _do_split(self):
        line = self._cards()
        whole = line.asset_id
        parts = self.line_ids - line
        template = whole.copy_data()[0]
        made = self._make_cards(
            [
                {
                    **template,
                    **{name: part[name] for name in ("cost", "area_sqm", "land_area_mu", "quantity")},
                    "net_value": float(yuan(part.cost) - yuan(part.accumulated)),
                    "accumulated": part.accumulated,
                    "name": part.name or messages.part_name(self.env, name=whole.name, number=number),
                }
                for number, part in enumerate(parts, start=1)
            ]
        )
        self._do_use("disposed")
        for part, card in zip(parts, made, strict=True):
            part._set_guarded(
                {"result_id": card.id, "before": {}, "after": _snapshot(card, (*WORTH, "area_sqm"))}
            )

    def _do_merge(self):
        lines = self._cards()
        cards = lines.asset_id
        whole = act_parts.together([line._plain_card().values for line in lines])
        largest = max(cards, key=lambda card: (card.cost, -card.id))
        named = (self.line_ids - lines).mapped("name")
        acquired = [card.acquired_date for card in cards if card.acquired_date]
        made = self._make_cards(
            [
                {
                    **largest.copy_data()[0],
                    "name": (named and named[0]) or largest.name,
                    "cost": float(whole.cost),
                    "net_value": float(whole.cost - whole.accumulated),
                    "accumulated": float(whole.accumulated),
                    "area_sqm": float(whole.area_sqm),
                    "land_area_mu": float(whole.land_area_mu),
                    "quantity": float(whole.quantity),
                    "months_used": max(cards.mapped("months_used")),
                    "acquired_date": min(acquired) if acquired else False,
                }
            ]
        )
        self._do_use("disposed")
        for line in self.line_ids:
            line._set_guarded({"result_id": made.id})

    def _make_cards(self, vals_list):
        """Create cards that take the place of confirmed ones: the approval of the act confirms them."""
        for vals in vals_list:
            # The area in square metres decides; the area in mu follows.
            vals.pop("area_mu", None)
        made = self.env["reform.asset"].create(vals_list)
        signer = self.approved_by_id or self.env.user
        made._move(
            "confirmed",
            reason=self._why(),
            confirmed_by_id=signer.id,
            confirmed_date=civil_day.today(),
        )
        made._ask_next_approver()
        return made

    # --- for the books ---

    def _event_key(self):
        self.ensure_one()
        return f"act:{self.name}"

    def _money_event(self):
        """Return the act as facts for the books; amounts are Decimal, in yuan, of each card.

        `cost`, `accumulated`, `net` are what the act moves: the values it brings in, takes out, or the cost
        of an improvement; a revaluation adds `more_cost` to the cost, takes `less_worn` from what is written
        off, and `difference` is both together. An act that takes another back tells the same amounts with the
        key of the other in `reverses`.
        """
        self.ensure_one()
        if self.state not in ("done", "undone"):
            raise UserError(messages.not_done(self.env, act=self.name))
        told = self.undo_of_id or self
        lines = [told._amounts(line) for line in told._cards()]
        spec = act_rule.KINDS[told.kind]
        kind = told.removal if told.kind == "removal" and told.removal else spec.event
        return {
            "key": self._event_key(),
            "kind": kind,
            "entity_id": self.entity_id.id,
            "regime": self.regime,
            "date": self.date,
            "partner_id": told.partner_id.id,
            "cash": told.cash,
            "summary": self._why(),
            "reverses": self.undo_of_id._event_key() if self.undo_of_id else "",
            "lines": lines,
        }

    def _amounts(self, line):
        card, before, after = line.asset_id, line.before or {}, line.after or {}
        old = {name: yuan(before.get(name) or 0) for name in WORTH}
        new = {name: yuan(after.get(name) or 0) for name in WORTH}
        if self.kind == "improve":
            cost, accumulated, net = new["cost"] - old["cost"], yuan(0), new["cost"] - old["cost"]
        else:
            leaves = act_rule.KINDS[self.kind].group == "leave"
            cost, net, accumulated = (
                (old if leaves else new)[WORTH[0]],
                *((old if leaves else new)[n] for n in WORTH[1:]),
            )
        return {
            "asset_id": card.id,
            "origin_place_id": (card.origin_place_id or card.place_id).id,
            "card_kind": card.card_kind or "other",
            "cost": cost,
            "accumulated": accumulated,
            "net": net,
            "more_cost": new["cost"] - old["cost"],
            "less_worn": old["accumulated"] - new["accumulated"],
            "difference": new["net_value"] - old["net_value"],
            "amount": net,
        }


COMES_IN = tuple(kind.name for kind in act_rule.KINDS.values() if kind.group == "acquire")


def _snapshot(card, names):
    """Return fields of a card as plain values that JSON keeps."""
    values = card._convert_to_write({name: card[name] for name in names})
    return {
        name: str(value) if hasattr(value, "isoformat") else value for name, value in sorted(values.items())
    }

from odoo import models
from odoo.addons.reform_rules.capitals.handover import ROLES
from odoo.tools import image

from ..messages import handover as words
from ..messages import handover_paper as messages


class ReformHandover(models.Model):
    """The certificate of handover (移交书), as the three sign it, in as many copies as are agreed."""

    _inherit = "reform.handover"

    def _print_digest(self):
        """Return the digest of what the paper shows; printed at the foot of every page."""
        self.ensure_one()
        return self.digest or self._digests()[self.id]

    def _print_copies(self):
        """Return the line that says which of the copies this is, and who keeps it."""
        self.ensure_one()
        copies = 1 if self.env.context.get("reform_one_copy") else self.copies
        return [
            messages.copy_line(self.env, number=number, copies=self.copies) for number in range(1, copies + 1)
        ]

    def _print_facts(self):
        """Return the facts of the certificate as rows of two pairs of label and value."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        own = self.sudo()
        clearing = own.clearing_id
        return messages.facts(
            self.env,
            {
                "giver": own.entity_id.name,
                "receiver": own._receiving().name,
                "kind": kinds.get(self.kind, ""),
                "base": messages.day(self.env, self.date_base),
                "date": messages.day(self.env, self.date),
                "where": self.where or "",
                "filing": clearing.filing_no or "",
                "copies": str(self.copies),
                "person": f"{clearing.person_name or ''} {clearing.post or ''}".strip(),
                "term": messages.term(self.env, clearing.term_from, clearing.term_to),
            },
            of_person=clearing.of_person,
        )

    def _print_opening(self):
        self.ensure_one()
        own = self.sudo()
        return messages.opening(
            self.env,
            giver=own.entity_id.name,
            receiver=own._receiving().name,
            base=messages.day(self.env, self.date_base),
            same=own._receiving() == own.entity_id,
        )

    def _print_remarks(self):
        """Return (item, answer, text) of what was not accepted as it stands."""
        self.ensure_one()
        items = self.env["reform.clearing.item"].search(
            [("clearing_id", "=", self.clearing_id.id), ("answer", "in", ("reserved", "refused"))]
        )
        answers = dict(items._fields["answer"]._description_selection(self.env))
        return [(item.display_name, answers[item.answer], item.answer_note or "") for item in items]

    def _print_parties(self):
        """Return what stands in the blocks of the three: role, name, post, hand, day; also before signing."""
        self.ensure_one()
        digest = self._print_digest()
        newest = {one.role: one for one in self.sudo().signature_ids if one.digest == digest}
        found = []
        for role in ROLES:
            one = newest.get(role)
            drawn = one and one.way == "drawn" and one.with_context(bin_size=False).image
            found.append(
                {
                    "role": words.role(self.env, role),
                    "name": self[f"{role}_name"] or "",
                    "post": self[f"{role}_post"] or "",
                    "image": image.image_data_uri(drawn) if drawn else False,
                    "scan": bool(one and one.way == "scan"),
                    "day": messages.day(self.env, one.at.date()) if one else messages.blank_day(self.env),
                }
            )
        return found


class ReformClearingPublication(models.Model):
    """The notice that hangs out with the lists."""

    _inherit = "reform.clearing.publication"

    def _print_rows(self):
        """Return a row for each list: number, name, items, yuan in the books, found, and the difference."""
        self.ensure_one()
        groups = self.env["reform.clearing.item"]._read_group(
            [("clearing_id", "=", self.clearing_id.id)],
            ["category_id"],
            ["__count", "book_amount:sum", "counted_amount:sum"],
        )
        ordered = sorted(groups, key=lambda row: (row[0].sequence, row[0].id))
        return [
            (number, category.name, count, book or 0, counted or 0, (counted or 0) - (book or 0))
            for number, (category, count, book, counted) in enumerate(ordered, 1)
        ]

    def _print_text(self):
        self.ensure_one()
        return messages.notice(
            self.env,
            entity=self.sudo().entity_id.name,
            base=messages.day(self.env, self.clearing_id.date_base),
            since=messages.day(self.env, self.date_from),
            until=messages.day(self.env, self.date_to),
            where=self.where,
        )

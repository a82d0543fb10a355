from odoo import api, models
from odoo.exceptions import AccessError

from .. import messages, papers

# Who said it, when and about what: not even the author of a comment changes that.
ORIGIN = frozenset(
    {"author_id", "email_from", "date", "model", "res_id", "message_type", "subtype_id", "parent_id"}
)


class MailMessage(models.Model):
    """The log of a record tells what was done with it; what people say themselves stays theirs to mend.

    The sealed log is the proof, the log in the chatter is what people read: it must not tell otherwise.
    """

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        created = super().create(vals_list)
        if not self.env.su and any(papers.is_own(message.model) for message in created.sudo()):
            raise AccessError(messages.log_is_written_by_acts(self.env))
        return created

    def write(self, vals):
        self._refuse_log(only=ORIGIN & vals.keys())
        return super().write(vals)

    def unlink(self):
        self._refuse_log()
        return super().unlink()

    def _refuse_log(self, only=frozenset()):
        """Refuse clients on log lines, and on comments when their origin (`only`) would change."""
        if self.env.su:
            return
        for message in self.sudo():
            if papers.is_own(message.model) and (only or message.message_type != "comment"):
                raise AccessError(messages.log_is_written_by_acts(self.env))


class MailThread(models.AbstractModel):
    """Nobody speaks in the name of another."""

    _inherit = "mail.thread"

    def message_post(self, **kwargs):
        if not self.env.su and papers.is_own(self._name):
            author = kwargs.get("author_id")
            if kwargs.get("email_from") or author and author != self.env.user.partner_id.id:
                raise AccessError(messages.author_is_the_user(self.env))
        return super().message_post(**kwargs)

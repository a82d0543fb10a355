import base64
import binascii
import io

from odoo import fields, models
from odoo.exceptions import UserError
from PIL import Image, UnidentifiedImageError

from ..messages import count as messages
from .reform_asset import CONDITIONS, USE_STATES
from .reform_count_line import RESULTS

WAYS = [("phone", "Phone"), ("list", "List"), ("sheet", "Sheet")]
# What a camera makes. A drawing or an animation is no photo of a thing.
PICTURES = {"JPEG", "PNG", "MPO"}
PHOTO_BYTES_MAX = 20 * 2**20


class ReformCountEntry(models.Model):
    """Somebody stood before a thing and said what he saw; or took back what he had said.

    Entries only grow. Two people who count the same thing at the same moment leave two entries: none is
    lost, and the later one is told who was first.
    """

    _name = "reform.count.entry"
    _description = "Count of a Thing"
    _inherit = ["reform.append.only.mixin"]
    _order = "id desc"
    _rec_name = "line_id"

    _frozen_columns = (
        "line_id", "user_id", "at", "way", "result", "quantity", "place_id", "spot", "condition", "use_state",
        "latitude", "longitude", "note", "undoes_id",
    )  # fmt: skip

    line_id = fields.Many2one("reform.count.line", required=True, index=True, ondelete="restrict")
    round_id = fields.Many2one(related="line_id.round_id", store=True, index=True)
    user_id = fields.Many2one("res.users", "Seen by", required=True, index=True, ondelete="restrict")
    at = fields.Datetime("Time", required=True)
    way = fields.Selection(WAYS, required=True)
    result = fields.Selection(RESULTS[1:], readonly=True)
    quantity = fields.Float(digits=(16, 4))
    place_id = fields.Many2one("reform.place", "Place Seen", ondelete="restrict")
    spot = fields.Char("Where Exactly")
    condition = fields.Selection(CONDITIONS)
    use_state = fields.Selection(USE_STATES, "Use Seen")
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    photo = fields.Image(max_width=1600, max_height=1600)
    note = fields.Char()
    undoes_id = fields.Many2one(
        "reform.count.entry", "Takes Back the Count", index="btree_not_null", ondelete="restrict"
    )

    _undone_once = models.UniqueIndex("(undoes_id) WHERE undoes_id IS NOT NULL")

    def _add(self, vals_list):
        for vals in vals_list:
            if vals.get("photo"):
                check_photo(self.env, vals["photo"])
        return super()._add(vals_list)


def check_photo(env, photo):
    """Raise UserError unless the text is the Base64 of a picture that can be opened.

    What the file says of itself (name, type) is not asked: its first bytes and a decoder are.
    """
    try:
        data = base64.b64decode(photo, validate=False)
        if len(data) > PHOTO_BYTES_MAX:
            raise UserError(messages.photo_too_large(env, limit=PHOTO_BYTES_MAX // 2**20))
        with Image.open(io.BytesIO(data)) as picture:
            if picture.format not in PICTURES:
                raise UserError(messages.not_a_picture(env))
            picture.verify()
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        binascii.Error,
        OSError,
        SyntaxError,
        ValueError,
    ):
        raise UserError(messages.not_a_picture(env)) from None

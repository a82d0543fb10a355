from odoo import api, models
from odoo.addons.reform_seal import serial
from odoo.tools import SQL

from .paper_table import OFFICIAL

# File -> (titles, query). Everything that happened to the organisation until the end of the year.
TABLES = {
    "三资清理.csv": (
        (
            "清理ID",
            "事由",
            "基准日",
            "状态",
            "接收单位",
            "冻结时间UTC",
            "快照摘要值",
            "清单摘要值",
            "备案号",
            "备案日",
        ),
        """SELECT c.id, c.kind, c.date_base, c.state, s.name, c.frozen_at, c.snapshot_digest, c.lists_digest,
                  c.filing_no, c.filed_on
             FROM reform_clearing c LEFT JOIN reform_entity s ON s.id = c.successor_id
            WHERE c.entity_id = %(entity)s AND c.date_base <= %(last)s ORDER BY c.date_base, c.id""",
    ),
    "移交清册.csv": (
        (
            "清理ID",
            "项ID",
            "清单",
            "编号",
            "名称",
            "科目",
            "往来单位",
            "原村",
            "账面数量",
            "账面金额",
            "清查数量",
            "清查金额",
            "认定金额",
            "原因",
            "认定",
            "状态",
            "接交意见",
        ),
        """SELECT i.clearing_id, i.id, k.code, i.code, i.name, a.code, p.name, o.name, i.book_quantity,
               i.book_amount,
                  i.counted_quantity, i.counted_amount, i.decided_amount, i.reason, i.verdict, i.state,
                    i.answer
             FROM reform_clearing_item i JOIN reform_clearing c ON c.id = i.clearing_id
             JOIN reform_clearing_category k ON k.id = i.category_id
             LEFT JOIN ledger_account a ON a.id = i.account_id LEFT JOIN res_partner p ON p.id = i.partner_id
             LEFT JOIN reform_place o ON o.id = i.origin_place_id
            WHERE i.entity_id = %(entity)s AND c.date_base <= %(last)s ORDER BY i.clearing_id, k.sequence,
                   i.id""",
    ),
    "移交.csv": (
        (
            "移交ID",
            "清理ID",
            "状态",
            "地点",
            "移交日",
            "移交人",
            "接交人",
            "监交人",
            "证书摘要值",
            "签字身份",
            "签字人",
            "签字时间UTC",
            "签字摘要值",
            "签字件SHA256",
        ),
        """SELECT h.id, h.clearing_id, h.state, h."where", h.done_on, h.giver_name, h.receiver_name,
               h.witness_name,
                  h.digest, g.role, g.name, g.at, g.digest, g.file_digest
             FROM reform_handover h JOIN reform_clearing c ON c.id = h.clearing_id
             LEFT JOIN reform_handover_signature g ON g.handover_id = h.id
            WHERE h.entity_id = %(entity)s AND c.date_base <= %(last)s ORDER BY h.id, g.id""",
    ),
    "合并.csv": (
        (
            "合并ID",
            "合并",
            "方式",
            "接收单位",
            "基准日",
            "状态",
            "被并单位",
            "资产",
            "负债",
            "净资产",
            "转出日",
            "卡片数",
            "合同数",
            "成员数",
        ),
        """SELECT n.id, n.name, m.code, s.name, n.date_base, d.state, e.name, d.assets, d.debts, d.net,
               d.carried_on,
                  d.card_count, d.lease_count, d.member_count
             FROM reform_integration_side d JOIN reform_integration n ON n.id = d.integration_id
             LEFT JOIN reform_integration_mode m ON m.id = n.mode_id
             JOIN reform_entity s ON s.id = n.successor_id JOIN reform_entity e ON e.id = d.entity_id
            WHERE (d.entity_id = %(entity)s OR n.successor_id = %(entity)s) AND n.date_base <= %(last)s
            ORDER BY n.id, d.id""",
    ),
    "审计问题.csv": (
        ("问题ID", "类别", "问题", "金额", "依据", "答复", "整改", "整改期限", "整改日", "状态"),
        """SELECT f.id, f.kind, f.text, f.amount, f.article, f.answer, f.rectification, f.deadline,
               f.rectified_date,
                  f.state
             FROM reform_audit_finding f
            WHERE f.entity_id = %(entity)s AND reform_civil_day(f.create_date) <= %(last)s ORDER BY f.id""",
    ),
}


class ReformAuditReader(models.AbstractModel):
    """Clearings, handovers, mergers and findings of the organisation, for the package."""

    _inherit = "reform.audit.reader"

    @api.model
    def _more(self, entity, last):
        """Yield (file, titles, rows) of the tables beside the books; rows through server-side cursors."""
        self = self.with_context(**OFFICIAL)  # noqa: PLW0642 -- an official paper
        for file, (titles, query) in TABLES.items():
            yield file, titles, serial.stream_rows(self.env.cr, SQL(query, entity=entity.id, last=last))

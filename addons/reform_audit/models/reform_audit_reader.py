from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_rules.audit import records
from odoo.addons.reform_rules.ledger.chart import LEVEL_LENGTHS
from odoo.addons.reform_rules.ledger.numbering import WORDS
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import serial
from odoo.modules.module import get_manifest
from odoo.tools import SQL, split_every

from ..package import Source

# The words of the audit standard, whatever language the user reads.
KINDS = {
    "asset": "资产", "contra_asset": "资产", "liability": "负债", "equity": "所有者权益", "cost": "成本",
    "income": "损益", "expense": "损益",
}  # fmt: skip
WORD_NAMES = {"记": "记账凭证", "收": "收款凭证", "付": "付款凭证", "转": "转账凭证"}
STATEMENTS = {
    "balance_sheet": ("01", "资产负债表", ("期末余额", "年初余额")),
    "income_statement": ("02", "收益及收益分配表", ("本年金额", "上年金额")),
}
NO_SOURCE = {"source_file": "", "source_sheet": "", "source_row": 0, "source_sha256": ""}
# The sealed streams of an entity: its acts, and its books.
STREAMS = ("entity", "ledger")
# Vouchers read at a time.
BATCH = 500


class ReformAuditReader(models.AbstractModel):
    """Reads one entity's year out of the database as plain records, for every form of the package at once.

    It reads past the record rules, because a package is whole or worthless; whoever calls it has
    checked that the user may see the entity. Long lists come through server-side cursors, so memory
    does not grow with the books.
    """

    _name = "reform.audit.reader"
    _description = "Reader of an Audit Package"

    @api.model
    def _source(self, entity, year, *, by):
        """Return the Source of a package. UserError when the entity has no books in that year."""
        self.env.flush_all()
        first, last = date(year, 1, 1), date(year, 12, 31)
        entity = entity.sudo()
        book = self.env["ledger.book"].sudo()._of(entity)
        accounts = self._accounts(book)
        turnovers = self._turnovers(entity, first, last)
        names = self._names()
        partners = self._partners({item.partner for item in turnovers})
        origins = self._places({item.origin for item in turnovers})
        entry = self.env["reform.seal.entry"].sudo()
        streams = [f"{kind}:{entity.id}" for kind in STREAMS]
        reports, items = self._reports(book, last)
        return Source(
            book=self._book(book, year),
            entity=entity.id,
            periods=self._periods(year),
            words=[(word, WORD_NAMES[word]) for word in WORDS.values() if word in WORD_NAMES],
            accounts=accounts,
            partners=partners,
            origins=origins,
            turnovers=turnovers,
            vouchers=self._vouchers(entity, first, last, accounts, partners, origins, names),
            reports=reports,
            report_items=items,
            assets=self._assets(entity),
            more=self._more(entity, last),
            streams=streams,
            seal=(tuple(row) + (names.get(row.user_id, ""),) for row in entry._entries(streams)),
            heads={stream: tuple(head) for stream, head in entry._heads(streams).items()},
            at=fields.Datetime.now(),
            by=by,
        )

    def _book(self, book, year):
        entity = book.entity_id
        return records.Book(
            number=f"{entity.credit_code or entity.id}-{year}",
            name=f"{entity.name}{year}年账簿",
            entity=entity.name,
            credit_code=entity.credit_code or "",
            year=year,
            version=get_manifest("reform_audit")["version"],
            chart=book.chart_id.version or "",
            account_rule="-".join(
                str(length - before)
                for before, length in zip((0, *LEVEL_LENGTHS), LEVEL_LENGTHS, strict=False)
            ),
            nature="企业单位" if entity.kind in ("collective", "other") else "事业单位",
        )

    def _periods(self, year):
        months = [date(year, number, 1) for number in range(1, 13)]
        return [records.Period(day.month, day, fields.Date.end_of(day, "month")) for day in months]

    def _accounts(self, book):
        found = self.env["ledger.account"].sudo()._of_entity(book.entity_id, book.chart_id)
        # Accounts that are no longer in use may still hold what the year began with.
        archived = self.env["ledger.account"].sudo().with_context(active_test=False)
        found |= {account.code: account for account in archived.search(
            [("chart_id", "=", book.chart_id.id), ("entity_id", "in", [False,
            book.entity_id.id])])}  # fmt: skip
        parents = {account.parent_id.code for account in found.values()}
        return [
            records.Account(
                code=code,
                name=account.name,
                level=LEVEL_LENGTHS.index(len(code)) + 1,
                kind=KINDS[account.kind],
                side=account.side,
                leaf=code not in parents,
                by_partner=account.detail == "partner",
            )
            for code, account in sorted(found.items())
        ]

    def _turnovers(self, entity, first, last):
        self.env.cr.execute(
            SQL(
                """
                SELECT a.code, coalesce(b.partner_id, 0), coalesce(b.origin_place_id, 0),
                       CASE WHEN b.month < %(first)s OR b.kind = 'opening' THEN 0
                            ELSE extract(month FROM b.month)::int END AS number,
                       sum(b.debit), sum(b.credit)
                  FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
                 WHERE b.entity_id = %(entity)s AND b.month <= %(last)s
                 GROUP BY 1, 2, 3, 4 ORDER BY a.code COLLATE "C", 2, 3, 4
                """,
                first=first,
                last=last,
                entity=entity.id,
            )
        )
        return [
            records.Turnover(*key, yuan(debit), yuan(credit))
            for *key, debit, credit in self.env.cr.fetchall()
        ]

    def _names(self):
        self.env.cr.execute("SELECT u.id, p.name FROM res_users u JOIN res_partner p ON p.id = u.partner_id")
        return dict(self.env.cr.fetchall())

    def _partners(self, ids):
        partners = self.env["res.partner"].sudo().with_context(active_test=False).browse(sorted(ids - {0}))
        return [records.Named(partner.id, partner.name or "", partner.ref or "") for partner in partners]

    def _places(self, ids):
        places = self.env["reform.place"].sudo().with_context(active_test=False).browse(sorted(ids - {0}))
        return [records.Named(place.id, place.name or "", place.code or "") for place in places]

    def _vouchers(self, entity, first, last, accounts, partners, origins, names):
        """Yield the posted vouchers of the year by day, word and number, each with its lines."""
        account_names = {account.code: account.name for account in accounts}
        party_names = {party.number: party.name for party in partners}
        place_names = {place.number: place.name for place in origins}
        voucher = self.env["ledger.voucher"].sudo()
        query = SQL(
            """SELECT id FROM ledger_voucher
                WHERE entity_id = %s AND date BETWEEN %s AND %s AND state = 'posted'
                ORDER BY date, word, number, id""",
            entity.id,
            first,
            last,
        )
        for batch in split_every(BATCH, serial.stream_rows(self.env.cr, query)):
            ids = [row[0] for row in batch]
            held = voucher._read_held(ids)
            for row in map(held.get, ids):
                yield records.Voucher(
                    *row[:3],
                    row.word,
                    WORDS[row.word],
                    *row[4:13],
                    *(names.get(maker, "") for maker in row[10:13]),
                    lines=tuple(
                        records.Line(
                            line_no,
                            code,
                            account_names.get(code, ""),
                            yuan(debit),
                            yuan(credit),
                            Decimal(quantity),
                            summary,
                            partner,
                            party_names.get(partner, ""),
                            origin,
                            place_names.get(origin, ""),
                        )
                        for line_no, code, debit, credit, quantity, summary, partner, origin in sorted(
                            row.entries
                        )
                    ),
                )

    def _reports(self, book, last):
        """Return the statements of the year and every figure in them."""
        reports, items = [], []
        for kind, (number, name, columns) in STATEMENTS.items():
            reports.append(records.Report(number, name, last))
            figures = self.env["ledger.book"].sudo()._statement(book.entity_id, kind, last)
            for at, (line, amounts) in enumerate(figures, 1):
                for column, amount in enumerate(amounts):
                    if amount is not None:
                        items.append(
                            records.ReportItem(
                                number,
                                f"{at:03d}-{column + 1}",
                                f"{line.label.strip()}{columns[column]}",
                                line.formula or "",
                                yuan(amount),
                            )
                        )
        return reports, items

    # -- assets ----------------------------------------------------------------------------------------------

    def _assets(self, entity):
        """Yield the cards of what the entity owns, each with the cell of the sheet it came from."""
        self.env.cr.execute(
            """SELECT id FROM reform_asset
                WHERE entity_id = %(id)s OR land_owner_id = %(id)s OR building_owner_id = %(id)s
                ORDER BY code, id""",
            {"id": entity.id},
        )
        found = [row[0] for row in self.env.cr.fetchall()]
        lang = "zh_CN" if "zh_CN" in dict(self.env["res.lang"].get_installed()) else self.env.lang
        cards = self.env["reform.asset"].sudo().with_context(lang=lang, active_test=False)
        labels = {
            name: dict(cards._fields[name]._description_selection(cards.env))
            for name in ("nature", "owner_class", "condition", "use_state", "state")
        }
        for ids in split_every(BATCH, found):
            sources = self._sources(ids)
            for card in cards.browse(ids):
                said = {name: labels[name].get(card[name], "") for name in labels}
                yield records.Asset(
                    code=card.code or "",
                    name=card.name or "",
                    category=card.category_id.display_name or "",
                    place=card.place_id.display_name or "",
                    origin=card.origin_place_id.name or "",
                    area_sqm=yuan(card.area_sqm),
                    area_mu=yuan(card.area_mu),
                    cost=yuan(card.cost),
                    net_value=yuan(card.net_value),
                    idle_since=card.idle_since or None,
                    certificate_no=card.certificate_no or "",
                    **said,
                    **sources.get(card.id, NO_SOURCE),
                )
            self.env.invalidate_all()

    def _sources(self, ids):
        """Return {card id: file, sheet, row and digest} of cards that came from a sheet."""
        self.env.cr.execute(
            """SELECT DISTINCT ON (r.res_id) r.res_id, b.file_name, r.sheet, r.row_no, b.sha256
                 FROM reform_intake_row r JOIN reform_intake_batch b ON b.id = r.batch_id
                WHERE r.res_model = 'reform.asset' AND r.res_id = ANY(%s) ORDER BY r.res_id, r.id""",
            [list(ids)],
        )
        return {
            card: {
                "source_file": file or "",
                "source_sheet": sheet,
                "source_row": row,
                "source_sha256": digest or "",
            }
            for card, file, sheet, row, digest in self.env.cr.fetchall()
        }

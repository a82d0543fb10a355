from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PlaceCase

#: role → models it may write; nobody else may write anything of this addon.
WRITERS = {
    "administrator": {"reform.place", "reform.merger", "reform.entity", "reform.merger.statistic"},
    "county_agriculture": {"reform.entity", "reform.merger.statistic"},
}
ROLE_GROUPS = (
    "clerk director supervisor accountant township county_finance county_agriculture auditor administrator"
).split()


@tagged("post_install", "-at_install")
class TestRights(PlaceCase):
    def test_each_role_writes_what_its_duty_is_and_nothing_else(self):
        figure = self.env["reform.merger.statistic"].create(
            {"area": "测试县", "level": "village", "as_of": "2020-12-31"}
        )
        draft = self.env["reform.merger"].create({"predecessor_ids": self.other_village.ids})
        records = [
            (self.village, {"official_name": "x"}),
            (draft, {"note": "x"}),
            (self.collective, {"note": "x"}),
            (figure, {"note": "x"}),
        ]
        for role in self.users:
            for record, vals in records:
                with self.subTest(role=role, model=record._name):
                    seen = self.as_(role, record)
                    if record._name in WRITERS.get(role, ()):
                        seen.write(vals)
                    else:
                        with self.assertRaises(AccessError):
                            seen.write(vals)
                        with self.assertRaises(AccessError):
                            seen.unlink()
                        with self.assertRaises(AccessError):
                            seen.copy()

    def test_everybody_reads_places_and_mergers(self):
        for role in self.users:
            self.assertEqual(self.as_(role, self.other_village).read(["name"])[0]["name"], "远村")
            self.assertTrue(self.as_(role, self.merger).read(["doc_no"])[0]["doc_no"])

    def test_nobody_widens_the_own_scope(self):
        for role, user in self.users.items():
            if role == "administrator":
                continue
            with self.subTest(role=role):
                seen = self.as_(role, user)
                with self.assertRaises(AccessError):
                    seen.write({"reform_scope_ids": [(4, self.county.id)]})
                with self.assertRaises(AccessError):
                    seen.write({"group_ids": [(4, self.env.ref("reform_places.group_auditor").id)]})

    def test_no_role_implies_another(self):
        groups = {name: self.env.ref(f"reform_places.group_{name}") for name in ROLE_GROUPS}
        reader = self.env.ref("reform_places.group_reader")
        for name, group in groups.items():
            self.assertIn(reader, group.all_implied_ids, name)
            others = set(groups.values()) - {group}
            self.assertFalse(others & set(group.all_implied_ids), name)

    def test_the_systems_administrator_has_no_role_by_that_alone(self):
        system = self.env.ref("base.group_system")
        roles = [self.env.ref(f"reform_places.group_{name}") for name in ROLE_GROUPS]
        self.assertFalse(set(roles) & set(system.all_implied_ids))

    def test_the_sealed_log_is_read_in_scope(self):
        entries = self.env["reform.seal.entry"]
        item = self._seal_item(self.collective), self._seal_item(self.other_collective)
        entries._append(f"entity:{self.collective.id}", [item[0]])
        entries._append(f"entity:{self.other_collective.id}", [item[1]])
        self.users["auditor"].reform_scope_ids = self.village
        seen = self.as_("auditor", entries).search([("res_model", "=", "reform.entity")])
        self.assertEqual(seen.mapped("res_id"), [self.collective.id])
        hidden = entries.search(
            [("res_id", "=", self.other_collective.id), ("res_model", "=", "reform.entity")]
        )
        with self.assertRaises(AccessError):
            self.as_("auditor", hidden).read(["hash"])
        for role in ("clerk", "accountant", "county_finance"):
            with self.assertRaises(AccessError):
                self.as_(role, entries).search([])

    def _seal_item(self, entity):
        from odoo.addons.reform_seal import chain

        return chain.SealItem(
            kind="test",
            res_model="reform.entity",
            res_id=entity.id,
            ref=entity.name,
            from_state="",
            to_state="",
            reason="",
            payload={"id": entity.id},
        )

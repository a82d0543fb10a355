import json

from odoo.tests import tagged

from .common import PlaceCase, PlaceHttpCase

MANY = 3000


def build_many(case):
    """Put 3,000 villages with a collective each below a new township of the same county."""
    township = case._place("大镇", "township", case.county)
    places = case.env["reform.place"].create(
        [
            {"name": f"第{n}村", "level": "village", "committee_type": "village", "parent_id": township.id}
            for n in range(MANY)
        ]
    )
    entities = case.env["reform.entity"].with_context(tracking_disable=True, mail_create_nolog=True)
    entities.create([{"name": f"第{n}社", "place_id": place.id} for n, place in enumerate(places)])
    case.env.flush_all()
    return township


@tagged("post_install", "-at_install")
class TestScopeCost(PlaceCase):
    def test_a_list_costs_the_same_with_one_and_with_3000_entities(self):
        township = build_many(self)
        # Two officers of a township each: one answers for one entity, the other for 3,000.
        self.users["other_clerk"].reform_scope_ids = self.other_township
        self.users["township"].reform_scope_ids = township
        few, many = self._statements("other_clerk", 1), self._statements("township", MANY)
        self.assertEqual(few, many)
        self.assertLessEqual(many, 6)

    def _statements(self, role, length):
        """Return the statements of opening a list of one row a page, where both have a next page to count."""
        specification = {"name": {}, "place_id": {"fields": {"display_name": {}}}}
        entities = self.as_(role, self.env["reform.entity"])
        found = entities.web_search_read([], specification, limit=1)
        self.assertEqual(found["length"], length)
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        entities.web_search_read([], specification, limit=1)
        return self.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestSessionCost(PlaceHttpCase):
    def test_the_session_of_a_user_with_3000_entities_is_no_larger(self):
        self.users["township"].reform_scope_ids = build_many(self)
        sizes = {}
        for role in ("clerk", "township"):
            user = self.users[role]
            self.authenticate(user.login, user.login)
            answer = self.url_open(
                "/web/session/get_session_info",
                data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": {}}),
                headers={"Content-Type": "application/json"},
            )
            self.assertEqual(answer.json()["result"]["uid"], user.id)
            sizes[role] = len(answer.content)
        self.assertLessEqual(sizes["township"], sizes["clerk"] * 1.1)

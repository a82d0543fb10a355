import xmlrpc.client

from odoo.tests import tagged

from .common import PlaceHttpCase, RpcRefused


@tagged("post_install", "-at_install")
class TestKit(PlaceHttpCase):
    def test_the_kit_calls_the_server_as_an_outside_program(self):
        found = self.rpc("clerk", "reform.entity", "search_read", [], fields=["name"])
        self.assertEqual([row["name"] for row in found], [self.collective.name])

    def test_the_kit_calls_the_server_as_the_web_client(self):
        found = self.json_rpc("township", "reform.entity", "search_count", [])
        self.assertEqual(found, 2)

    def test_a_refusal_over_the_wire_is_told(self):
        for call in (self.rpc, self.json_rpc):
            with self.assertRaises(RpcRefused) as refusal:
                call("clerk", "reform.entity", "write", [self.collective.id], {"name": "x"})
            self.assertIn("reform.entity", refusal.exception.message)

    def test_what_the_server_wrote_is_seen_by_the_test(self):
        self.rpc("administrator", "reform.entity", "write", [self.collective.id], {"note": "seen"})
        self.assertEqual(self.collective.note, "seen")

    def test_a_password_equal_to_the_login_is_refused_outside_a_demo(self):
        self.env["ir.config_parameter"].set_param("reform_places.demo_logins", False)
        with self.assertRaises(RpcRefused):
            self.rpc("clerk", "reform.entity", "search_count", [])
        db, login = self.env.cr.dbname, self.users["clerk"].login
        self.assertFalse(self.xmlrpc_common.authenticate(db, login, login, {}))
        self.users["clerk"].password = "another-password"
        self.assertTrue(self.xmlrpc_common.authenticate(db, login, "another-password", {}))

    def test_production_refuses_demo_passwords_whatever_the_database_says(self):
        with self.environment(REFORM_PRODUCTION="1"), self.assertRaises(xmlrpc.client.Fault):
            self.xmlrpc_object.execute_kw(
                self.env.cr.dbname,
                self.users["clerk"].id,
                self.users["clerk"].login,
                "reform.entity",
                "search_count",
                [[]],
            )

    def environment(self, **variables):
        from unittest.mock import patch

        return patch.dict("os.environ", variables)

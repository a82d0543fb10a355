"""The world other addons test in: a county, a township, a merged village, another village, and real users.

Example::

    class TestLease(PlaceCase):
        def test_a_clerk_does_not_sign(self):
            lease = self.as_("director", self.env["reform.lease"]).create({...})
            with self.assertRaises(AccessError):
                self.as_("clerk", lease).action_sign()
"""

import json
import xmlrpc.client

from odoo.fields import Command
from odoo.tests import HttpCase, TransactionCase

from ..models.res_users import DEMO_PARAMETER

#: role → (group, attribute of the case that is the user's scope)
ROLES = {
    "clerk": "village",
    "director": "village",
    "supervisor": "village",
    "accountant": "village",
    "cashier": "village",
    "township": "township",
    "county_finance": "county",
    "county_agriculture": "county",
    "auditor": "county",
    "administrator": "county",
    # A clerk of the other village, to look over the fence.
    "other_clerk": "other_village",
    # A reader without role and without scope.
    "reader": None,
}

#: Keys of a context which the core and others read, sent by a client that wants more than it may.
FORGED = {
    "force_delete": True,
    "_force_unlink": True,
    "install_mode": True,
    "import_file": True,
    "tracking_disable": True,
    "active_test": False,
    "skip_validation_check": True,
    "bypass_guard": True,
    "default_state": "confirmed",
}


class PlaceWorld:
    """What both kits build, in words.

    `county` > `township` > `village`, made of `old_a` and `old_b` on 1 July 2020; `other_village` in
    `other_township` of the same county; `collective` and `state_body` at the village and township,
    `other_collective` at the other village. `users[role]` are real users with password = login =
    ``test_<role>``.
    """

    @classmethod
    def _build_world(cls):
        cls._build_places()
        cls._build_entities()
        cls._build_users()

    @classmethod
    def _build_places(cls):
        cls.province = cls._place("测试省", "province", code="990000000000")
        cls.county = cls._place("测试县", "county", cls.province, code="990101000000")
        cls.township = cls._place("东镇", "township", cls.county, code="990101100000")
        cls.other_township = cls._place("西镇", "township", cls.county, code="990101101000")
        cls.old_a = cls._place("甲村", "village", cls.township, code="990101100201", committee_type="village")
        cls.old_b = cls._place("乙村", "village", cls.township, code="990101100202", committee_type="village")
        cls.village = cls._place(
            "合村", "village", cls.township, code="990101100201", committee_type="village"
        )
        cls.other_village = cls._place(
            "远村", "village", cls.other_township, code="990101101201", committee_type="village"
        )
        cls.merger = cls.env["reform.merger"].create(
            {
                "predecessor_ids": [Command.set((cls.old_a | cls.old_b).ids)],
                "successor_ids": [Command.set(cls.village.ids)],
                "date": "2020-07-01",
                "doc_no": "测府发〔2020〕1号",
            }
        )
        cls.merger.action_confirm()

    @classmethod
    def _build_entities(cls):
        cls.collective = cls._entity("合村股份经济合作联合社", cls.village)
        cls.other_collective = cls._entity("远村股份经济合作联合社", cls.other_village)
        cls.state_body = cls._entity("东镇人民政府", cls.township, kind="township_body")

    @classmethod
    def _build_users(cls):
        cls.env["ir.config_parameter"].set_param(DEMO_PARAMETER, "allowed")
        # In one call and without letters of welcome, which were most of what a class of tests costs.
        people = (
            cls.env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                [
                    {
                        "name": f"test_{role}",
                        "login": f"test_{role}",
                        "password": f"test_{role}",
                        "email": f"test.{role}@example.com",
                        "group_ids": [Command.set(cls._group_of(role).ids)],
                        "lang": "en_US",
                        "tz": "Asia/Shanghai",
                        "reform_scope_ids": [Command.set(getattr(cls, scope).ids if scope else [])],
                    }
                    for role, scope in ROLES.items()
                ]
            )
        )
        cls.users = dict(zip(ROLES, people, strict=True))

    @classmethod
    def _group_of(cls, role):
        return cls.env.ref(f"reform_places.group_{'clerk' if role == 'other_clerk' else role}")

    @classmethod
    def _place(cls, name, level, parent=None, **vals):
        return cls.env["reform.place"].create(
            {"name": name, "level": level, "parent_id": parent.id if parent else False, **vals}
        )

    @classmethod
    def _entity(cls, name, place, kind="collective", **vals):
        return cls.env["reform.entity"].create({"name": name, "place_id": place.id, "kind": kind, **vals})

    def as_(self, role, record):
        """Return the record or model as the user of that role sees it, with nothing cached for others."""
        record.env.flush_all()
        record.env.invalidate_all()
        return record.with_user(self.users[role]).with_context(lang="en_US")


class PlaceCase(PlaceWorld, TransactionCase):
    """The kit for tests of models."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._build_world()


class PlaceHttpCase(PlaceWorld, HttpCase):
    """The kit for tests over the real HTTP port, where nothing but the server itself guards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._build_world()

    def rpc(self, role, model, method, *args, **kw):
        """Call a method as an outside program does: XML-RPC with login and password of the role.

        Raises: xmlrpc.client.Fault when the server refuses; `RpcRefused` tells what it said.
        """
        user = self.users[role]
        self.env.flush_all()
        try:
            return self.xmlrpc_object.execute_kw(
                self.env.cr.dbname, user.id, user.login, model, method, list(args), kw
            )
        except xmlrpc.client.Fault as fault:
            raise RpcRefused(fault) from fault
        finally:
            # What the server wrote stands in the shared transaction; this environment has to read it again.
            self.env.invalidate_all()

    def allowed(self, role, model, method, *args, **kw):
        """Tell whether the call was carried out; what it did is undone."""
        # What waits to be written belongs before the savepoint, or undoing the call would undo it too.
        self.env.flush_all()
        self.env.cr.execute("SAVEPOINT matrix")
        try:
            self.rpc(role, model, method, *args, **kw)
        except RpcRefused:
            return False
        finally:
            self.env.cr.execute("ROLLBACK TO SAVEPOINT matrix")
            self.env.invalidate_all()
        return True

    def assert_only(self, allowed, model, method, *args, **kw):
        """Assert that the call is carried out for these roles, and for no other."""
        did = {role for role in ROLES if self.allowed(role, model, method, *args, **kw)}
        self.assertEqual(did, set(allowed), f"{model}.{method}")

    def json_rpc(self, role, model, method, *args, **kw):
        """Call a method as the web client does: a session and /web/dataset/call_kw."""
        user = self.users[role]
        self.authenticate(user.login, user.login)
        payload = {"model": model, "method": method, "args": list(args), "kwargs": kw}
        response = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "id": 1, "params": payload}),
            headers={"Content-Type": "application/json"},
        )
        self.env.invalidate_all()
        answer = response.json()
        if "error" in answer:
            raise RpcRefused(answer["error"]["data"]["message"], answer["error"]["data"]["name"])
        return answer["result"]


class RpcRefused(Exception):
    """The server refused a call; `name` is the exception's class where known, `message` what it said."""

    def __init__(self, error, name=""):
        self.message = getattr(error, "faultString", error)
        self.code = getattr(error, "faultCode", None)
        self.name = name
        super().__init__(self.message)

import threading
import uuid
from contextlib import closing

from odoo import SUPERUSER_ID, api
from odoo.addons.reform_seal.chain import SealItem
from odoo.sql_db import db_connect
from odoo.tests import BaseCase
from odoo.tests.common import get_db_name


class TestWriters(BaseCase):
    """No transaction of the test itself, which would stand in the way of the clean-up."""

    def test_writers_of_one_stream_wait_for_each_other_and_never_fail(self):
        """Real connections, real commits: what is left behind is taken away with the guard switched off."""
        stream, errors = f"test:{uuid.uuid4()}", []
        connect = db_connect(get_db_name())

        def write():
            try:
                for number in range(10):
                    with closing(connect.cursor()) as cr:
                        # The snapshot is taken before the lock is: what others commit meanwhile is not in it.
                        cr.execute("SELECT FROM reform_seal_entry LIMIT 1")
                        log = api.Environment(cr, SUPERUSER_ID, {})["reform.seal.entry"]
                        item = SealItem("made", "res.partner", number, "P")
                        log._append(stream, [item] * 2)
                        log._append(stream, [item])
                        cr.commit()  # pylint: disable=invalid-commit  # real writers commit
            except Exception as error:
                errors.append(error)

        def clean():
            with closing(connect.cursor()) as cr:
                cr.execute("ALTER TABLE reform_seal_entry DISABLE TRIGGER USER")
                cr.execute("DELETE FROM reform_seal_entry WHERE stream = %s", [stream])
                cr.execute(
                    "ALTER TABLE reform_seal_entry ENABLE ALWAYS TRIGGER reform_seal_entry_append_only"
                )
                cr.execute(
                    "ALTER TABLE reform_seal_entry ENABLE ALWAYS TRIGGER reform_seal_entry_no_truncate"
                )
                cr.commit()  # pylint: disable=invalid-commit  # real writers commit

        threads = [threading.Thread(target=write) for _ in range(4)]
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(errors, [])
            with closing(connect.cursor()) as cr:
                log = api.Environment(cr, SUPERUSER_ID, {})["reform.seal.entry"]
                self.assertEqual(log._heads([stream])[stream].seq, 4 * 10 * 3)
                self.assertEqual(log._verify([stream]), [])
        finally:
            clean()

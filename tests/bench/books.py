"""Open books with people to write in them, for the benchmarks of the ledger."""

from contextlib import contextmanager
from datetime import date, timedelta

ACCOUNTS = ("51302", "51305", "113", "112", "15105")


class Books:
    """Two entities with open books, a clerk, a supervisor and an accountant, committed to the scratch
    database."""

    def __init__(self, ctx, entities=2):
        self.ctx = ctx
        with ctx.env() as env:
            place = env["reform.place"].create({"name": "比较村", "level": "village"})
            self.place = place.id
            self.users = {
                role: self._user(env, role, place) for role in ("clerk", "supervisor", "accountant")
            }
            made = env["reform.entity"].create(
                [{"name": f"比较社{number}", "place_id": place.id} for number in range(entities)]
            )
            self.entities = made.ids
            self.parties = env["res.partner"].create([{"name": f"户{number}"} for number in range(20)]).ids
        with self.session("accountant") as env:
            for entity in env["reform.entity"].browse(self.entities):
                env["ledger.book"]._open(entity, date(2024, 1, 1))

    @staticmethod
    def _user(env, role, place):
        return (
            env["res.users"]
            .create(
                {
                    "name": role,
                    "login": f"bench_{role}",
                    "group_ids": [(6, 0, env.ref(f"reform_places.group_{role}").ids)],
                    "reform_scope_ids": [(6, 0, place.ids)],
                }
            )
            .id
        )

    @contextmanager
    def session(self, role):
        """Give an environment of one of the three people; committed at the end."""
        with self.ctx.env() as env:
            yield env(user=self.users[role], su=False)

    def user(self, env, role):
        """Return the user of a role."""
        return env["res.users"].browse(self.users[role])

    def events(self, entity, key, count, lines=2, days=360):
        """Return events of `lines` entries each, spread over a year and over parties."""
        random = self.ctx.random
        made = []
        for number in range(count):
            cents = [random.randrange(100, 10**7) for _ in range(lines - 1)]
            party = random.choice(self.parties)
            entries = [
                {"account": random.choice(ACCOUNTS), "debit": f"{part / 100:.2f}", "partner_id": party}
                for part in cents
            ]
            entries.append({"account": "102", "credit": f"{sum(cents) / 100:.2f}"})
            made.append(
                {
                    "entity_id": self.entities[entity],
                    "date": date(2024, 1, 1) + timedelta(random.randrange(days)),
                    "summary": "比较",
                    "event_key": f"{key}:{number}",
                    "entries": entries,
                }
            )
        return made

    def reviewed(self, entity, key, count):
        """Return the ids of reviewed vouchers of one month, committed."""
        with self.session("clerk") as env:
            ids = env["ledger.voucher"]._from_event(self.events(entity, key, count, days=28)).ids
        with self.session("supervisor") as env:
            env["ledger.voucher"].browse(ids).action_review()
        return ids

    def gaps(self):
        """Return how many series of numbers have a hole."""
        with self.ctx.env() as env:
            return len(env["ledger.voucher"]._check_numbers())

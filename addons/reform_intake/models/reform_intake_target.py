from odoo import api, models


class ReformIntakeTarget(models.AbstractModel):
    """What a sheet is read for.

    What it accepts: a model named `reform.intake.target.<name>` that inherits this one; the name is what the
    command line takes. How to use: override the methods below; the batch calls them for sets of rows, never
    for one. How it works: the target understands lines and writes records, everything between the file and
    the record (staging, duplicates, corrections, resuming, answers) is the batch's.
    """

    _name = "reform.intake.target"
    _description = "Target of a Sheet"

    @api.model
    def _names(self):
        """Return the names of all targets, in alphabetical order."""
        prefix = "reform.intake.target."
        return sorted(name.removeprefix(prefix) for name in self.env.registry if name.startswith(prefix))

    @api.model
    def _of(self, name):
        """Return the target of that name, which must exist."""
        return self.env[f"reform.intake.target.{name}"]

    def _title(self):
        """Return how people call this kind of sheet."""
        raise NotImplementedError

    def _res_model(self):
        """Return the model of the records that are written."""
        raise NotImplementedError

    def _columns(self):
        """Return the columns as `reform_rules.intake.headers.Column`s."""
        raise NotImplementedError

    def _column_notes(self):
        """Return for the template what to write in a column, by field."""
        return {}

    def _example(self):
        """Return one line of the template, a text by field."""
        return {}

    def _importers(self):
        """Return the groups whose people may read and apply such a sheet."""
        return ("reform_places.group_clerk", "reform_places.group_township")

    def _whole(self, batch):
        """Return what only the whole file shows.

        A list of (row id, Problem, state), with the state that keeps the row out: `error` or `duplicate`.
        """
        return []

    def _reader(self, batch, units):
        """Return an object with `understand(cells, shared) → (named tuple, problems)`."""
        raise NotImplementedError

    def _words(self, values):
        """Return the place the line names, as `place_names.Words`."""
        raise NotImplementedError

    def _label(self, values):
        """Return the line's name for lists."""
        raise NotImplementedError

    def _owner_key(self, values):
        """Return what stands for the owner in the key by which equal things are known.

        None: such lines are no things of their own, and equal ones may follow each other.
        """
        raise NotImplementedError

    def _existing(self, place_ids):
        """Return records at these places.

        Each as (owner key, name, place id, record id, label, figures as texts by field).
        """
        raise NotImplementedError

    def _known_problems(self):
        """Return what is said of a line whose record exists: with the same figures, and with others."""
        return ("RecordExists", "RecordDiffers")

    def _figures(self, values):
        """Return the figures of a line to compare with those of an existing record, by field, as texts."""
        return {}

    def _check_rights(self, batch):
        """Raise AccessError when the user may not write the records at all."""
        self.env[self._res_model()].check_access("create")

    def _apply(self, batch, rows):
        """Write the records of some rows and return their ids in the order of the rows.

        Args: rows: (row id, values, place id, origin place id, reference) each. All or none are written.
        """
        raise NotImplementedError

/** @odoo-module **/
import { exprToBoolean } from "@web/core/utils/strings";
import { patch } from "@web/core/utils/patch";
import { dateField, dateTimeField, dateRangeField } from "@web/views/fields/datetime/datetime_field";
import { formatDate, formatDateTime } from "@web/views/fields/formatters";

/**
 * A date in a ledger always shows its year. The web client leaves the year of the current one out ("11月22日"),
 * which is a different day as soon as the page is printed and kept.
 */
const withYear = (options) => ({ numeric: true, ...options });

for (const field of [dateField, dateTimeField, dateRangeField]) {
    const { extractProps, listViewWidth } = field;
    patch(field, {
        extractProps: (info, dynamicInfo) =>
            extractProps({ ...info, options: withYear(info.options) }, dynamicInfo),
        listViewWidth: (info) => listViewWidth({ ...info, options: withYear(info.options) }),
    });
}

for (const format of [formatDate, formatDateTime]) {
    const { extractOptions } = format;
    format.extractOptions = (info) => ({
        ...extractOptions(info),
        numeric: exprToBoolean(info.options.numeric ?? true),
    });
}

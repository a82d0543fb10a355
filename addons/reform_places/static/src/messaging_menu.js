import { MessagingMenu } from "@mail/core/public_web/messaging_menu";
import "@mail/core/web/messaging_menu_patch";
import { patch } from "@web/core/utils/patch";

/** A clerk's first day begins without an unread message: the browser's own notifications are not begged for. */
patch(MessagingMenu.prototype, {
    get shouldAskPushPermission() {
        return false;
    },
});

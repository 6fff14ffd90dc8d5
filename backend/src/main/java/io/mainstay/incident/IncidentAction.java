package io.mainstay.incident;

import java.util.Locale;

/** What may be done to an incident. The transition table says when and by whom. */
public enum IncidentAction {
    REPORT,
    ASSIGN,
    START,
    HOLD,
    RESUME,
    RESOLVE,
    CONFIRM,
    CLOSE,
    REOPEN,
    CANCEL,
    UPDATE,
    PRIORITISE,
    CLASSIFY,
    LINK_CIS,
    UNLINK_CIS,
    COMMENT,
    ADD_WORK_NOTE,
    AUTO_CLOSE,
    DECLASSIFY,
    SET_CUSTOMER_CLASS;

    /** The name in history and audit: {@code incident.add-work-note}. */
    public String code() {
        return "incident." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.mainstay.sla;

/** How a definition takes over an open clock when priority, service, customer class, calendar or definition change. */
public enum ChangeMode {
    /** The clock is derived from its whole timeline as though the definition had always applied. */
    RETROACTIVE,
    /** The elapsed time so far is kept; target, calendar and hold reasons hold from the change on. */
    FROM_CHANGE_ON
}

package io.mainstay.demo.internal;

/** How an incident ended. */
public enum ResolutionCode {
    FIXED,
    WORKAROUND,
    SUPPLIER_FIXED,
    ANSWERED
}

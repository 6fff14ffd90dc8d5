package io.mainstay.demo.internal;

/** How an incident ended. */
public enum ResolutionCode {
    SOLVED,
    WORKAROUND,
    NO_FAULT
}

package io.mainstay.incident;

/** How much of the business an incident touches. */
public enum IncidentImpact {
    HIGH,
    MEDIUM,
    LOW
}

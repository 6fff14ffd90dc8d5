package io.mainstay.incident;

/** How soon an incident hurts the business. */
public enum IncidentUrgency {
    HIGH,
    MEDIUM,
    LOW
}

package io.mainstay.incident;

/** In which order incidents are worked on, and which SLA targets apply; {@link #P1} first. */
public enum IncidentPriority {
    P1,
    P2,
    P3,
    P4,
    P5
}

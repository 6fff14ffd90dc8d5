package io.mainstay.demo.internal;

/** How an incident came in. */
public enum Channel {
    PHONE,
    EMAIL,
    PORTAL,
    CHAT,
    WALK_IN,
    MONITORING
}

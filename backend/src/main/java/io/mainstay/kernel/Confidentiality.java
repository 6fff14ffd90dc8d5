package io.mainstay.kernel;

/** How widely a record may be read (SR-031), from the least to the most restricted. */
public enum Confidentiality {
    PUBLIC_INTERNAL,
    SECRET,
    CONFIDENTIAL,
    TOP_SECRET;

    /** 0 for the least restricted. Stored beside a record, because Cypher and Elasticsearch compare numbers. */
    public int level() {
        return ordinal();
    }

    public static Confidentiality ofLevel(int level) {
        return values()[level];
    }
}

package io.mainstay.cmdb;

/**
 * The order of planned outages.
 *
 * @param descending whether the latest or last comes first
 */
public record PlannedOutageSort(Field field, boolean descending) {

    /** The order of a list that names none. */
    public static final PlannedOutageSort BY_BEGINNING = new PlannedOutageSort(Field.FROM, false);

    /** What planned outages can be sorted by; each has a value of each. */
    public enum Field {
        FROM,
        TO,
        NUMBER
    }
}

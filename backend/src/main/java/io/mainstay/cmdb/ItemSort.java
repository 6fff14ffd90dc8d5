package io.mainstay.cmdb;

/**
 * One step of an order of CIs.
 *
 * @param descending whether the largest, latest or last comes first
 */
public record ItemSort(Field field, boolean descending) {

    /** What CIs can be sorted by; every CI has a value of each. */
    public enum Field {
        /** Whatever the case of letters. */
        NAME,
        NUMBER,
        CREATED_AT,
        UPDATED_AT
    }
}

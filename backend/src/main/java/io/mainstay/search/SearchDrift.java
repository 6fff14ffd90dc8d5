package io.mainstay.search;

/**
 * How the index differs from the graph. What has changed within the last seconds is on its way and may count.
 *
 * @param checked how many records were compared
 * @param missing how many the index lacks
 * @param stale how many it has in an older revision
 * @param orphaned how many it has that are not in the graph
 * @param repaired how many of these were written anew or removed
 */
public record SearchDrift(long checked, long missing, long stale, long orphaned, long repaired) {}

// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

/** What has answered a search. */
public enum SearchAnswerSource {
    /** The search engine's index. */
    INDEX,
    /** Neo4j's full-text index, because the search engine is away: without facets, and it knows fewer texts. */
    DEGRADED_FULLTEXT
}

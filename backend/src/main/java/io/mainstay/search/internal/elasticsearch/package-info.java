/** The search engine is Elasticsearch. */
@NullMarked
package io.mainstay.search.internal.elasticsearch;

import org.jspecify.annotations.NullMarked;
